"""Which visitor code holds, who visits, and what have they accepted?"""

from datetime import datetime

from visits.completeness import group_travels
from visits.models import CodeAcceptance, Visit, VisitRequest
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
    rows = CodeAcceptance.objects.filter(request=visit.request_id, rules_of=visit.rules_of)
    return dict(rows.values_list("user_id", "at"))
