"""How many things wait behind a word at the top of the page? Each floor names its rows; one query counts them all."""

from collections.abc import Callable, Hashable
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import F, Func, IntegerField, QuerySet, Value

from portal import clock

# Given the reader, return the rows that wait for them, or None where they have nothing of that kind.
Rows = Callable[[Any], QuerySet[Any] | None]
# name, part, rows
_counters: list[tuple[str, str, Rows]] = []

# To put the question together takes ten times as long as to ask it. Its text is kept, never its answer: for one reader
# as they stand, and for the minute, because some rows count from an hour on.
Question = tuple[str, tuple[Any, ...]]
_standing: Callable[[Any], Hashable] | None = None
_kept: dict[Hashable, Question | None] = {}
MOST_KEPT = 500


def register(name: str, rows: Rows, part: str = "") -> None:
    """Register what is counted for "visits" and "desk" (a lamp: your turn) or "inbox" (unread); floors add up.

    `part`: under this name a page asks `of_part` for the number of these rows alone.
    """
    _counters.append((name, part, rows))


def register_reader(standing: Callable[[Any], Hashable]) -> None:
    """Register what tells one reader from another: all that rows may depend on but the tables they count."""
    global _standing
    _standing = standing


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
    if (question := _question(user)) is None:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(*question)
        return dict(cursor.fetchall())


def _question(user: Any) -> Question | None:
    """Return the reader's question, put together at most once a minute; None for a reader who has nothing to count."""
    if _standing is None:
        return _put_together(user)
    key = (_standing(user), int(clock.now().timestamp()) // 60)
    if key in _kept:
        return _kept[key]
    asked_first: list[str] = []
    with connection.execute_wrapper(_noting(asked_first)):
        question = _put_together(user)
    # Rows that had to ask the database first depend on more than the reader: theirs is put together anew each time.
    if not asked_first:
        if len(_kept) >= MOST_KEPT:
            _kept.clear()
        _kept[key] = question
    return question


def _noting(asked: list[str]) -> Callable[..., Any]:
    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        asked.append(sql)
        return execute(sql, params, many, context)

    return note


def _put_together(user: Any) -> Question | None:
    made = [(which, rows) for which, (_name, _part, make) in enumerate(_counters) if (rows := make(user)) is not None]
    parts = [_counted(which, rows) for which, rows in made]
    if not parts:
        return None
    try:
        sql, params = parts[0].union(*parts[1:], all=True).query.sql_with_params()
    except EmptyResultSet:
        return None
    return sql, tuple(params)


def _counted(which: int, rows: QuerySet[Any]) -> QuerySet[Any]:
    """One row, (which, number): COUNT as a plain function, because an aggregate would group by the first."""
    number = Func(F("pk"), function="COUNT", output_field=IntegerField())
    return rows.order_by().values_list(Value(which, output_field=IntegerField()), number)
