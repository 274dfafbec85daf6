"""How many things wait behind a word at the top of the page? Each floor names its rows; one query counts them all."""

from collections.abc import Callable
from typing import Any

from django.db.models import F, Func, IntegerField, QuerySet, Value

# Given the reader, return the rows that wait for them, or None where they have nothing of that kind.
Rows = Callable[[Any], QuerySet[Any] | None]
# name, part, rows
_counters: list[tuple[str, str, Rows]] = []


def register(name: str, rows: Rows, part: str = "") -> None:
    """Register what is counted for "visits" and "desk" (a lamp: your turn) or "inbox" (unread); floors add up.

    `part`: under this name a page asks `of_part` for the number of these rows alone.
    """
    _counters.append((name, part, rows))


def counts(user: Any) -> dict[str, int]:
    """Return how many things wait behind each word; always asked anew."""
    user._waiting = _numbers(user)
    return known(user)


def known(user: Any) -> dict[str, int]:
    """The same; asked once in a request, by the frame around the page or by a part of it that came first."""
    if not hasattr(user, "_waiting"):
        user._waiting = _numbers(user)
    found = {name: 0 for name, _part, _rows in _counters}
    for which, number in user._waiting.items():
        found[_counters[which][0]] += number
    return found


def of_part(user: Any, *parts: str) -> int:
    """Return how many rows of these parts wait; no further question to the database on a page with a frame."""
    known(user)
    return sum(number for which, number in user._waiting.items() if _counters[which][1] in parts)


def _numbers(user: Any) -> dict[int, int]:
    """Return the number of each counter that this reader has, by its place."""
    made = [(which, rows) for which, (_name, _part, make) in enumerate(_counters) if (rows := make(user)) is not None]
    parts = [_counted(which, rows) for which, rows in made]
    return dict(parts[0].union(*parts[1:], all=True)) if parts else {}


def _counted(which: int, rows: QuerySet[Any]) -> QuerySet[Any]:
    """One row, (which, number): COUNT as a plain function, because an aggregate would group by the first."""
    number = Func(F("pk"), function="COUNT", output_field=IntegerField())
    return rows.order_by().values_list(Value(which, output_field=IntegerField()), number)
