"""What does a plan of all open requests say, as the desk shows it? Seats in words, and what is another's in general words."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from visits import queries
from visits.fits import Picked
from visits.models import MatchPlan, PlanSeat, PlanWish, VisitRequest

SHORT_WORDS: dict[str, Promise] = {
    "nobody": gettext_lazy("Nobody who may be asked is left for it."),
    "fewer": gettext_lazy("Fewer people than it needs."),
    "peer": gettext_lazy("No peer expert is left for it."),
    "country": gettext_lazy("All from one country: nobody from another is left."),
    "floor": gettext_lazy("Much less than it would get alone: please look for somebody by hand."),
}
H = PlanSeat.How


@dataclass(frozen=True)
class Seat:
    """One person of a plan, and why in words; empty where there is nothing to say."""

    row: PlanSeat
    why: str


@dataclass
class Wish:
    request: VisitRequest
    needed: int
    planned: list[Seat] = field(default_factory=list)
    # Those who would come if this request were alone.
    not_now: list[Seat] = field(default_factory=list)
    short: list[str] = field(default_factory=list)


def wishes(plan: MatchPlan, user: Any) -> tuple[list[Wish], int]:
    """Return what this user coordinates of a plan, and how many requests of others it holds as well; three queries."""
    mine = queries.desk_requests_for_user(user).filter(pk__in=plan.wishes.values("request"))
    seen = {row.pk: row for row in mine.only("title", "state", "kind", "country", "confidentiality")}
    seats = Prefetch("seats", PlanSeat.objects.select_related("expert"))
    rows = list(PlanWish.objects.filter(plan=plan).prefetch_related(seats))
    return [_wish(row, seen) for row in rows if row.request_id in seen], sum(row.request_id not in seen for row in rows)


def _wish(row: PlanWish, seen: dict[int, VisitRequest]) -> Wish:
    made = Wish(seen[row.request_id], row.needed, short=[str(SHORT_WORDS[code]) for code in row.short_of])
    for seat in row.seats.all():
        side = made.planned if seat.how in (H.KEPT, H.INSTEAD) else made.not_now
        side.append(Seat(seat, _why(seat, seen)))
    return made


def _why(seat: PlanSeat, seen: dict[int, VisitRequest]) -> str:
    if seat.how == H.ELSEWHERE:
        there = seen.get(seat.elsewhere_id or 0)
        title = there.title if there else _("another request")
        return _("Is needed more for: %(title)s") % {"title": title}
    if seat.how == H.RULE:
        return _("Makes room, so that a rule of the list holds or somebody gets enough elsewhere.")
    return _("Instead of somebody who is needed elsewhere.") if seat.how == H.INSTEAD else ""


def picked_by(plan: str, asked: VisitRequest) -> Picked | None:
    """Return a plan's people for one request as ticks on its list; None where there is nothing to tick."""
    if not (plan.isascii() and plan.isdigit() and len(plan) < 10):
        return None
    rows = PlanSeat.objects.filter(wish__plan=int(plan), wish__request=asked, how__in=(H.KEPT, H.INSTEAD))
    experts = list(rows.values_list("expert_id", flat=True))
    return Picked({expert: place for place, expert in enumerate(experts, 1)}, frozenset()) if experts else None


def visible_changes(rows: Collection[Any], user: Any) -> tuple[list[tuple[VisitRequest, list[Any]]], int]:
    """Return what new weights would change, by request this user coordinates, and for how many requests of others."""
    ids = {row.request_id for row in rows}
    seen = queries.desk_requests_for_user(user).filter(pk__in=ids).only("title").in_bulk() if ids else {}
    mine = [(seen[pk], [row for row in rows if row.request_id == pk]) for pk in sorted(ids & seen.keys())]
    return mine, len(ids - seen.keys())
