"""How does the network weigh? New weights are looked at first, with what they would change; then put in force."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal import clock
from portal.audit import actions as audit
from portal.background import wake
from portal.moves import MoveRefused
from visits import permissions
from visits.actions.shortlist import request_shortlist
from visits.matching.weights import CURRENT, WHOLE
from visits.models import VisitRequest, WeightChange, WeightSet
from visits.weighing import OPEN_LISTS, in_force, weights_of

S = WeightSet.State
FIRST_ONES = 3


@transaction.atomic
def preview_weights(user: Any, parts: Mapping[str, int], note: str) -> WeightSet:
    """Keep other weights and have a worker find out what they would change; nothing else changes yet."""
    _may_weigh(user)
    if set(parts) != set(CURRENT.parts) or any(most < 0 for most in parts.values()):
        raise MoveRefused(_("Each part needs a number, 0 or more."))
    if sum(parts.values()) != WHOLE:
        raise MoveRefused(_("Together they have to be 100; they are %(n)d.") % {"n": sum(parts.values())})
    if dict(parts) == dict(in_force().parts):
        raise MoveRefused(_("These weights are in force already."))
    now = clock.now()
    WeightSet.objects.filter(state__in=(S.COMPUTING, S.READY)).delete()
    made = WeightSet.objects.create(version=_version(), parts=dict(parts), note=note, made_by=user, made_at=now)
    audit.record(user, "visits.weights_preview", made, parts=dict(parts))
    transaction.on_commit(lambda: _poke(made.pk))
    return made


def _version() -> str:
    """The month, and a number that no other set of weights of that month has."""
    month = f"{clock.today():%Y-%m}"
    used = set(WeightSet.objects.filter(version__startswith=month).values_list("version", flat=True))
    return next(name for number in range(2, 10_000) if (name := f"{month}.{number}") not in used)


def _may_weigh(user: Any) -> None:
    if not permissions.may_weigh(user):
        raise MoveRefused(_("The weights count for the whole network: coordinators of all countries change them."))


def _poke(pk: int) -> None:
    from visits import tasks

    wake(tasks.compute_weight_preview, pk)


def compute_preview(pk: int) -> int:
    """Hold the first of each open list against those of the new weights; returns how many lists change. Safe twice."""
    from visits.matching.gather import facts_for
    from visits.matching.shortlist import shortlist

    new = WeightSet.objects.filter(pk=pk, state=S.COMPUTING).first()
    if new is None:
        return 0
    now, then = in_force(), weights_of(new)
    asked = list(VisitRequest.objects.filter(state__in=OPEN_LISTS).order_by("pk"))
    rows: list[WeightChange] = []
    for request in asked:
        facts = facts_for(request)
        before, after = (_places(shortlist(*facts, weights).fits) for weights in (now, then))
        rows.extend(_changes(new, request, before, after))
    with transaction.atomic():
        new = WeightSet.objects.select_for_update().filter(pk=pk, state=S.COMPUTING).first()
        if new is None:
            return 0
        new.changes.all().delete()
        WeightChange.objects.bulk_create(rows)
        new.state, new.looked_at = S.READY, len(asked)
        new.save(update_fields=["state", "looked_at"])
    return len({row.request_id for row in rows})


def _places(fits: Any) -> dict[int, int]:
    return {row.expert_id: place for place, row in enumerate(fits, 1)}


def _changes(
    new: WeightSet, request: VisitRequest, before: Mapping[int, int], after: Mapping[int, int]
) -> list[WeightChange]:
    """Return those who would come among the first, leave them, or change places among them."""
    first = {expert for places in (before, after) for expert, place in places.items() if place <= FIRST_ONES}
    return [
        WeightChange(weights=new, request=request, expert_id=expert, was=before[expert], would_be=after[expert])
        for expert in sorted(first, key=lambda one: after[one])
        if before[expert] != after[expert]
    ]


@transaction.atomic
def use_weights(user: Any, row: WeightSet) -> WeightSet:
    """Put weights in force that somebody has looked at; every open list is made anew with them."""
    _may_weigh(user)
    row = WeightSet.objects.select_for_update().get(pk=row.pk)
    if row.state == S.IN_FORCE:
        return row
    if row.state != S.READY:
        raise MoveRefused(_("What these weights would change is not computed yet. Please wait a moment."))
    WeightSet.objects.filter(state=S.IN_FORCE).update(state=S.PAST)
    row.state, row.in_force_at = S.IN_FORCE, clock.now()
    row.save(update_fields=["state", "in_force_at"])
    audit.record(user, "visits.weights_use", row, version=row.version)
    for request in VisitRequest.objects.select_for_update().filter(state__in=OPEN_LISTS).order_by("pk"):
        request_shortlist(request)
    return row


def restart_previews() -> int:
    """A worker was killed while it computed: it is done now."""
    waiting = WeightSet.objects.filter(state=S.COMPUTING).values_list("pk", flat=True)
    return sum(compute_preview(pk) >= 0 for pk in list(waiting))
