"""What can happen to a practice? All writes: drafting, posting, changing, and who may read it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from exchange.practices import notices
from exchange.practices.lifecycle import MOVES, is_wider
from exchange.practices.models import HiddenAuthor, Practice
from exchange.practices.permissions import is_author, roles
from portal import clock
from portal.audit import actions as audit
from portal.moves import MoveRefused, find_move
from portal.search import index
from portal.vocabularies.models import Term

FIELDS = frozenset(
    [
        "title",
        "perspective",
        "what_was_done",
        "what_happened",
        "went_wrong",
        "what_helps",
        "no_identifying",
        "language",
        "country",
        "audience",
        "show_author_as",
    ]
)
FEWEST = {"title": 10, "what_was_done": 40, "what_happened": 20}
MOST_TOPICS = 3


@transaction.atomic
def create_draft(
    author: Any,
    *,
    title: str,
    perspective: str,
    what_was_done: str,
    what_happened: str,
    topics: Sequence[Term],
    language: str = "en",
    country: str = "",
    form_code: str = "",
    **more: Any,
) -> Practice:
    """Return a new draft, which its author alone sees. `more` are other fields, as in `save_draft`.

    The same form code a second time returns the draft of the first.
    """
    if form_code and (known := Practice.objects.filter(form_code=form_code).first()):
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
    _write(author, practice, fields, topics)
    _record(author, practice, "created", "")
    return practice


@transaction.atomic
def save_draft(
    user: Any, practice: Practice, fields: Mapping[str, Any], topics: Sequence[Term] | None = None
) -> Practice:
    """Keep what was written so far; nothing has to be complete."""
    locked = _start(user, practice, "save")
    _write(user, locked, fields, topics)
    _record(user, locked, "saved", locked.state)
    return locked


@transaction.atomic
def post_practice(user: Any, practice: Practice) -> Practice:
    """Show a draft to its audience as a short note. Raises MoveRefused with what is still missing."""
    locked = _start(user, practice, "post")
    _refuse_unfinished(locked)
    locked.posted_at = clock.now()
    return _finish(user, locked, "post")


@transaction.atomic
def post_draft(user: Any, practice: Practice, fields: Mapping[str, Any], topics: Sequence[Term]) -> Practice:
    """Save a draft's last changes and post it. Sent twice, the second is a change of what is posted."""
    if Practice.objects.select_for_update().get(pk=practice.pk).state != Practice.State.DRAFT:
        return edit_practice(user, practice, fields, topics)
    return post_practice(user, save_draft(user, practice, fields, topics))


@transaction.atomic
def share_practice(author: Any, *, form_code: str = "", **fields: Any) -> Practice:
    """Write and post in one go. The same form sent twice posts once."""
    practice = create_draft(author, form_code=form_code, **fields)
    if practice.state != Practice.State.DRAFT:
        return practice
    return post_practice(author, practice)


@transaction.atomic
def edit_practice(
    user: Any, practice: Practice, fields: Mapping[str, Any], topics: Sequence[Term] | None = None
) -> Practice:
    """Change what is posted; a reviewed practice becomes a full one again. The author may also change the readers."""
    locked = _start(user, practice, "edit")
    _write(user, locked, fields, topics)
    _refuse_unfinished(locked)
    return _finish(user, locked, "edit")


@transaction.atomic
def complete_practice(user: Any, practice: Practice) -> Practice:
    """The author says that all questions are answered: the note becomes a full practice."""
    locked = _start(user, practice, "complete")
    _refuse_unfinished(locked)
    if not locked.went_wrong.strip():
        raise MoveRefused(_("Please say first what went wrong; “nothing yet” is an answer too."))
    return _finish(user, locked, "complete")


@transaction.atomic
def review_practice(user: Any, practice: Practice) -> Practice:
    """A coordinator has read a full practice together with a peer."""
    locked = _start(user, practice, "review")
    if is_author(user, locked):
        raise MoveRefused(_("Somebody else than the author has to review it."))
    _finish(user, locked, "review")
    notices.tell_author(locked, "practices.reviewed")
    return locked


@transaction.atomic
def archive_practice(user: Any, practice: Practice) -> Practice:
    """Take it out of lists and search; whoever has the address still reads it."""
    return _finish(user, _start(user, practice, "archive"), "archive")


@transaction.atomic
def restore_practice(user: Any, practice: Practice) -> Practice:
    return _finish(user, _start(user, practice, "restore"), "restore")


