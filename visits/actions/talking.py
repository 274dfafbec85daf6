"""What can happen in a conversation? Written, read, changed for a quarter of an hour, and its words forgotten after two years."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal import clock
from portal.audit import actions as audit
from portal.moves import MoveRefused
from portal.uploads import queries as uploads
from portal.uploads.models import Upload
from visits import notices
from visits.actions.requests import everybody, lock
from visits.conversation import MOST_FILES, is_open, may_change
from visits.models import Message, MessageFile, VisitRequest
from visits.permissions import may_take_part

# Whoever has not read is told once, and again only of what is written a day later.
TOLD_AGAIN = timedelta(days=1)
BODIES_KEPT = timedelta(days=730)


@transaction.atomic
def add_message(user: Any, request: VisitRequest, body: str, files: Sequence[Upload] = ()) -> Message:
    """Write in the conversation; it stays open 14 days after the end. Never heard by those who were asked and said no."""
    request = lock(request)
    if not may_take_part(user, request):
        raise MoveRefused(_("Somebody else has to do this step."))
    if not is_open(request):
        raise MoveRefused(_("This conversation has ended."))
    if not body.strip():
        raise MoveRefused(_("Please write something first."))
    if len(files) > MOST_FILES:
        raise MoveRefused(_("Three files at a time, please."))
    last = request.messages.last()
    message = Message.objects.create(request=request, author=user, body=body.strip()[:4000], at=clock.now())
    own = uploads.mine(user).filter(pk__in=[file.pk for file in files], message_file__isnull=True)
    MessageFile.objects.bulk_create(MessageFile(message=message, upload=upload) for upload in own)
    told = [one for one in everybody(request) if one.pk != user.pk and not _knows_already(request, one, last)]
    notices.tell("visits.message", f"{message.pk}", told, request)
    _mark(request, user, message.pk)
    return message


def _knows_already(request: VisitRequest, person: Any, last: Message | None) -> bool:
    """Was this person told of the message before, and has not read it yet?"""
    if last is None or last.author_id == person.pk or clock.now() - last.at >= TOLD_AGAIN:
        return False
    return bool(request.read_up_to.get(str(person.pk), 0) < last.pk)


@transaction.atomic
def mark_read(user: Any, request: VisitRequest, up_to: int) -> VisitRequest:
    """Note how far somebody has read; never back, never beyond the last message."""
    request = lock(request)
    if not may_take_part(user, request):
        raise MoveRefused(_("Somebody else has to do this step."))
    found = request.messages.filter(pk__lte=up_to).last()
    if found:
        _mark(request, user, found.pk)
    return request


def _mark(request: VisitRequest, user: Any, message_id: int) -> None:
    if request.read_up_to.get(str(user.pk), 0) < message_id:
        request.read_up_to = {**request.read_up_to, str(user.pk): message_id}
        request.save(update_fields=["read_up_to"])


@transaction.atomic
def edit_message(user: Any, message: Message, body: str) -> Message:
    """Change one's own words within a quarter of an hour; what they said before can still be read."""
    request = lock(message.request)
    row = Message.objects.select_for_update().get(pk=message.pk)
    if not may_change(row, user) or not may_take_part(user, request):
        raise MoveRefused(_("A message can be changed by its writer, for a quarter of an hour."))
    text = body.strip()[:4000]
    if not text:
        raise MoveRefused(_("Please write something first."))
    if text != row.body:
        row.before, row.body, row.edited_at = [*row.before, row.body], text, clock.now()
        row.save(update_fields=["before", "body", "edited_at"])
        audit.record(user, "visits.message_edit", request)
    return row


def forget_bodies() -> int:
    """Two years after it was written a message says no more than that it was written; its files hang there no more."""
    old = Message.objects.filter(at__lt=clock.now() - BODIES_KEPT).exclude(body="")
    MessageFile.objects.filter(message__in=old.values("pk")).delete()
    return old.update(body="", before=[])
