"""How does an event get into somebody's calendar? What its page says; called off by the same name."""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from django.conf import settings
from icalendar import Event as Entry

from exchange.statements.models import Event
from exchange.statements.notices import address
from portal import clock
from portal.calendars import add_zones, new_calendar
from portal.ui.markdown import to_text


def calendar_of(events: Iterable[Event], *, feed_name: str = "") -> bytes:
    """Return one iCalendar file, with times in each event's own zone; with `feed_name` one that is asked for again."""
    rows = list(events)
    file = new_calendar("Events", feed_name=feed_name)
    add_zones(file, ((event.zone, event.start, event.end) for event in rows))
    for event in rows:
        file.add_component(_entry(event))
    return bytes(file.to_ical())


def _entry(event: Event) -> Entry:
    zone = ZoneInfo(event.zone)
    entry = Entry()
    # Its name stays, whatever changes: so a calendar replaces what it has.
    entry.add("uid", f"event-{event.pk}@{settings.SITE_URL.partition('://')[2]}")
    entry.add("sequence", event.version)
    entry.add("dtstamp", clock.now())
    entry.add("last-modified", event.changed_at)
    entry.add("dtstart", event.start.astimezone(zone))
    entry.add("dtend", event.end.astimezone(zone))
    entry.add("summary", event.title)
    entry.add("url", settings.SITE_URL + address(event))
    if event.place:
        entry.add("location", event.place)
    if event.body:
        entry.add("description", to_text(event.body))
    entry.add("status", "CANCELLED" if event.state == Event.State.CANCELLED else "CONFIRMED")
    entry.add("class", "PUBLIC" if event.audience == "public" else "PRIVATE")
    return entry
