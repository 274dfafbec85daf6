"""How is a visit prepared? Costs, the agenda and the checklist: written by both sides and the house, seen by all of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal import clock
from portal.audit import actions as audit
from portal.moves import MoveRefused
from visits import notices
from visits.actions.confirming import confirm_when_ready
from visits.actions.requests import everybody, lock
from visits.actions.settling import settle
from visits.checklists import lines_of
from visits.fees import expert_peers, unpaid
from visits.models import AgendaLine, Cost, VisitRequest
from visits.permissions import roles

R = VisitRequest.State
BEFORE = (R.PLANNING, R.CONFIRMED)
COSTED = (R.INVITING, R.PLANNING, R.CONFIRMED, R.HELD)
SIDES = {"requester", "expert", "host"}
MOST_LINES = 40


def may_cost(request: VisitRequest) -> bool:
    """Until the visit is closed; a peer's fee may be ticked as paid, or refused by the peer, for as long as it is open."""
    return request.state in COSTED or (request.state == R.CLOSED and bool(unpaid(request)))


class Overtaken(MoveRefused):
    """Somebody else wrote meanwhile: both are to be shown, nothing is overwritten."""


@dataclass(frozen=True)
class CostRow:
    kind: str
    payer: str
    amount: Decimal | None = None
    currency: str = "EUR"
    note: str = ""
    is_settled: bool = False
    invitation_id: int | None = None
    waived_word: str = ""


@transaction.atomic
def save_costs(user: Any, request: VisitRequest, rows: Sequence[CostRow], *, seen: int) -> None:
    """Keep all lines of what it costs; `seen` is the version the writer began with. A peer's own "no fee" stays."""
    request = lock(request)
    if not roles(user, request) & SIDES or not may_cost(request):
        raise MoveRefused(_("Costs are written by those who take part, until the visit is closed."))
    _refuse_overtaken(seen, request.costs_version)
    mine = {row.pk for row in expert_peers(request)}
    if any(row.invitation_id and row.invitation_id not in mine for row in rows) or len(rows) > MOST_LINES:
        raise MoveRefused(_("Please look at the lines again."))
    request.cost_rows.filter(waived_by=None).delete()
    Cost.objects.bulk_create(Cost(request=request, **vars(row)) for row in rows)
    _count_costs(user, request, "visits.costs_save")


@transaction.atomic
def refuse_fee(user: Any, request: VisitRequest) -> None:
    """A peer worker says in person that they want no fee; nobody else can say it for them."""
    request = lock(request)
    own = next((row for row in expert_peers(request) if row.expert.user_id == user.pk), None)
    if own is None or not may_cost(request):
        raise MoveRefused(_("Only the peer worker who is asked can do without a fee."))
    Cost.objects.update_or_create(
        request=request, kind="peer-fee", invitation=own,
        defaults={"waived_by": user, "amount": None, "payer": "requester", "currency": "EUR"},
    )  # fmt: skip
    _count_costs(user, request, "visits.fee_refuse")


def _count_costs(user: Any, request: VisitRequest, action: str) -> None:
    request.costs_version += 1
    request.save(update_fields=["costs_version"])
    audit.record(user, action, request, version=request.costs_version)
    confirm_when_ready(user, request)
    settle(request)


@dataclass(frozen=True)
class Line:
    day: int
    from_hour: time
    what: str
    to_hour: time | None = None
    where: str = ""
    whom: str = ""


@transaction.atomic
def save_agenda(user: Any, request: VisitRequest, lines: Sequence[Line], *, seen: int) -> None:
    """Keep the agenda; the others are told that it changed, once a day at most."""
    request = lock(request)
    if not roles(user, request) & SIDES or request.state not in BEFORE:
        raise MoveRefused(_("The agenda is written by those who take part, before the visit."))
    _refuse_overtaken(seen, request.agenda_version)
    if len(lines) > MOST_LINES or any(line.to_hour and line.to_hour <= line.from_hour for line in lines):
        raise MoveRefused(_("Please look at the lines again."))
    request.agenda.all().delete()
    AgendaLine.objects.bulk_create(AgendaLine(request=request, **vars(line)) for line in lines)
    request.agenda_version += 1
    request.save(update_fields=["agenda_version"])
    audit.record(user, "visits.agenda_save", request, version=request.agenda_version)
    told = [person for person in everybody(request) if person.pk != user.pk]
    notices.tell("visits.agenda_changed", f"{clock.today()}:{user.pk}", told, request)


def _refuse_overtaken(seen: int, now: int) -> None:
    if seen != now:
        raise Overtaken(
            _(
                "Somebody else changed these lines meanwhile. Theirs stand above, yours are still in the form: take over what you need, then keep it once more."
            )
        )


@transaction.atomic
def tick(user: Any, request: VisitRequest, slug: str, *, done: bool) -> None:
    """Tick one line of the checklist, or take the tick back; only the side whose line it is."""
    request = lock(request)
    line = next((one for one in lines_of(request) if one.slug == slug), None)
    if line is None or line.side not in roles(user, request) or request.state not in BEFORE:
        raise MoveRefused(_("This line belongs to somebody else, or the visit is over."))
    if done:
        request.ticks[slug] = clock.today().isoformat()
    else:
        request.ticks.pop(slug, None)
    request.save(update_fields=["ticks"])
    audit.record(user, "visits.tick", request, line=slug, done=done)
