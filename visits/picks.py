"""Which house could the desk pick? Each with when it receives visitors, and what stands against the days that are agreed."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef

from exchange.world.models import Facility
from portal.rows import RowsOf
from visits import houses, visiting_hours
from visits.completeness import host_kind
from visits.models import DateProposal, HostOffer, VisitingHours, VisitRequest

R = VisitRequest.State
STILL_PICKED = (R.SUBMITTED, R.INVITING, R.PLANNING)


@dataclass(frozen=True)
class Pick:
    """`no` says why it cannot be on the agreed days; "" when it can, or no days are agreed yet."""

    facility: Facility
    hours: str
    no: str
    is_chosen: bool = False


def picks(asked: VisitRequest) -> list[Pick]:
    """Return the houses that have somebody who answers, those that can first: one query, and the proposals' rows.

    What is spent of a year is not looked at here: whoever picks hears it.
    """
    if host_kind(asked) == "none" or asked.state not in STILL_PICKED:
        return []
    rows = Facility.objects.filter(signoff_person__isnull=False).select_related("country", "host_offer")
    hours = RowsOf(VisitingHours.objects.filter(offer__facility=OuterRef("pk")))
    found = list(rows.order_by("country__name", "city", "name").annotate(hour_rows=hours))
    agreed = agreed_days(asked)
    said = [(row, _offer(row)) for row in found]
    against = {row.pk: _no(asked, offer, agreed) for row, offer in said}
    # What fits is chosen beforehand where a house is needed now; otherwise the expert's own is asked.
    first = next((row.pk for row in found if not against[row.pk]), None) if agreed else None
    chosen = asked.picked_facility_id or first
    made = [
        Pick(row, visiting_hours.in_words(offer) if offer else "", against[row.pk], row.pk == chosen)
        for row, offer in said
    ]
    return sorted(made, key=lambda pick: bool(pick.no))


def agreed_days(asked: VisitRequest) -> DateProposal | None:
    if asked.state != R.PLANNING:
        return None
    return next((row for row in asked.proposals.all() if row.state == DateProposal.State.AGREED), None)


def _offer(facility: Any) -> HostOffer | None:
    offer: HostOffer | None = getattr(facility, "host_offer", None)
    return visiting_hours.hold_hours(offer, facility.hour_rows) if offer else None


def _no(asked: VisitRequest, offer: HostOffer | None, agreed: DateProposal | None) -> str:
    if offer is None or host_kind(asked) != "facility":
        return ""
    if asked.group_size > offer.largest_group:
        return houses.too_large(offer)
    if agreed is None:
        return ""
    days = [date.fromisoformat(day) for day in agreed.days]
    return visiting_hours.no_to(visiting_hours.Terms([offer]), asked, days, agreed.from_hour, agreed.to_hour)[1]
