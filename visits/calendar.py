"""How does a visit get into somebody's own calendar? A neutral file: times and "Appointment", no names, no places."""

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
    sessions = list(visit.sessions.all())
    gone = [
        (number, datetime.fromisoformat(start), datetime.fromisoformat(end)) for number, start, end in visit.fallen_away
    ]
    zone = ZoneInfo(visit.zone)
    status = STATUS.get(visit.request.state, "TENTATIVE")
    file = Calendar()
    file.add("version", "2.0")
    file.add("prodid", "-//Your network//Appointments//EN")
    file.add("method", "PUBLISH")
    events = [(number, session.start, session.end, status) for number, session in enumerate(sessions, start=1)]
    events += [(*row, "CANCELLED") for row in gone]
    if events:
        file.add_component(_zone_rules(zone, min(row[1] for row in events), max(row[2] for row in events)))
    with override(getattr(reader, "language", None)):
        for number, start, end, said in events:
            file.add_component(
                _event(visit, f"{visit.uid}-{number}", start.astimezone(zone), end.astimezone(zone), said)
            )
    return bytes(file.to_ical())


def _event(visit: Visit, uid: str, start: datetime, end: datetime, status: str) -> Event:
    event = Event()
    event.add("uid", uid)
    event.add("sequence", visit.sequence)
    event.add("dtstamp", clock.now())
    event.add("dtstart", start)
    event.add("dtend", end)
    event.add("summary", _("Appointment"))
    event.add("status", status)
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
