"""How many things wait behind a word at the top of the page? Each floor counts its own, with one query."""

from collections.abc import Callable
from typing import Any

_counters: dict[str, list[Callable[[Any], int]]] = {}


def register(name: str, count: Callable[[Any], int]) -> None:
    """Register what is counted for "visits" and "desk" (a lamp: your turn) or "inbox" (unread); floors add up."""
    _counters.setdefault(name, []).append(count)


def counts(user: Any) -> dict[str, int]:
    return {name: sum(count(user) for count in floors) for name, floors in _counters.items()}
