"""Whose turn is it now? Called last in every action, so that nothing ever waits without an owner and a clock."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from accounts.models import Member
from portal import clock
from portal.workdays import add_working_days
from visits import permissions
from visits.actions.coordinating import desk, incident_desk
from visits.completeness import host_kind
from visits.fees import unpaid, without_fee
from visits.kinds import KINDS
from visits.models import (
    DateProposal,
    FollowUp,
    HostConsent,
    Incident,
    Invitation,
    OpenCall,
    Report,
    Turn,
    Visit,
    VisitRequest,
)
from visits.pace import answer_days
from visits.visitor_code import accepted_rules, signatures, visitors

R = VisitRequest.State
FEEDBACK_DAYS = 14  # after the visit
FEE_DAYS = 14  # after the visit; then the desk asks after a peer worker's fee


@dataclass(frozen=True)
class Wanted:
    """A turn that should stand. `due_at` None: keep the hour it has, or give the usual working days from now."""

    user_id: int
    act: str
    due_at: datetime | None = None
    invitation: Invitation | None = None
    consent: HostConsent | None = None
    without_clock: bool = False


def settle(request: VisitRequest) -> list[Turn]:
    """Make the rows of Turn say whose turn it is; keep the hour of turns that go on. Returns the new ones."""
    request = VisitRequest.objects.select_related("visit", "visit__report").get(pk=request.pk)
    standing = {(row.user_id, row.act): row for row in request.turns.all()}
    wanted = {(row.user_id, row.act): row for row in _with_deputy(request, _all_wanted(request), standing)}
    Turn.objects.filter(pk__in=[row.pk for key, row in standing.items() if key not in wanted]).delete()
    new = []
    for key, row in wanted.items():
        due = row.due_at or (None if row.without_clock else add_working_days(clock.now(), answer_days(request)))
        if key not in standing:
            new.append(
                Turn(
                    request=request,
                    user_id=row.user_id,
                    act=row.act,
                    due_at=due,
                    invitation=row.invitation,
                    consent=row.consent,
                )
            )
        elif row.due_at and standing[key].due_at != row.due_at:
            Turn.objects.filter(pk=standing[key].pk).update(
                due_at=row.due_at, invitation=row.invitation, consent=row.consent
            )
    return Turn.objects.bulk_create(new)


# What a deputy cannot do in somebody's place: go on writing a draft is offered anyhow, rules are read by whoever comes.
NOT_BY_DEPUTY = frozenset({"finish-draft", "read-rules", "answer-as-host", "read-incident"})


def _with_deputy(
    request: VisitRequest, wanted: Iterable[Wanted], standing: Mapping[tuple[int, str], Turn]
) -> Iterable[Wanted]:
    """Yield the turns, and those of a requester who is silent half of the time or gone once more for the deputy."""
    for row in wanted:
        yield row
        if row.user_id != request.requester_id or request.deputy_id is None or row.act in NOT_BY_DEPUTY:
            continue
        theirs = standing.get((row.user_id, row.act))
        due = row.due_at or (theirs.due_at if theirs else None)
        waits = (theirs and half_has_passed(theirs)) or (request.deputy_id, row.act) in standing or is_gone(request)
        if waits and _is_there(request.deputy_id):
            yield replace(row, user_id=request.deputy_id, due_at=due)


def half_has_passed(turn: Turn) -> bool:
    return turn.due_at is not None and clock.now() >= turn.since + (turn.due_at - turn.since) / 2


def _is_there(user_id: int) -> bool:
    return Member.objects.filter(user=user_id, state=Member.State.ACTIVE, user__is_active=True).exists()


def is_gone(request: VisitRequest) -> bool:
    """Has the requester left, or is suspended?"""
    member = Member.objects.filter(user=request.requester_id).first()
    return not request.requester.is_active or (member is not None and member.state != Member.State.ACTIVE)


def _all_wanted(request: VisitRequest) -> list[Wanted]:
    return [*_wanted(request), *_fees(request), *_conflicts(request), *_incidents(request)]


def _wanted(request: VisitRequest) -> list[Wanted]:
    by_state = {
        R.DRAFT: _draft,
        R.SUBMITTED: _submitted,
        R.RETURNED: _returned,
        R.INVITING: _inviting,
        R.PLANNING: _planning,
        R.CONFIRMED: _confirmed,
        R.HELD: _held,
        R.CLOSED: _closed,
    }
    found = by_state.get(R(request.state))
    return list(found(request)) if found else []


def _desk_turns(request: VisitRequest, act: str, due_at: datetime | None = None) -> list[Wanted]:
    return [Wanted(user.pk, act, due_at) for user in desk(request)]


def _draft(request: VisitRequest) -> Iterable[Wanted]:
    yield Wanted(request.requester_id, "finish-draft", without_clock=True)
    if request.waivers.filter(decided_at__isnull=True).exists():
        yield from _desk_turns(request, "let-through")


def _submitted(request: VisitRequest) -> list[Wanted]:
    due = clock.now() + timedelta(hours=8) if request.stage == "under-threat" else None
    standing = request.turns.filter(act="read-request").first()
    # The hour of an express turn must not move each time the rows are made anew.
    return [*_desk_turns(request, "read-request", standing.due_at if standing and due else due), *_call_asked(request)]


def _call_asked(request: VisitRequest) -> Iterable[Wanted]:
    """A coordinator would like to tell members of it; its requester reads the words first."""
    for call in OpenCall.objects.filter(request=request, state=OpenCall.State.ASKED):
        yield Wanted(request.requester_id, "agree-call", call.answer_by)


def _returned(request: VisitRequest) -> list[Wanted]:
    return [Wanted(request.requester_id, "answer-question", request.changed_at + timedelta(days=30))]


def _inviting(request: VisitRequest) -> Iterable[Wanted]:
    invitations = list(request.invitations.select_related("expert"))
    proposed = set(
        DateProposal.objects.filter(
            request=request, invitation__isnull=False, state=DateProposal.State.OPEN
        ).values_list("invitation_id", flat=True)
    )
    waiting = [row for row in invitations if row.state in Invitation.OPEN]
    for row in waiting:
        if row.state == Invitation.State.DATES_PROPOSED and row.pk in proposed:
            asked = desk(request) if row.handed_on else [request.requester]
            for user in asked:
                yield Wanted(user.pk, "answer-dates", row.answer_by, invitation=row)
        else:
            yield Wanted(row.expert.user_id, "answer-invitation", row.answer_by, invitation=row)
    if not waiting:
        # The list is exhausted, or the next name has not been asked yet: somebody must look.
        yield from _desk_turns(request, "find-more")
    if any(row.only_offers for row in invitations):
        yield from _desk_turns(request, "read-volunteers")
    yield from _call_asked(request)


def needed_yeses(request: VisitRequest) -> set[int]:
    """Return the ids of the users who must agree to a date: the requester and every accepted expert."""
    return {request.requester_id, *(row.expert.user_id for row in permissions.accepted_experts(request))}


def leading_proposal(proposals: Iterable[DateProposal]) -> DateProposal | None:
    """Return the open proposal with most yeses, the newest of equals."""
    open_ones = [row for row in proposals if row.state == DateProposal.State.OPEN]
    return max(open_ones, key=lambda row: (len(row.agreed_by), row.pk), default=None)


def _planning(request: VisitRequest) -> Iterable[Wanted]:
    proposals = list(request.proposals.all())
    agreed = [row for row in proposals if row.state == DateProposal.State.AGREED]
    if agreed:
        yield from _waiting_for_the_house(request, agreed[-1])
    elif leading := leading_proposal(proposals):
        for user_id in sorted(needed_yeses(request) - set(leading.agreed_by)):
            yield Wanted(user_id, "choose-date")
    else:
        yield Wanted(request.requester_id, "propose-date")
    if request.escalation and not _lacks_a_house(request, agreed):
        yield from _desk_turns(request, "help-along")


def _lacks_a_house(request: VisitRequest, agreed: list[DateProposal]) -> bool:
    """Is a date agreed to which no house has said yes, and none is asked? Whoever picks one helps it along."""
    if not agreed or host_kind(request) == "none":
        return False
    asked = HostConsent.objects.filter(visit__request=request, proposal=agreed[-1]).order_by("-pk").first()
    return asked is None or asked.state not in HostConsent.STANDING


def _waiting_for_the_house(request: VisitRequest, agreed: DateProposal) -> Iterable[Wanted]:
    asked = HostConsent.objects.filter(visit__request=request, proposal=agreed).order_by("-pk").first()
    if asked and asked.state == HostConsent.State.ASKED:
        yield Wanted(asked.person_id, "answer-as-host", asked.answer_by, consent=asked)
    elif _lacks_a_house(request, [agreed]):
        yield from _desk_turns(request, "pick-house")
    if without_fee(request):
        yield Wanted(request.requester_id, "name-fee")


COMING_UP = (14, 3)  # days before a visit


def answer_by(first: datetime, days: int) -> datetime:
    """Until when somebody says that it still holds: asked 14 days before, until the next question; then a day before."""
    return first - timedelta(days=COMING_UP[-1] if days > COMING_UP[-1] else 1)


def _reconfirmed(request: VisitRequest, first: datetime) -> Iterable[Wanted]:
    """Whoever has not said yet that it still holds; whose silence lasts comes to the desk."""
    silent = False
    for row in request.visit.reconfirmations.filter(fine_at=None):
        due = answer_by(first, row.days)
        silent |= row.days <= COMING_UP[-1] and (row.was_silent or clock.now() >= due)
        yield Wanted(row.user_id, "reconfirm", due)
    if silent:
        yield from _desk_turns(request, "ask-round", first)


def _confirmed(request: VisitRequest) -> Iterable[Wanted]:
    visit = request.visit
    days = list(visit.sessions.order_by("start").values_list("start", "end"))
    if not days or clock.now() <= days[-1][1]:
        if days and clock.now() < days[0][0]:
            yield from _reconfirmed(request, days[0][0])
            for user_id in sorted(visitors(request) - set(accepted_rules(visit)) if visit.house_rules else ()):
                yield Wanted(user_id, "read-rules", days[0][0])
            for one in signatures(request):
                if one.user_id and one.user_id != request.requester_id and not one.day:
                    yield Wanted(one.user_id, "sign-code", days[0][0])
        return
    last = days[-1][1]
    due = last + timedelta(days=7)
    if visit.requester_says_held is None:
        yield Wanted(request.requester_id, "say-held", due)
    if visit.experts_say_held is None:
        for row in permissions.accepted_experts(request):
            yield Wanted(row.expert.user_id, "say-held", due)
    both = visit.requester_says_held is not None and visit.experts_say_held is not None
    if both or clock.now() > due:
        yield from _desk_turns(request, "decide-held")


def _held(request: VisitRequest) -> Iterable[Wanted]:
    visit = request.visit
    report = visit.report
    kind = KINDS[request.kind]
    if report.state in (Report.State.DUE, Report.State.DRAFT, Report.State.RETURNED):
        for user_id in _learners(request, kind.learner):
            yield Wanted(user_id, "write-report", report.due_at)
    elif report.state == Report.State.SUBMITTED:
        for user_id in signing(request):
            yield Wanted(user_id, "sign-report")
    yield from _feedback(request, visit)
    if request.escalation:
        yield from _desk_turns(request, "help-along")


def _closed(request: VisitRequest) -> Iterable[Wanted]:
    """A report may be signed off within days: whoever has not said how it was is still asked."""
    yield from _feedback(request, request.visit)
    asked = FollowUp.objects.filter(visit=request.visit, state=FollowUp.State.ASKED).first()
    if asked:
        for user_id in _learners(request, KINDS[request.kind].learner):
            yield Wanted(user_id, "tell-changes", asked.answer_by)


def _feedback(request: VisitRequest, visit: Visit) -> Iterable[Wanted]:
    until = (visit.held_at or clock.now()) + timedelta(days=FEEDBACK_DAYS)
    if clock.now() <= until:
        given = {
            request.requester_id if pk == request.deputy_id else pk
            for pk in visit.feedback.values_list("author", flat=True)
        }
        for user_id in sorted(took_part(request) - given):
            yield Wanted(user_id, "give-feedback", until)


def took_part(request: VisitRequest) -> set[int]:
    """Return the ids of the users who were there: the requester, the experts, and the house's sign-off person."""
    houses = {row.person_id for row in permissions.consents_of(request) if row.state == HostConsent.State.AGREED}
    return needed_yeses(request) | houses


