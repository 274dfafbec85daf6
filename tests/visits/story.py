"""How do tests bring a request to a state? Through the same actions as people, never by setting the state."""

from datetime import time, timedelta
from typing import Any

from accounts.models import Member
from portal import clock
from tests import makers
from visits import completeness
from visits.actions import afterwards, answering, concluding, consents, invitations, planning, requests
from visits.actions.settling import leading_proposal
from visits.models import HostConsent, Invitation, VisitRequest

HOURS = {"from_hour": time(10), "to_hour": time(16)}


def fresh(row: Any) -> Any:
    return type(row).objects.get(pk=row.pk)


def submitted(kind: str = "study-visit", **fields: Any) -> VisitRequest:
    from accounts.models import Coordinator

    if not Coordinator.objects.exists():
        makers.coordinator()
    open_choices = {"travels": "requester", "hosting": "none"} if kind == "implementation" else {}
    request = makers.visit_request(kind, **{**open_choices, **fields})
    requests.submit_request(request.requester, request)
    return fresh(request)


def desk_user(request: VisitRequest) -> Any:
    return request.coordinator.user


def inviting(
    kind: str = "study-visit", *, experts: list[Member] | None = None, at_once: int | None = None, **fields: Any
) -> VisitRequest:
    """Asked: the first of the list (default: three experts of inhalation)."""
    request = submitted(kind, **fields)
    listed = experts or [makers.expert(country=code) for code in ("NL", "DE", "CH")]
    invitations.approve_list(desk_user(request), request, listed, at_once=at_once, confirmed=[one.pk for one in listed])
    return fresh(request)


def asked(request: VisitRequest) -> list[Invitation]:
    return list(request.invitations.filter(state=Invitation.State.INVITED).select_related("expert__user", "request"))


def days_for(request: VisitRequest, *, ahead: int = 75) -> list[Any]:
    """As many days in a row as the request asks for, inside its first window by default."""
    window = request.windows.first()
    first = window.start + timedelta(days=1) if window else clock.today() + timedelta(days=ahead)
    return [first + timedelta(days=number) for number in range(request.duration_days)]


def accept(invitation: Invitation, **fields: Any) -> Invitation:
    request = invitation.request
    window = request.windows.first()
    return answering.accept_invitation(
        invitation.expert.user, invitation, **{"window": window, "days": days_for(request), **HOURS, **fields}
    )


def planned(kind: str = "study-visit", *, house: bool = True, **fields: Any) -> VisitRequest:
    """Enough experts said yes; for kinds with a facility the first expert's house can be asked."""
    request = inviting(kind, **fields)
    if house and completeness.host_kind(request) == "facility":
        makers.host_offer(asked(request)[0].expert)
    while fresh(request).state == VisitRequest.State.INVITING:
        accept(asked(request)[0])
    return fresh(request)


def agreed(kind: str = "study-visit", **fields: Any) -> VisitRequest:
    """Everybody has said yes to the first proposal; the house, where one is needed, has been asked."""
    request = planned(kind, **fields)
    proposal = leading_proposal(request.proposals.all())
    for turn in request.turns.filter(act="choose-date").select_related("user"):
        planning.agree_days(turn.user, fresh(proposal))
    return fresh(request)


def confirmed(kind: str = "study-visit", **fields: Any) -> VisitRequest:
    request = agreed(kind, **fields)
    consent = HostConsent.objects.filter(visit__request=request, state="asked").first()
    if consent:
        consents.agree_as_host(consent.person, consent)
    return fresh(request)


def clock_now() -> Any:
    """Return the real now: what offsets of the clock are counted from."""
    return clock.now() - clock.offset()


def travel_past(request: VisitRequest) -> None:
    """Move the clock to the day after the last session."""
    last = request.visit.sessions.order_by("-end").first().end
    clock.set_offset(clock.offset() + (last - clock.now()) + timedelta(days=1))


def held(kind: str = "study-visit", **fields: Any) -> VisitRequest:
    request = confirmed(kind, **fields)
    travel_past(request)
    expert = request.invitations.filter(state=Invitation.State.ACCEPTED).first().expert.user
    concluding.say_held(request.requester, request, True)
    concluding.say_held(expert, fresh(request), True)
    return fresh(request)


def reported(kind: str = "study-visit", **fields: Any) -> VisitRequest:
    """The report is with whoever signs it off."""
    request = held(kind, **fields)
    writer = request.turns.filter(act="write-report").first().user
    report = request.visit.report
    afterwards.save_report(
        writer,
        report,
        {
            "title": "What we learned about air",
            "answers": ["Twelve changes an hour, measured by the fire service."],
            "what_we_saw": "Two small booths, each with an outlet of its own, and a light outside that says when it is free.",
            "plans": [{"what": "Two booths instead of one big room", "who": "the builder", "by": "March"}],
        },
    )
    afterwards.submit_report(writer, fresh(report))
    return fresh(request)


def closed(kind: str = "study-visit", **fields: Any) -> VisitRequest:
    request = reported(kind, **fields)
    signer = request.turns.filter(act="sign-report").first().user
    afterwards.accept_report(signer, request.visit.report, host_learned="How we look to somebody from outside.")
    return fresh(request)
