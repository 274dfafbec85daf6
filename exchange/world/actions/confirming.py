"""Somebody says that rows are right, today: of one room, or of everything of a country that has grown old."""

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from exchange.world import ageing
from exchange.world.actions import asking, recording
from exchange.world.models import Change, Country, Facility
from exchange.world.permissions import can_confirm, can_decide, is_of_country, role_told
from portal import clock
from portal.audit import actions as audit
from portal.moves import MoveRefused
from portal.search import index


@transaction.atomic
def confirm_facility(user: Any, facility: Facility) -> Facility:
    """Set who checked it last and when; a row from memory becomes visible to everybody by this."""
    room = Facility.objects.select_for_update(of=("self",)).select_related("country", "source").get(pk=facility.pk)
    if not can_confirm(user, room):
        raise MoveRefused(_("Only a member or a coordinator of this country can say that the row is right."))
    was_checked = room.confirmed_on is not None
    _confirm("facility", room, user, room.country.iso2)
    audit.record(
        user,
        "facility_confirmed",
        room,
        from_state="checked" if was_checked else room.confidence,
        to_state="checked",
    )
    index.put(room)
    asking.keep_up(room.country.iso2)
    return room


def _confirm(kind: str, row: Any, user: Any, iso2: str) -> None:
    role = role_told(user, iso2)
    row.confirmed_by, row.confirmed_on, row.confirmed_as = user, clock.today(), role
    row.save(update_fields=["confirmed_by", "confirmed_on", "confirmed_as"])
    recording.write(kind, row, Change.What.CONFIRMED, role=role, actor=user, source=row.source)


@transaction.atomic
def confirm_due(user: Any, country: Country, only: Collection[str] = ()) -> int:
    """Say of everything that is due in a country, or of some rows ("figure-12"), that it still holds; returns how many."""
    country = Country.objects.select_for_update().get(pk=country.pk)
    if not (is_of_country(user, country.iso2) or can_decide(user, country.iso2)):
        raise MoveRefused(_("Only a member or a coordinator of this country can say that the rows are right."))
    rows = [due for due in ageing.due_of(country) if not only or f"{due.kind}-{due.row.pk}" in only]
    if not rows:
        raise MoveRefused(_("Nothing of this is due any more: somebody has said so before you."))
    for due in rows:
        due.row.country = country
        _confirm(due.kind, due.row, user, country.iso2)
        if due.kind == "facility":
            index.put(due.row)
    audit.record(user, "due_confirmed", country, rows=len(rows))
    asking.keep_up(country.iso2)
    return len(rows)
