"""When do reports hide a text, until when is it decided, and who is asked when nobody has? Without asking the database."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from itertools import combinations
from typing import Any

from portal import clock
from portal.workdays import add_working_days

# A coordinator decides within this time; a day later the administrators are asked too.
DECIDE_WITHIN = timedelta(hours=24)
ADMINISTRATORS_AFTER = timedelta(days=1)
# A hidden text that its author has changed is read again within so many working days.
DAYS_TO_READ_AGAIN = 2
MOST_A_DAY = 10
IDENTIFYING = "identifying"


def a_day_from_now() -> datetime:
    return clock.now() + DECIDE_WITHIN


def read_again_by(waits_since: datetime) -> datetime:
    return add_working_days(waits_since, DAYS_TO_READ_AGAIN)


def are_independent(reports: Iterable[Any], house_of: Callable[[Any], int | None]) -> bool:
    """Do two different people, of different houses as far as known, say that somebody can be recognised?"""
    said = [report for report in reports if report.reason == IDENTIFYING and report.reporter_id]
    return any(
        one.reporter_id != other.reporter_id and _are_apart(house_of(one.reporter), house_of(other.reporter))
        for one, other in combinations(said, 2)
    )


def _are_apart(one: int | None, other: int | None) -> bool:
    return None in (one, other) or one != other


def asked_when_late(
    decide_by: datetime, coordinators: Sequence[Any], administrators: Callable[[], Sequence[Any]]
) -> list[Any]:
    """The day is over: every coordinator who may decide; a day later, or where there is none, administrators too."""
    is_for_all = not coordinators or decide_by + ADMINISTRATORS_AFTER < clock.now()
    return [*coordinators, *(administrators() if is_for_all else [])]


class HasItsDay:
    """A row of the queue that knows its `due_at`: how late it is, or how long it has left."""

    due_at: Any

    @property
    def is_late(self) -> bool:
        return bool(self.due_at < clock.now())

    @property
    def hours(self) -> int:
        """Left, or past."""
        return hours_between(self.due_at)

    @property
    def days(self) -> int:
        """Days past its time; none in the first two, which count in hours."""
        return self.hours // 24 if self.is_late and self.hours >= 48 else 0


def hours_between(due_at: datetime) -> int:
    """Return the full hours left until then, or past."""
    return abs(due_at - clock.now()) // timedelta(hours=1)
