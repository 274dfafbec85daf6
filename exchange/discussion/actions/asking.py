"""What can happen to a question? It is asked, changed, closed, opened again, hidden and shown."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.permissions import is_vetted
from exchange.discussion import notices, question_care, questions
from exchange.discussion.actions.limits import refuse_flood
from exchange.discussion.lifecycle import MOVES
from exchange.discussion.models import HiddenAsker, OlderQuestion, Question
from exchange.practices.models import Practice
from portal import clock
from portal.audiences import is_wider
from portal.audit import actions as audit
from portal.moves import MoveRefused, find_move, refuse_overtaken
from portal.search import index
from portal.vocabularies.models import Term

FIELDS = frozenset({"title", "body", "audience", "show_author_as", "language"})
MOST_TOPICS = 3


@transaction.atomic
def ask_question(user: Any, fields: Mapping[str, Any], topics: Sequence[Term], *, form_code: str = "") -> Question:
    """Ask the members. The same form sent twice asks once."""
    if not is_vetted(user):
        raise MoveRefused(_("Only members ask."))
    if form_code and (known := Question.objects.filter(form_code=form_code).first()):
        return known
    refuse_flood(user)
    question = Question(form_code=form_code or None, asked_at=clock.now())
    _write(user, question, fields, topics)
    _record(user, question, "asked", "")
    index.put(question)
    return question


@transaction.atomic
def edit_question(
    user: Any, question: Question, fields: Mapping[str, Any], topics: Sequence[Term], *, seen: int | None = None
) -> Question:
    """Change it; what it said before is kept. Readers can only become fewer: whoever answered wrote for those of then."""
    locked = _start(user, question, "edit")
    refuse_overtaken(locked.version, seen)
    if is_wider(fields.get("audience", locked.audience), locked.audience):
        raise MoveRefused(_("Readers can only become fewer. Ask anew for more readers."))
    if any(name in fields and fields[name] != getattr(locked, name) for name in ("title", "body")):
        OlderQuestion.objects.create(
            question=locked, version=locked.version, title=locked.title, body=locked.body, until=clock.now()
        )
    locked.version += 1
    locked.edited_at = clock.now()
    _write(user, locked, fields, topics)
    _finish(user, locked, "edit")
    _note_change(locked)
    return locked


def _note_change(question: Question) -> None:
    """A hidden one was changed. Told once, until a coordinator has shown it or has said again what is wrong.

    What reports alone have hidden waits for their decision anyhow.
    """
    if question.state != Question.State.HIDDEN or question.waits_since is not None:
        return
    question.waits_since = clock.now()
    question.save(update_fields=["waits_since"])
    if not question.is_covered:
        question_care.tell_changed(question)


def _refuse_covered(question: Question) -> None:
    if question.is_covered:
        raise MoveRefused(_("Readers have reported it: please decide that first, under the reported texts."))


@transaction.atomic
def forget_older_question(user: Any, question: Question) -> None:
    """Wipe what a question said before: it may have told who somebody is. By its asker or a coordinator."""
    locked = Question.objects.select_for_update().get(pk=question.pk)
    if not questions.roles(user, locked):
        raise MoveRefused(_("Only whoever asked or a coordinator can wipe older words."))
    locked.older.all().delete()
    _record(user, locked, "older_forgotten", locked.state)


@transaction.atomic
def close_question(user: Any, question: Question) -> Question:
    """It takes no more answers, and stays to be read and found."""
    return _finish(user, _start(user, question, "close"), "close")


@transaction.atomic
def reopen_question(user: Any, question: Question) -> Question:
    return _finish(user, _start(user, question, "reopen"), "reopen")


@transaction.atomic
def hide_question(user: Any, question: Question, reason: str) -> Question:
    """Take it, with its answers, away from everybody but its asker and the coordinators; or say what is still wrong."""
    locked = _start(user, question, "hide")
    if not reason.strip():
        raise MoveRefused(_("Please say why, so that whoever asked can change it."))
    _refuse_covered(locked)
    locked.hidden_reason, locked.waits_since = reason.strip()[:300], None
    _finish(user, locked, "hide")
    if not questions.is_author(user, locked):
        notices.tell_hidden(locked)
    return locked


@transaction.atomic
def show_question(user: Any, question: Question) -> Question:
    """Give a hidden one back to its readers, changed or not; never one's own. Whoever asked hears of it."""
    locked = _start(user, question, "show")
    if questions.is_author(user, locked):
        raise MoveRefused(_("Somebody else has to do this step."))
    locked.hidden_reason = locked.state_before_hidden = ""
    locked.waits_since = None
    _finish(user, locked, "show")
    question_care.tell_author(locked, question_care.SHOWN_AGAIN)
    return locked


def _start(user: Any, question: Question, name: str) -> Question:
    locked = Question.objects.select_for_update().get(pk=question.pk)
    find_move(MOVES, locked.state, name, questions.roles(user, locked))
    return locked


def _finish(user: Any, question: Question, name: str) -> Question:
    before = question.state
    question.state = find_move(MOVES, before, name, questions.roles(user, question)).to
    question.save()
    _record(user, question, name, before)
    index.put(question)
    return question


def _write(user: Any, question: Question, fields: Mapping[str, Any], topics: Sequence[Term]) -> None:
    if unknown := set(fields) - FIELDS:
        raise TypeError(f"not fields of a question: {sorted(unknown)}")
    for name, value in fields.items():
        setattr(question, name, value)
    is_anonymous = question.show_author_as == Practice.ShowAs.ANONYMOUS
    question.author = None if is_anonymous else user
    question.save()
    if is_anonymous:
        HiddenAsker.objects.get_or_create(question=question, defaults={"user": user})
    else:
        HiddenAsker.objects.filter(question=question).delete()
    question.topics.set(topics[:MOST_TOPICS])


def _record(user: Any, question: Question, name: str, before: str) -> None:
    """The trail names nobody behind an anonymous question: otherwise it would tell what HiddenAsker keeps."""
    is_hidden = question.author_id is None and HiddenAsker.objects.filter(question=question, user=user).exists()
    actor = None if is_hidden else user
    audit.record(actor, f"question.{name}", question, from_state=before, to_state=question.state)
