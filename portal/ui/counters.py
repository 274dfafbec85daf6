"""How many things wait behind a word at the top of the page? Each floor counts its own, with one query."""

from collections.abc import Callable
from typing import Any

_counters: dict[str, Callable[[Any], int]] = {}


def register(name: str, count: Callable[[Any], int]) -> None:
    """Register what is counted for "visits" and "desk" (a lamp: your turn) or "inbox" (unread)."""
    _counters[name] = count


def counts(user: Any) -> dict[str, int]:
    return {name: count(user) for name, count in _counters.items()}
