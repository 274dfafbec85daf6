"""A coordinator says that a room's row is right, today."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from exchange.world.models import Facility
from exchange.world.permissions import can_confirm
from portal import clock
from portal.audit import actions as audit
from portal.moves import MoveRefused
from portal.search import index


@transaction.atomic
def confirm_facility(user: Any, facility: Facility) -> Facility:
    """Set who checked it last and when; a row from memory becomes visible to everybody by this."""
    room = Facility.objects.select_for_update(of=("self",)).select_related("country", "source").get(pk=facility.pk)
    if not can_confirm(user, room):
        raise MoveRefused(_("Only a coordinator of this country can say that the row is right."))
    was_checked = room.confirmed_on is not None
    room.confirmed_by, room.confirmed_on = user, clock.today()
    room.save(update_fields=["confirmed_by", "confirmed_on"])
    audit.record(
        user,
        "facility_confirmed",
        room,
        from_state="checked" if was_checked else room.confidence,
        to_state="checked",
    )
    index.put(room)
    return room
