"""How many things wait behind a word at the top of the page? Each floor names its rows; one query counts them all."""

from collections.abc import Callable
from typing import Any

from django.db.models import CharField, F, Func, IntegerField, QuerySet, Value

# Given the reader, return the rows that wait for them, or None where they have nothing of that kind.
Rows = Callable[[Any], QuerySet[Any] | None]
_counters: list[tuple[str, Rows]] = []


def register(name: str, rows: Rows) -> None:
    """Register what is counted for "visits" and "desk" (a lamp: your turn) or "inbox" (unread); floors add up."""
    _counters.append((name, rows))


def counts(user: Any) -> dict[str, int]:
    found = {name: 0 for name, _rows in _counters}
    parts = [_counted(name, rows) for name, make in _counters if (rows := make(user)) is not None]
    if parts:
        for name, number in parts[0].union(*parts[1:], all=True):
            found[name] += number
    return found


def _counted(name: str, rows: QuerySet[Any]) -> QuerySet[Any]:
    """One row, (name, number): COUNT as a plain function, because an aggregate would group by the name."""
    number = Func(F("pk"), function="COUNT", output_field=IntegerField())
    return rows.order_by().values_list(Value(name, output_field=CharField()), number)
