"""What can its author do with the words? Draft, post, change, complete; each posted version is kept."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from exchange.practices.actions.audience import refuse_public
from exchange.practices.actions.spreading import words_changed
from exchange.practices.actions.steps import finish, record, refuse_wider_than_original, start
from exchange.practices.actions.voice_offers import offer_next
from exchange.practices.actions.waiting import note_change
from exchange.practices.completeness import missing
from exchange.practices.models import HiddenAuthor, Outcome, Practice, Revision
from exchange.practices.sections import FILES, HEADINGS, words_of
from exchange.practices.shapes import is_enough
from portal import clock
from portal.audiences import is_wider
from portal.moves import MoveRefused, refuse_overtaken
from portal.vocabularies.models import Term

# What is chosen, counted or dated.
CHOICES = (
    "perspective",
    "no_identifying",
    "language",
    "country",
    "audience",
    "show_author_as",
    "facility",
    "place_shown",
    "room_model",
    "routes",
    "target_groups",
    "city_size",
    "opened_since",
    "cost_once",
    "cost_yearly",
    "cost_currency",
    "cost_year",
    "funder",
    "involvement",
    "were_paid",
    "evidence_level",
    "still_going",
    "legal_note_on",
    "legal_note_source",
    "contact",
    "wants_second_voice",
)
FIELDS = frozenset([*HEADINGS, *CHOICES])
MOST_TOPICS = 3


@transaction.atomic
def create_draft(
    author: Any,
    *,
    title: str,
    perspective: str,
    what_was_done: str,
    what_happened: str = "",
    topics: Sequence[Term],
    language: str = "en",
    country: str = "",
    form_code: str = "",
    **more: Any,
) -> Practice:
    """Return a new draft, which its author alone sees. `more` are other fields, as in `save_draft`.

    The same form code a second time returns the draft of the first.
    """
    if known := _begun(form_code):
        return known
    practice = Practice(author=author, form_code=form_code or None, created_at=clock.now())
    fields = {
        "title": title,
        "perspective": perspective,
        "what_was_done": what_was_done,
        "what_happened": what_happened,
        "language": language,
        "country": country,
        **more,
    }
    write_words(author, practice, fields, topics, form_code=form_code)
    record(author, practice, "created", "")
    return practice


@transaction.atomic
def save_draft(
    user: Any,
    practice: Practice,
    fields: Mapping[str, Any],
    topics: Sequence[Term] | None = None,
    *,
    seen: int | None = None,
) -> Practice:
    """Keep what was written so far; nothing has to be complete. Raises Overtaken, see `portal.moves`."""
    locked = start(user, practice, "save")
    refuse_overtaken(locked.version, seen)
    write_words(user, locked, fields, topics)
    record(user, locked, "saved", locked.state)
    return locked


@transaction.atomic
def save_section(
    user: Any,
    practice: Practice,
    fields: Mapping[str, Any],
    *,
    outcomes: Sequence[Mapping[str, str]] | None = None,
    seen: int | None = None,
) -> Practice:
    """Keep one section of the full form: into the draft, or as a change of what is posted."""
    is_draft = Practice.objects.select_for_update().get(pk=practice.pk).state == Practice.State.DRAFT
    if outcomes is not None:
        keep_outcomes(practice, outcomes)
    if is_draft:
        return save_draft(user, practice, fields, seen=seen)
    return edit_practice(user, practice, fields, seen=seen)


@transaction.atomic
def post_practice(user: Any, practice: Practice) -> Practice:
    """Show a draft to its audience as a short note. Raises MoveRefused with what is still missing."""
    locked = start(user, practice, "post")
    refuse_unfinished(locked)
    locked.posted_at = clock.now()
    finish(user, locked, "post")
    keep_revision(locked)
    offer_next(locked)
    return locked


@transaction.atomic
def post_draft(
    user: Any, practice: Practice, fields: Mapping[str, Any], topics: Sequence[Term], *, seen: int | None = None
) -> Practice:
    """Save a draft's last changes and post it. Sent twice, the second is a change of what is posted."""
    if Practice.objects.select_for_update().get(pk=practice.pk).state != Practice.State.DRAFT:
        return edit_practice(user, practice, fields, topics, seen=seen)
    return post_practice(user, save_draft(user, practice, fields, topics, seen=seen))


@transaction.atomic
def share_practice(author: Any, *, form_code: str = "", **fields: Any) -> Practice:
    """Write and post in one go. The same form sent twice posts once; a draft kept from it meanwhile is what is posted."""
    if known := _begun(form_code):
        return known if known.posted_at else post_draft(author, known, *_apart(fields))
    return post_practice(author, create_draft(author, form_code=form_code, **fields))


