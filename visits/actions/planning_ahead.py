"""Who would be asked for what, for all open requests together? Computed in the worker, looked at on the desk; sends nothing."""

import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import permissions as people
from portal import clock
from portal.audit import actions as audit
from portal.background import wake
from portal.moves import MoveRefused
from visits.matching.assign import Person, Plan, Scores, Wish, assign
from visits.matching.facts import ExpertFacts, RequestFacts
from visits.matching.filters import OPEN_INVITATIONS_A_WEEK, ruled_out
from visits.matching.shortlist import wants_peer
from visits.models import Invitation, Match, MatchPlan, PlanSeat, PlanWish, VisitRequest
from visits.weighing import OPEN_LISTS, in_force

CANDIDATES = 40  # of each request, the best who may be asked
KEPT = 5  # plans; older ones are forgotten


@transaction.atomic
def ask_plan(user: Any) -> MatchPlan:
    """Have a worker plan all open requests; one that is being computed is waited for, not begun twice."""
    if not people.is_coordinator(user):
        raise MoveRefused(_("Somebody else has to do this step."))
    if waiting := MatchPlan.objects.filter(state=MatchPlan.State.COMPUTING).first():
        return waiting
    made = MatchPlan.objects.create(made_by=user, made_at=clock.now(), seed=secrets.randbelow(1_000_000))
    audit.record(user, "visits.plan_ask", made)
    transaction.on_commit(lambda: _poke(made.pk))
    return made


def _poke(pk: int) -> None:
    from visits import tasks

    wake(tasks.compute_plan, pk)


def compute_plan(pk: int) -> int:
    """Compute and keep one plan; returns how many requests have somebody. Safe to run twice."""
    row = MatchPlan.objects.filter(pk=pk, state=MatchPlan.State.COMPUTING).first()
    if row is None:
        return 0
    asked = _open_requests()
    weights = in_force()
    wishes, experts, scores = _problem(asked)
    plan = assign(wishes, experts, scores, seed=row.seed)
    with transaction.atomic():
        row = MatchPlan.objects.select_for_update().get(pk=pk)
        if row.state != MatchPlan.State.COMPUTING:
            return 0
        _keep(row, wishes, plan, _alone(wishes, experts, scores, row.seed), scores)
        row.state, row.weights_version = MatchPlan.State.READY, weights.version
        row.score, row.gap = plan.total / 10, plan.gap
        row.save()
        kept = list(MatchPlan.objects.order_by("-pk").values_list("pk", flat=True)[:KEPT])
        MatchPlan.objects.exclude(pk__in=kept).delete()
    return sum(bool(found) for found in plan.people.values())


def restart_plans() -> int:
    waiting = MatchPlan.objects.filter(state=MatchPlan.State.COMPUTING).values_list("pk", flat=True)
    return sum(compute_plan(pk) >= 0 for pk in list(waiting))


def _open_requests() -> list[VisitRequest]:
    """Return requests that may still ask somebody; whoever said yes or is thinking counts."""
    rows = VisitRequest.objects.filter(state__in=OPEN_LISTS).order_by("pk").prefetch_related("invitations")
    return [row for row in rows if _needed(row) > 0]


def _needed(request: VisitRequest) -> int:
    standing = (*Invitation.OPEN, Invitation.State.ACCEPTED)
    return int(request.experts_needed) - sum(row.state in standing for row in request.invitations.all())


def _problem(asked: Sequence[VisitRequest]) -> tuple[list[Wish], list[Person], Scores]:
    """Return what each request still needs, who could be asked how often, and the scores of the best of each request."""
    from visits.matching.gather import facts_together
    from visits.matching.grid import Crowd, candidates, nearness, points
    from visits.matching.memory import corpus_of

    facts, experts, houses = facts_together(asked)
    crowd, corpus, weights = Crowd(experts, clock.today()), corpus_of(experts), in_force()
    left_out = _left_out(asked)
    wishes, scores = [], {}
    for request, one in zip(asked, facts, strict=True):
        wishes.append(Wish(request.pk, _needed(request), wants_peer(one)))
        totals = points(crowd, one, nearness(corpus, one), weights).sum(axis=0)
        may = _rule(one, left_out[request.pk], houses[request.pk])
        for at, tenths in candidates(crowd, one, totals, CANDIDATES, may=may):
            scores[request.pk, experts[at].id] = tenths
    people = [Person(one.id, _capacity(one), one.country, one.brings_peer_view) for one in experts]
    return wishes, people, scores


def _rule(request: RequestFacts, left_out: set[int], houses: Mapping[int, Any]) -> Any:
    def may(expert: ExpertFacts) -> bool:
        from dataclasses import replace

        here = replace(expert, houses=houses[expert.id]) if expert.id in houses else expert
        return expert.id not in left_out and not ruled_out(request, here)

    return may


def _capacity(expert: ExpertFacts) -> int:
    return min(expert.places_left, max(0, OPEN_INVITATIONS_A_WEEK - expert.open_invitations))


def _left_out(asked: Sequence[VisitRequest]) -> dict[int, set[int]]:
    """Return, by request, whom a coordinator left out by hand and who has been asked already."""
    found: dict[int, set[int]] = {
        request.pk: {row.expert_id for row in request.invitations.all() if row.state != Invitation.State.SUGGESTED}
        for request in asked
    }
    for request, expert in Match.objects.filter(request__in=asked).exclude(skipped="").values_list("request", "expert"):
        found[request].add(expert)
    return found


def _alone(wishes: Sequence[Wish], people: Sequence[Person], scores: Scores, seed: int) -> dict[int, list[int]]:
    """Return whom each request would get if it were the only one."""
    return {wish.request: assign([wish], people, scores, seed=seed).people[wish.request] for wish in wishes}


def _keep(
    row: MatchPlan, wishes: Sequence[Wish], plan: Plan, alone: Mapping[int, Sequence[int]], scores: Scores
) -> None:
    kept = {
        wish.request: PlanWish.objects.create(
            plan=row, request_id=wish.request, needed=wish.needed, short_of=plan.short_of.get(wish.request, [])
        )
        for wish in wishes
    }
    seats = []
    for request, wish in kept.items():
        for expert in plan.people[request]:
            how = PlanSeat.How.KEPT if expert in alone[request] else PlanSeat.How.INSTEAD
            seats.append(PlanSeat(wish=wish, expert_id=expert, score=scores[request, expert] / 10, how=how))
        for expert in alone[request]:
            if expert not in plan.people[request]:
                there = next((other for other, found in plan.people.items() if expert in found), None)
                how = PlanSeat.How.RULE if there is None else PlanSeat.How.ELSEWHERE
                points = scores[request, expert] / 10
                seats.append(PlanSeat(wish=wish, expert_id=expert, score=points, how=how, elsewhere_id=there))
    PlanSeat.objects.bulk_create(seats)
