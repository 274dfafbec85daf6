"""How does a time get into somebody's calendar? The frame of an iCalendar file, and each zone's own rules."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from icalendar import Calendar, Timezone, TimezoneDaylight, TimezoneStandard

DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
# A feed is asked for again four times a day: what was called off must not stand there for a week.
ASK_AGAIN = timedelta(hours=6)


def new_calendar(product: str, *, feed_name: str = "") -> Calendar:
    """Return an empty file; with `feed_name` one that calendar programs ask for again."""
    file = Calendar()
    file.add("version", "2.0")
    file.add("prodid", f"-//Your network//{product}//EN")
    file.add("method", "PUBLISH")
    if feed_name:
        file.add("refresh-interval", ASK_AGAIN, parameters={"VALUE": "DURATION"})
        file.add("x-published-ttl", ASK_AGAIN)
        file.add("x-wr-calname", feed_name)
    return file


def add_zones(file: Calendar, times: Iterable[tuple[str, datetime, datetime]]) -> None:
    """Put in the rules of every zone that is named, for the years in which it is: (zone, start, end)."""
    years: dict[str, tuple[datetime, datetime]] = {}
    for key, start, end in times:
        first, last = years.get(key, (start, end))
        years[key] = (min(first, start), max(last, end))
    for key, (first, last) in years.items():
        file.add_component(zone_rules(ZoneInfo(key), first, last))


def zone_rules(zone: ZoneInfo, start: datetime, end: datetime) -> Timezone:
    """Write down every change of the zone's clocks around these times.

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
