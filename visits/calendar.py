"""How does a visit get into somebody's own calendar? A neutral file: times and "Appointment", no names, no places."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import override
from icalendar import Event

from portal import clock
from portal.calendars import add_zones, new_calendar
from visits.models import Visit, VisitRequest

R = VisitRequest.State
# What became of the request, as a calendar says it; everything else is still being agreed.
STATUS: dict[str, str] = {
    **dict.fromkeys((R.CONFIRMED, R.HELD, R.CLOSED), "CONFIRMED"),
    **dict.fromkeys((R.CANCELLED, R.NOT_HELD, R.WITHDRAWN, R.STOOD_DOWN), "CANCELLED"),
}


def calendar_file(visit: Visit, *, reader: Any = None) -> bytes:
    """Return the iCalendar file: one event per session, in the visit's zone, with that zone's own rules.

    Downloaded again after a change it replaces the old events: their names stay, their sequence grows, and what
    fell away is called off by its own name.
    `reader` is the user whose language it is written in.
    """
    return calendar_of([visit], reader=reader)


def calendar_of(visits: Iterable[Visit], *, reader: Any = None, is_feed: bool = False) -> bytes:
    """Return one file for several visits; needs `request` joined and `sessions` prefetched where there are many."""
    rows = [row for visit in visits for row in _rows(visit)]
    with override(getattr(reader, "language", None)):
        file = new_calendar("Appointments", feed_name=_("Appointments") if is_feed else "")
        add_zones(file, ((row.visit.zone, row.start, row.end) for row in rows))
        for row in rows:
            file.add_component(_event(row))
    return bytes(file.to_ical())


@dataclass(frozen=True)
class Row:
    """One entry of a calendar."""

    visit: Visit
    number: int
    start: datetime
    end: datetime
    status: str


def _rows(visit: Visit) -> Iterator[Row]:
    """Yield the days a visit stands on, then those that fell away."""
    status = STATUS.get(visit.request.state, "TENTATIVE")
    for number, session in enumerate(visit.sessions.all(), start=1):
        yield Row(visit, number, session.start, session.end, status)
    for number, start, end in visit.fallen_away:
        yield Row(visit, number, datetime.fromisoformat(start), datetime.fromisoformat(end), "CANCELLED")


def _event(row: Row) -> Event:
    zone = ZoneInfo(row.visit.zone)
    event = Event()
    event.add("uid", f"{row.visit.uid}-{row.number}")
    event.add("sequence", row.visit.sequence)
    event.add("dtstamp", clock.now())
    event.add("dtstart", row.start.astimezone(zone))
    event.add("dtend", row.end.astimezone(zone))
    event.add("summary", _("Appointment"))
    event.add("status", row.status)
    event.add("class", "PRIVATE")
    return event
