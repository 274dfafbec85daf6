"""What can happen to a house's offer? Its sign-off person keeps it."""

from collections.abc import Mapping, Sequence
from datetime import time
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import permissions as people
from exchange.world.models import Facility
from portal import clock
from portal.audit import actions as audit
from portal.moves import MoveRefused
from visits.models import HostOffer, VisitingHours

FIELDS = (
    "receives", "largest_group", "visiting_hours", "areas", "meets", "door_check", "clearance", "accessibility", "cost",
    "months_closed", "address", "door", "own_rules", "time_zone", "languages", "visits_per_year", "visitor_days_per_year",
)  # fmt: skip
# (weekday, from, to): 0 is Monday
Hours = tuple[int, time, time]


def may_offer(user: Any, facility: Facility) -> bool:
    """The facility's sign-off person, or a coordinator of its country."""
    return people.is_vetted(user) and (
        facility.signoff_person_id == user.pk or people.coordinates(user, facility.country.iso2)
    )


@transaction.atomic
def save_host_offer(user: Any, facility: Facility, fields: Mapping[str, Any]) -> HostOffer:
    """Keep the offer; `experts` (members of the house) and `hours` are among the fields when they should change."""
    if not may_offer(user, facility):
        raise MoveRefused(_("Only the sign-off person of this house may change what it offers."))
    rows: Sequence[Hours] = fields.get("hours", ())
    if any(last <= first for _weekday, first, last in rows):
        raise MoveRefused(_("The end must be later than the start."))
    new = {name: fields[name] for name in FIELDS if name in fields} | {"changed_at": clock.now()}
    before = HostOffer.objects.filter(facility=facility).values_list("own_rules", flat=True).first()
    if new.get("own_rules", before or "") != (before or ""):
        # Visitors accept the rules by this date.
        new["rules_changed_at"] = new["changed_at"]
    offer, _made = HostOffer.objects.update_or_create(facility=facility, defaults=new)
    if "experts" in fields:
        offer.experts.set(fields["experts"])
    if "hours" in fields:
        offer.hours.all().delete()
        VisitingHours.objects.bulk_create(
            VisitingHours(offer=offer, weekday=weekday, from_hour=first, to_hour=last) for weekday, first, last in rows
        )
    audit.record(user, "visits.host_offer_save", offer)
    return offer


@transaction.atomic
def appoint_signoff_person(user: Any, facility: Facility, person: Any) -> Facility:
    """A coordinator says who signs for a house; that person must be a member."""
    if not people.coordinates(user, facility.country.iso2):
        raise MoveRefused(_("Only a coordinator of this country may appoint the sign-off person."))
    if person is not None and not people.is_vetted(person):
        raise MoveRefused(_("The sign-off person must be a member."))
    facility.signoff_person = person
    facility.save(update_fields=["signoff_person"])
    audit.record(user, "visits.signoff_appoint", facility, person=getattr(person, "pk", None))
    return facility
