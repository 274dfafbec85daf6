"""When do five working days end? Monday to Friday less the network's holidays, in the network's zone."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

CLOSING = time(17, 0)


def is_working_day(day: date, holidays: Collection[date] = ()) -> bool:
    return day.weekday() < 5 and day not in holidays


def add_working_days(start: datetime, days: int, holidays: Collection[date] | None = None) -> datetime:
    """Return 17:00 network time on the given number of working days after `start`, aware.

    The day of `start` itself never counts, so that whoever is asked late in the evening loses nothing.
    """
    if holidays is None:
        from portal.vocabularies.queries import holiday_dates

        holidays = holiday_dates()
    zone = ZoneInfo(settings.TIME_ZONE)
    day = start.astimezone(zone).date()
    while days > 0:
        day += timedelta(days=1)
        days -= is_working_day(day, holidays)
    return datetime.combine(day, CLOSING, tzinfo=zone)


def working_days_between(start: datetime, end: datetime, holidays: Collection[date] | None = None) -> int:
    """Return how many working days lie after the day of `start` up to the day of `end`; 0 when it is past."""
    if holidays is None:
        from portal.vocabularies.queries import holiday_dates

        holidays = holiday_dates()
    zone = ZoneInfo(settings.TIME_ZONE)
    day, last = start.astimezone(zone).date(), end.astimezone(zone).date()
    count = 0
    while day < last:
        day += timedelta(days=1)
        count += is_working_day(day, holidays)
    return count
