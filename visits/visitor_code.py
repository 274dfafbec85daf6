"""Which visitor code holds, who visits, and what have they accepted?"""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localtime

from visits.completeness import group_travels
from visits.models import CodeAcceptance, Participant, Visit, VisitRequest
from visits.permissions import accepted_experts

# Changes whenever a sentence of templates/visits/visitor_code.html does; a test compares the two.
VERSION = "2026-11"


def visitors(request: VisitRequest) -> set[int]:
    """Return the ids of the users who come into somebody's house: the requester (for their whole group), or the
    accepted experts, or nobody."""
    if group_travels(request):
        return {request.requester_id}
    return {row.expert.user_id for row in accepted_experts(request)} if experts_come(request) else set()


def experts_come(request: VisitRequest) -> bool:
    """Is the expert who is asked the visitor?"""
    return request.who_travels == "experts"


def accepted_rules(visit: Visit) -> dict[int, datetime]:
    """Return user id → when they accepted the rules this visit stands under; one query, none without rules."""
    if not visit.house_rules:
        return {}
    rows = CodeAcceptance.objects.filter(request=visit.request_id, rules_of=visit.rules_of, user__isnull=False)
    return dict(rows.values_list("user_id", "at"))


def visiting_members(request: VisitRequest) -> set[int]:
    """Return the ids of the users who come along in the requester's group, beside the requester."""
    return {row.member.user_id for row in with_members(request) if row.member} - {request.requester_id}


@dataclass(frozen=True)
class Signature:
    """Whether one who comes has signed the code this visit stands under; `user_id`: signs in the portal."""

    participant: Participant
    user_id: int | None
    day: date | None
    version: str
    on_paper: bool


def signatures(request: VisitRequest) -> list[Signature]:
    """Return one row for each who comes; two queries. A paper from before the house's rules were known holds for the
    code alone, and has to be signed anew."""
    visit = getattr(request, "visit", None)
    rules_of = visit.rules_of if visit and visit.house_rules else None
    rows = list(CodeAcceptance.objects.filter(request=request.pk, version=VERSION, rules_of=rules_of))
    return [_signature(one, rows) for one in with_members(request)]


def with_members(request: VisitRequest) -> list[Participant]:
    """Return who comes, with their accounts; asks nothing where the page has loaded them."""
    if "participants" in getattr(request, "_prefetched_objects_cache", {}):
        return list(request.participants.all())
    return list(request.participants.select_related("member"))


def _signature(one: Participant, rows: list[CodeAcceptance]) -> Signature:
    user_id = one.member.user_id if one.member else None
    found = next((row for row in rows if row.participant_id == one.pk or (user_id and row.user_id == user_id)), None)
    day = (found.signed_on or localtime(found.at).date()) if found else None
    return Signature(one, user_id, day, VERSION, bool(found and found.participant_id))
