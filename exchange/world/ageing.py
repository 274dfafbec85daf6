"""Which values grow old, and which of them are due? After two years somebody of the country says whether they still hold.

A figure grows old when it says how something is (how many rooms, places, people a day) and no later figure of the same
thing stands beside it; what was counted for a time that is over (a year's visits, a first week, a vote) stays as right
as it was. A room grows old in what it says of being open, planned, suspended or not known; closed stays closed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib.auth.models import AnonymousUser

from exchange.world import fields, queries
from exchange.world.figures import say_value
from exchange.world.models import Country, Facility, Figure
from portal import clock
from portal.vocabularies.queries import label

AFTER = timedelta(days=730)
ASK_AGAIN_AFTER = timedelta(days=365)
FIGURES = frozenset({
    "average-injecting-places-per-facility",
    "average-smoking-places-per-facility",
    "average-visitors-per-facility",
    "capacity",
    "capacity-per-day",
    "cities",
    "clients-per-day",
    "clients-per-month",
    "clients-with-contract",
    "consumptions-per-day",
    "facilities",
    "facilities-employing-ex-users",
    "facilities-fixed",
    "facilities-mobile",
    "facilities-with-client-participation",
    "injecting-booths",
    "laender-with-rooms",
    "municipalities",
    "opening-hours-per-week",
    "places",
    "registered-clients",
    "regular-clients",
    "sites",
    "visitors-per-day",
    "visits-per-day",
})  # fmt: skip
STATES = ("open", "planned", "suspended", "unknown")


@dataclass(frozen=True)
class Due:
    """A row that nobody has said to be right for two years."""

    kind: str
    row: Any

    @property
    def text(self) -> str:
        if self.kind == "facility":
            return f"{self.row.name}, {self.row.city}: {label('facility-status', self.row.status)}"
        return f"{fields.title('figure', fields.mark('figure', self.row))}: {say_value(self.row)}"


def current(figures: Iterable[Figure]) -> list[Figure]:
    """Return the figures that say how it is now: the newest of each thing and place, all of one year where they differ."""
    newest: dict[tuple[str, str], list[Figure]] = {}
    for row in figures:
        if row.indicator in FIGURES and not row.qualifier:
            newest.setdefault((row.indicator, row.place), []).append(row)
    found = []
    for rows in newest.values():
        last = max(row.year or 0 for row in rows)
        found += [row for row in rows if (row.year or 0) == last]
    return found


def due(figures: Iterable[Figure], facilities: Iterable[Facility]) -> list[Due]:
    """Return what is due of one country, as far as everybody may see it; asks nothing of the database."""
    before = clock.today() - AFTER
    shown = [row for row in figures if not queries.is_hidden_row(row)]
    rooms = [room for room in facilities if room.status in STATES and not queries.is_hidden(room)]
    old = [Due("figure", row) for row in current(shown) if _right_on(row, row.year) < before]
    return old + [Due("facility", room) for room in rooms if _right_on(room, room.source.year) < before]


def _right_on(row: Figure | Facility, year: int | None) -> date:
    """Return when it was last known to be right: said, edited, or the end of the year for which it was read."""
    said = max(filter(None, (row.confirmed_on, row.edited_on)), default=None)
    return said or (date(year, 12, 31) if year else date.min)


def due_of(country: Country) -> list[Due]:
    nobody = AnonymousUser()
    return due(
        queries.figures_for_user(nobody).filter(country=country),
        queries.facilities_for_user(nobody).filter(country=country),
    )


def due_by_country() -> dict[int, list[Due]]:
    """Return what is due, by the country's number; two questions for the whole world."""
    figures: dict[int, list[Figure]] = {}
    rooms: dict[int, list[Facility]] = {}
    nobody = AnonymousUser()
    for row in queries.figures_for_user(nobody).filter(country__isnull=False):
        figures.setdefault(row.country_id or 0, []).append(row)
    for room in queries.facilities_for_user(nobody):
        rooms.setdefault(room.country_id, []).append(room)
    return {pk: due(figures.get(pk, []), rooms.get(pk, [])) for pk in {*figures, *rooms}}


def kept(rows: Sequence[Due]) -> list[list[Any]]:
    """Return what a member's list of turns needs to name the rows without asking for them."""
    return [
        ["facility", f"{due.row.name}, {due.row.city}", due.row.status]
        if due.kind == "facility"
        else ["figure", fields.mark("figure", due.row), say_value(due.row)]
        for due in rows
    ]


def say_kept(row: Sequence[str]) -> str:
    kind, name, value = row
    return f"{fields.title(kind, name)}: {label('facility-status', value) if kind == 'facility' else value}"
