"""What time is it? The only place that asks; the demo may move it, tests may travel."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

_offset = timedelta()


def set_offset(offset: timedelta) -> None:
    """Move this process's clock; the demo reads the offset from its row, tests call it directly."""
    global _offset
    _offset = offset


def offset() -> timedelta:
    return _offset


def now() -> datetime:
    """Return the present moment, aware, in UTC."""
    return timezone.now() + _offset


def real_now() -> datetime:
    """Return the moment no demo has moved, for leases, retries and heartbeats only."""
    return timezone.now()


def today(zone: str | None = None) -> date:
    """Return the calendar day in the given zone, or in the network's own."""
    return now().astimezone(ZoneInfo(zone or settings.TIME_ZONE)).date()
