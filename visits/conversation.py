"""Until when can one write, who has read how far, and which files hang there? Reading only."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from portal import clock
from portal.uploads.registry import place_rows
from visits import permissions, queries
from visits.models import HostConsent, Message, MessageFile, VisitRequest

TALKS_ON = timedelta(days=14)
CAN_CHANGE = timedelta(minutes=15)
MOST_FILES = 3


def is_open(request: VisitRequest) -> bool:
    return request.ended_at is None or clock.now() - request.ended_at < TALKS_ON


def may_change(message: Message, user: Any) -> bool:
    """Its writer may, for a quarter of an hour."""
    is_own = message.author_id is not None and message.author_id == user.pk
    return is_own and bool(message.body) and clock.now() - message.at < CAN_CHANGE


def readers(request: VisitRequest, message: Message) -> list[str]:
    """Return by which parts a message was read, its writer apart; reads rows the page has loaded."""
    marks = {int(pk): up_to for pk, up_to in request.read_up_to.items()}
    people = {pk for pk, up_to in marks.items() if up_to >= message.pk and pk != message.author_id}
    experts = {row.expert.user_id for row in permissions.accepted_experts(request)}
    houses = {row.person_id for row in permissions.consents_of(request) if row.state == HostConsent.State.AGREED}
    desk = {request.coordinator.user_id} if request.coordinator else set()
    parts = (
        ({request.requester_id}, _("the requester")),
        ({request.deputy_id}, _("the deputy")),
        (experts, _("an expert")),
        (houses, _("the house")),
        (desk, _("the coordinator")),
    )
    return [name for ids, name in parts if people & ids]


def opened_to(user: Any) -> QuerySet[Any, Any]:
    """Return the ids of the uploads that conversations open to this user; for the basement."""
    return MessageFile.objects.filter(message__request__in=queries.requests_for_user(user).values("pk")).values(
        "upload_id"
    )


def places(upload_ids: Collection[int]) -> QuerySet[Any, Any]:
    """Return in which conversation each hangs, for its owner."""
    rows = MessageFile.objects.filter(upload__in=upload_ids)
    return place_rows(rows, "visits:talk_files", "message__request__title", "message__request_id")


def title_of(upload_id: int) -> str:
    """Return what the others see it called: a number, never the name that it had at home."""
    row = MessageFile.objects.filter(upload=upload_id).first()
    return _("File %(n)d of the conversation") % {"n": row.pk} if row else ""