@transaction.atomic
def hide_practice(user: Any, practice: Practice, reason: str) -> Practice:
    """Take it away from everybody but its author and the coordinators, at once."""
    locked = _start(user, practice, "hide")
    if not reason.strip():
        raise MoveRefused(_("Please say why, so that the author can change it."))
    locked.hidden_reason = reason.strip()[:300]
    _finish(user, locked, "hide")
    if not is_author(user, locked):
        notices.tell_author(locked, "practices.hidden")
    return locked


@transaction.atomic
def show_practice(user: Any, practice: Practice) -> Practice:
    """Give a hidden practice back to its readers, as a note."""
    locked = _start(user, practice, "show")
    locked.hidden_reason = ""
    return _finish(user, locked, "show")


@transaction.atomic
def change_audience(user: Any, practice: Practice, audience: str) -> Practice:
    """Fewer readers: at once, by author or coordinator. More readers: by the author only; never the public."""
    _refuse_public(audience)
    name = "widen" if is_wider(audience, practice.audience) else "narrow"
    locked = _start(user, practice, name)
    locked.audience, locked.offered_public_at = audience, None
    return _finish(user, locked, name, audience=audience)


@transaction.atomic
def offer_to_public(user: Any, practice: Practice) -> Practice:
    """The author's dated yes to a text that everybody may read; a coordinator then publishes it."""
    locked = _start(user, practice, "offer")
    locked.offered_public_at = clock.now()
    return _finish(user, locked, "offer")


@transaction.atomic
def publish_practice(user: Any, practice: Practice) -> Practice:
    """Open it to everybody, also without log-in. Needs the author's offer."""
    locked = _start(user, practice, "publish")
    if locked.offered_public_at is None:
        raise MoveRefused(_("The author has not offered this text to the public."))
    locked.audience = Practice.Audience.PUBLIC
    _finish(user, locked, "publish")
    notices.tell_author(locked, "practices.published")
    return locked


def _start(user: Any, practice: Practice, name: str) -> Practice:
    """Lock the row and ask the lifecycle table; the caller changes it and calls `_finish`."""
    locked = Practice.objects.select_for_update().get(pk=practice.pk)
    find_move(MOVES, locked.state, name, roles(user, locked))
    return locked


def _finish(user: Any, practice: Practice, name: str, **facts: str) -> Practice:
    before = practice.state
    practice.state = find_move(MOVES, before, name, roles(user, practice)).to
    practice.changed_at = clock.now()
    practice.save()
    _record(user, practice, name, before, **facts)
    index.put(practice)
    return practice


def _record(user: Any, practice: Practice, name: str, before: str, **facts: str) -> None:
    """The trail names no author of an anonymous practice: otherwise it would tell what HiddenAuthor keeps."""
    is_hidden_author = practice.author_id is None and is_author(user, practice)
    actor = None if is_hidden_author else user
    audit.record(actor, f"practice.{name}", practice, from_state=before, to_state=practice.state, **facts)


def _write(user: Any, practice: Practice, fields: Mapping[str, Any], topics: Sequence[Term] | None) -> None:
    if unknown := set(fields) - FIELDS:
        raise TypeError(f"not fields of a practice: {sorted(unknown)}")
    if fields.get("audience", practice.audience) != practice.audience:
        _refuse_public(fields["audience"])
        practice.offered_public_at = None
    for name, value in fields.items():
        setattr(practice, name, value)
    if user.protected:
        practice.country = ""
    is_anonymous = practice.show_author_as == Practice.ShowAs.ANONYMOUS
    practice.author = None if is_anonymous else user
    practice.changed_at = clock.now()
    practice.save()
    if is_anonymous:
        HiddenAuthor.objects.get_or_create(practice=practice, defaults={"user": user})
    else:
        HiddenAuthor.objects.filter(practice=practice).delete()
    if topics is not None:
        practice.topics.set(topics[:MOST_TOPICS])


def _refuse_public(audience: str) -> None:
    if audience == Practice.Audience.PUBLIC:
        raise MoveRefused(_("A text becomes public in two steps: you offer it, and a coordinator publishes it."))


def _refuse_unfinished(practice: Practice) -> None:
    short = [name for name, fewest in FEWEST.items() if len(getattr(practice, name).strip()) < fewest]
    if short or not practice.perspective or not practice.topics.exists():
        raise MoveRefused(_("The six short answers are needed first. Your draft is kept."))
    if not practice.no_identifying:
        raise MoveRefused(_("Please check that nobody can be recognised, and tick the box. Your draft is kept."))