def _learners(request: VisitRequest, learner: str) -> list[int]:
    if learner == "requester":
        return [request.requester_id]
    return [row.expert.user_id for row in permissions.accepted_experts(request)] or [request.requester_id]


def signing(request: VisitRequest) -> list[int]:
    """Return who signs the report off, from the table of kinds; a coordinator where nobody of that side is left."""
    side = KINDS[request.kind].signs_off
    if side == "requester":
        return [request.requester_id]
    if side == "expert":
        found = [row.expert.user_id for row in permissions.accepted_experts(request)]
    else:
        found = [row.person_id for row in permissions.consents_of(request) if row.state == HostConsent.State.AGREED]
    return found[:3] or [user.pk for user in desk(request)]


def _fees(request: VisitRequest) -> Iterable[Wanted]:
    """A peer's fee is never forgotten: it waits until somebody says that it was paid, also when all else is closed."""
    if request.state not in (R.HELD, R.CLOSED) or request.visit.held_at is None or not unpaid(request):
        return
    due = request.visit.held_at + timedelta(days=FEE_DAYS)
    yield Wanted(request.requester_id, "pay-fee", due)
    if clock.now() >= due:
        yield from _desk_turns(request, "chase-fee")


def _conflicts(request: VisitRequest) -> Iterable[Wanted]:
    """Somebody said yes, or yes on other days, whose profile keeps them apart from those who ask: the desk decides."""
    if request.state not in (R.INVITING, R.PLANNING, R.CONFIRMED):
        return
    said_yes = (Invitation.State.ACCEPTED, Invitation.State.DATES_PROPOSED)
    if request.invitations.filter(has_conflict=True, state__in=said_yes).exists():
        yield from _desk_turns(request, "weigh-conflict")


def _incidents(request: VisitRequest) -> Iterable[Wanted]:
    """Whatever became of the visit: what went wrong waits for the house and a coordinator until both have read it."""
    found: dict[int, datetime] = {}
    rows = Incident.objects.filter(visit__request=request).exclude(state=Incident.State.CLOSED)
    for row in rows:
        readers = set() if row.desk_read_at else {user.pk for user in incident_desk(request, row)}
        if row.host_read_at is None:
            agreed = HostConsent.State.AGREED
            readers |= {one.person_id for one in permissions.consents_of(request) if one.state == agreed}
        if row.state == Incident.State.READ and not readers:
            readers = {user.pk for user in incident_desk(request, row)}
        for reader in readers:
            found[reader] = min(row.read_by, found.get(reader, row.read_by))
    for reader, due in found.items():
        yield Wanted(reader, "read-incident", due)