@transaction.atomic
def begin_draft(author: Any, *, form_code: str = "", **fields: Any) -> Practice:
    """Keep a form as a draft; sent again, its newer words go into the same draft."""
    known = _begun(form_code)
    if known is None:
        return create_draft(author, form_code=form_code, **fields)
    return known if known.posted_at else save_draft(author, known, *_apart(fields))


def _begun(form_code: str) -> Practice | None:
    """Return what was begun with this very form; its code was checked to be the author's own."""
    return Practice.objects.select_for_update().filter(form_code=form_code).first() if form_code else None


def _apart(fields: Mapping[str, Any]) -> tuple[dict[str, Any], Any]:
    words = dict(fields)
    topics = words.pop("topics", None)
    return words, topics


@transaction.atomic
def edit_practice(
    user: Any,
    practice: Practice,
    fields: Mapping[str, Any],
    topics: Sequence[Term] | None = None,
    *,
    seen: int | None = None,
) -> Practice:
    """Change what is posted; a reviewed practice becomes a full one again. The author may also change the readers.

    Raises Overtaken, see `portal.moves`.
    """
    locked = start(user, practice, "edit")
    refuse_overtaken(locked.version, seen)
    if is_wider(fields.get("audience", locked.audience), locked.audience):
        # The author's dated yes to more readers than before; only they can make this move.
        record(user, locked, "widened", locked.state, audience=fields["audience"])
    write_words(user, locked, fields, topics)
    refuse_unfinished(locked)
    finish(user, locked, "edit")
    keep_revision(locked)
    note_change(locked)
    words_changed(locked)
    return locked


@transaction.atomic
def complete_practice(user: Any, practice: Practice) -> Practice:
    """The author says that all questions are answered: the note becomes a full practice."""
    locked = start(user, practice, "complete")
    refuse_unfinished(locked)
    # A translation has the answers of its original.
    if not locked.translation_of_id and (gaps := missing(locked)):
        names = ", ".join(str(gap.question) for gap in gaps)
        raise MoveRefused(_("Still to be answered: %(questions)s") % {"questions": names})
    return finish(user, locked, "complete")


def write_words(
    user: Any, practice: Practice, fields: Mapping[str, Any], topics: Sequence[Term] | None, *, form_code: str = ""
) -> None:
    if unknown := set(fields) - FIELDS:
        raise TypeError(f"not fields of a practice: {sorted(unknown)}")
    if fields.get("audience", practice.audience) != practice.audience:
        refuse_public(fields["audience"])
        practice.offered_public_at = None
    for name, value in fields.items():
        setattr(practice, name, value)
    refuse_wider_than_original(practice)
    if user.protected:
        practice.country = ""
    if practice.pk:
        practice.version += 1
    is_anonymous = practice.show_author_as == Practice.ShowAs.ANONYMOUS
    practice.author = None if is_anonymous else user
    practice.changed_at = clock.now()
    practice.saved_form = form_code
    practice.save()
    if is_anonymous:
        HiddenAuthor.objects.get_or_create(practice=practice, defaults={"user": user})
    else:
        HiddenAuthor.objects.filter(practice=practice).delete()
    if topics is not None and not practice.translation_of_id:
        practice.topics.set(topics[:MOST_TOPICS])


def keep_outcomes(practice: Practice, rows: Sequence[Mapping[str, str]]) -> None:
    practice.outcomes.all().delete()
    Outcome.objects.bulk_create(Outcome(practice=practice, order=order, **row) for order, row in enumerate(rows))


def refuse_unfinished(practice: Practice) -> None:
    if (
        not is_enough(practice.perspective, words_of(practice))
        or not practice.perspective
        or not practice.topics.exists()
    ):
        raise MoveRefused(_("The short answers are needed first. Your draft is kept."))
    if not practice.no_identifying:
        raise MoveRefused(_("Please check that nobody can be recognised, and tick the box. Your draft is kept."))


def keep_revision(practice: Practice) -> None:
    """Keep the words of this version; an anonymous author is not named here either."""
    words = {name: words for name, words in words_of(practice).items() if words}
    if captions := list(practice.files.values_list("caption", flat=True)):
        words[FILES] = "\n".join(captions)
    Revision.objects.create(
        practice=practice, version=practice.version, at=practice.changed_at, by_id=practice.author_id, words=words
    )
