"""How does a visit get into somebody's own calendar? A neutral file: times and "Appointment", no names, no places."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import override
from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard

from portal import clock
from visits.models import Visit, VisitRequest

DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
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
    file = Calendar()
    file.add("version", "2.0")
    file.add("prodid", "-//Your network//Appointments//EN")
    file.add("method", "PUBLISH")
    rows = [row for visit in visits for row in _rows(visit)]
    zones: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        zones[row.visit.zone].append(row)
    with override(getattr(reader, "language", None)):
        if is_feed:
            # Ask for it again four times a day: what was called off must not stand there for a week.
            file.add("refresh-interval", timedelta(hours=6), parameters={"VALUE": "DURATION"})
            file.add("x-published-ttl", timedelta(hours=6))
            file.add("x-wr-calname", _("Appointments"))
        for key, found in zones.items():
            first, last = min(row.start for row in found), max(row.end for row in found)
            file.add_component(_zone_rules(ZoneInfo(key), first, last))
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


def _zone_rules(zone: ZoneInfo, start: datetime, end: datetime) -> Timezone:
    """Write down every change of the zone's clocks around the sessions.

    The library's own writer sets the beginning of summer time an hour late: an onset is told in the time before it.
    """
    first = datetime(start.year, 1, 1, tzinfo=UTC) - DAY
    rules = Timezone()
    rules.add("tzid", zone.key)
    rules.add_component(_rule(first, _offset(first, zone), zone))
    for moment in _changes(zone, first, datetime(end.year + 1, 1, 1, tzinfo=UTC)):
        rules.add_component(_rule(moment, _offset(moment - SECOND, zone), zone))
    return rules


def _rule(moment: datetime, before: timedelta, zone: ZoneInfo) -> TimezoneStandard | TimezoneDaylight:
    local = moment.astimezone(zone)
    rule = TimezoneDaylight() if local.dst() else TimezoneStandard()
    rule.add("dtstart", (moment + before).replace(tzinfo=None))
    rule.add("tzoffsetfrom", before)
    rule.add("tzoffsetto", _offset(moment, zone))
    rule.add("tzname", local.tzname())
    return rule


def _changes(zone: ZoneInfo, first: datetime, last: datetime) -> list[datetime]:
    """Return the moments at which the zone's offset changes: found by day, then halved down to the second."""
    days = [first + DAY * n for n in range((last - first).days + 1)]
    return [
        _change_between(zone, early, late)
        for early, late in pairwise(days)
        if _offset(early, zone) != _offset(late, zone)
    ]


def _change_between(zone: ZoneInfo, early: datetime, late: datetime) -> datetime:
    while late - early > SECOND:
        middle = early + timedelta(seconds=(late - early) // SECOND // 2)
        if _offset(middle, zone) == _offset(early, zone):
            early = middle
        else:
            late = middle
    return late


def _offset(moment: datetime, zone: ZoneInfo) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta()
