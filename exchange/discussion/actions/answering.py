"""What can happen to an answer? It is written, changed, or hidden."""

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from exchange.discussion import moderation, notices, permissions, subjects, telling
from exchange.discussion.actions.closing import close_reports
from exchange.discussion.actions.following import follow_by_answering
from exchange.discussion.actions.limits import refuse_flood
from exchange.discussion.models import Comment, OlderWords, Told
from portal import clock
from portal.audit import actions as audit
from portal.moves import MoveRefused, refuse_overtaken
from portal.search import index

MOST_CHARACTERS = 20_000
MOST_HELPFUL = 3


@transaction.atomic
def add_comment(user: Any, obj: Any, body: str, *, told: Collection[Any] = (), form_code: str = "") -> Comment:
    """Answer under something; whoever wrote it is told. The same form code again returns the first answer.

    `told` are users whom it turns to, who hear of it only if they may read it.
    """
    if form_code and (known := Comment.objects.filter(form_code=form_code).first()):
        return known
    subject = subjects.of(obj)
    # What is talked about is locked, so that nobody answers a text while it is being hidden or narrowed.
    subject.model._default_manager.select_for_update().get(pk=obj.pk)
    locked = subject.for_user(user).filter(pk=obj.pk).first()
    if locked is None or not permissions.can_comment(user, locked):
        raise MoveRefused(_("This text takes no answers any more."))
    words = _checked(body)
    refuse_flood(user)
    refuse_turning(user, told)
    is_own = subject.wrote(user, locked)
    comment = Comment(
        author=None if is_own and locked.author_id is None else user,
        by_author=is_own,
        body=words,
        at=clock.now(),
        form_code=form_code or None,
    )
    setattr(comment, subject.name, locked)
    comment.save()
    _record(user, comment, "added")
    find_again(comment)
    if not is_own:
        follow_by_answering(user, locked)
    _turn_to(comment, [one for one in told if one != user])
    notices.tell_followers(comment, apart=[user, *told])
    return comment


def _turn_to(comment: Comment, told: Collection[Any]) -> None:
    Told.objects.bulk_create(Told(comment=comment, user=one) for one in told)
    subject, obj = subjects.under(comment)
    readers = [one for one in told if subject.for_user(one).filter(pk=obj.pk).exists()]
    notices.tell_mentioned(comment, readers)


@transaction.atomic
def edit_comment(user: Any, comment: Comment, body: str, *, seen: int | None = None) -> Comment:
    """Change one's answer; what it said before is kept. Raises Overtaken when the writer began with older words."""
    locked = Comment.objects.select_for_update().get(pk=comment.pk)
    if not permissions.can_change(user, locked):
        raise MoveRefused(_("Only its author can change an answer."))
    refuse_overtaken(locked.version, seen)
    words = _checked(body)
    if words == locked.body:
        return locked
    OlderWords.objects.create(comment=locked, version=locked.version, body=locked.body, until=clock.now())
    locked.body, locked.edited_at, locked.version = words, clock.now(), locked.version + 1
    locked.save(update_fields=["body", "edited_at", "version"])
    _record(user, locked, "edited")
    find_again(locked)
    return locked


@transaction.atomic
def hide_comment(user: Any, comment: Comment) -> Comment:
    """Take an answer away, by its author or a coordinator. Doing it twice changes nothing."""
    locked = Comment.objects.select_for_update().get(pk=comment.pk)
    if locked.is_hidden:
        return locked
    if not permissions.can_hide(user, locked):
        raise MoveRefused(_("Only its author or a coordinator can take an answer away."))
    locked.is_hidden = True
    locked.save(update_fields=["is_hidden"])
    _record(user, locked, "hidden")
    find_again(locked)
    if reports := moderation.open_reports_of(locked):
        decided_by = None if permissions.is_author(user, locked) else user
        close_reports(decided_by, locked, reports, hidden=True)
    return locked


@transaction.atomic
def forget_older(user: Any, comment: Comment) -> None:
    """Wipe what an answer said before: it may have told who somebody is. By its author or a coordinator."""
    locked = Comment.objects.select_for_update().get(pk=comment.pk)
    if not permissions.can_hide(user, locked):
        raise MoveRefused(_("Only its author or a coordinator can wipe older words."))
    locked.older.all().delete()
    _record(user, locked, "older_forgotten")


@transaction.atomic
def mark_helpful(user: Any, comment: Comment, *, helped: bool = True) -> Comment:
    """Whoever asked or wrote says that this answer helped, of three at most; or takes it back."""
    subject, obj = subjects.under(comment)
    subject.model._default_manager.select_for_update().get(pk=obj.pk)
    locked = Comment.objects.select_for_update().get(pk=comment.pk)
    if not permissions.can_thank(user, locked):
        raise MoveRefused(_("Only whoever asked can say which answers helped."))
    if helped == (locked.helpful_at is not None):
        return locked
    others = Comment.objects.filter(**{subject.name: obj}, helpful_at__isnull=False, is_hidden=False)
    if helped and others.count() >= MOST_HELPFUL:
        raise MoveRefused(_("Three answers at most: take one back first."))
    locked.helpful_at = clock.now() if helped else None
    locked.save(update_fields=["helpful_at"])
    actor = None if obj.author_id is None else user
    audit.record(actor, f"comment.{'helpful' if helped else 'not_helpful'}", locked, **{subject.name: obj.pk})
    if helped:
        notices.tell_helpful(locked)
    return locked


def refuse_turning(user: Any, told: Collection[Any]) -> None:
    """Three for an answer, and not half the network in an hour."""
    if len(told) > telling.MOST_TOLD:
        raise MoveRefused(_("Three people for an answer at most."))
    if telling.turns_too_often(user, len(told)):
        raise MoveRefused(_("You have turned to many people in this hour. Post it without them, or wait a little."))


def _checked(body: str) -> str:
    body = body.strip()
    if not body or len(body) > MOST_CHARACTERS:
        raise MoveRefused(_("An answer has between 1 and 20,000 letters."))
    return body


def find_again(comment: Comment) -> None:
    """The words of answers are found under their question."""
    if comment.question is not None:
        index.put(comment.question)


def _record(user: Any, comment: Comment, name: str) -> None:
    """An anonymous author's own answer names nobody in the trail."""
    is_hidden_author = comment.author_id is None and permissions.is_author(user, comment)
    subject, obj = subjects.under(comment)
    audit.record(None if is_hidden_author else user, f"comment.{name}", comment, **{subject.name: obj.pk})
