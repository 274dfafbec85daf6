"""Who may? The roles a user has towards one request, one report."""

from typing import Any

from accounts import permissions as people
from visits.kinds import KINDS
from visits.models import HostConsent, Invitation, VisitRequest


def roles(user: Any, request: VisitRequest) -> set[str]:
    """Return the user's roles towards the request: requester (or deputy), expert (accepted), invited (asked, not yet answered
    for good), host (asked for the house's yes), coordinator, administrator.

    Reads prefetched rows where the caller has them.
    """
    if not people.is_vetted(user):
        return set()
    member = people.member_of(user)
    answers = {row.state for row in request.invitations.all() if member and row.expert_id == member.pk}
    standing = [row for row in consents_of(request) if row.state in HostConsent.STANDING]
    return sides(user, request, answers, is_host=any(row.person_id == user.pk for row in standing))


def sides(user: Any, request: VisitRequest, answers: set[str], *, is_host: bool) -> set[str]:
    """Return the roles of somebody whose own invitations to the request stand at `answers`."""
    found: set[str] = set()
    if not people.is_vetted(user):
        return found
    if request.asks(user):
        found.add("requester")
    if people.member_of(user) and Invitation.State.ACCEPTED in answers:
        found.add("expert")
    if people.member_of(user) and answers & set(Invitation.OPEN):
        found.add("invited")
    if is_host:
        found.add("host")
    if people.is_administrator(user):
        found.add("administrator")
    if may_coordinate(user, request):
        found.add("coordinator")
    return found


def may_coordinate(user: Any, request: VisitRequest) -> bool:
    """A sensitive request belongs to coordinators of its country only; nobody coordinates their own request, or as a
    deputy."""
    if request.asks(user) or not people.is_coordinator(user):
        return False
    return request.confidentiality != "sensitive" or people.coordinates(user, request.country)


def may_weigh(user: Any) -> bool:
    """Weights count for the whole network: for coordinators of all countries, and administrators."""
    role = people.coordinator_of(user)
    return people.is_administrator(user) or (role is not None and not role.countries)


def consents_of(request: VisitRequest) -> list[HostConsent]:
    visit = getattr(request, "visit", None)
    return list(visit.consents.all()) if visit else []


def accepted_experts(request: VisitRequest) -> list[Invitation]:
    return [row for row in request.invitations.all() if row.state == Invitation.State.ACCEPTED]


def report_roles(user: Any, request: VisitRequest) -> set[str]:
    """Return "learner" (writes the report) and "signs_off", from the table of kinds."""
    kind = KINDS[request.kind]
    sides = roles(user, request)
    found: set[str] = set()
    if ("requester" if kind.learner == "requester" else "expert") in sides:
        found.add("learner")
    if kind.signs_off in sides:
        found.add("signs_off")
    # A house that left, or an expert who left, must not leave a report without anybody who may sign it.
    if sides & {"coordinator", "administrator"}:
        found.add("signs_off")
    return found


def may_take_part(user: Any, request: VisitRequest) -> bool:
    """May read and write the conversation, the dates and the calendar file."""
    return bool(roles(user, request) & {"requester", "expert", "host", "coordinator", "administrator"})


def incident_roles(user: Any, request: VisitRequest) -> set[str]:
    """Return in which role the user reads what went wrong: the house, a coordinator, an administrator; nobody else."""
    return roles(user, request) & {"host", "coordinator", "administrator"}


def may_tell_incident(user: Any, request: VisitRequest) -> bool:
    """Anybody who takes part, from everybody's yes on; also a member who came along."""
    visit = getattr(request, "visit", None)
    if visit is None or visit.first_confirmed_at is None:
        return False
    if may_take_part(user, request):
        return True
    return people.is_vetted(user) and request.participants.filter(member__user=user.pk).exists()
