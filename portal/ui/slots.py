"""How does a page show what an upper floor knows? It names a slot; that floor fills it."""

from collections.abc import Callable
from typing import Any

# Given the page's object and the reader, return the template to include and its context, or None for nothing.
Filler = Callable[[Any, Any], tuple[str, dict[str, Any]] | None]
_fillers: dict[str, list[Filler]] = {}


def fill(name: str, filler: Filler) -> None:
    """Register what an upper floor shows in the slot; one query at most each."""
    _fillers.setdefault(name, []).append(filler)


def fillers(name: str) -> list[Filler]:
    return _fillers.get(name, [])


def filled(name: str, obj: Any, user: Any) -> list[tuple[str, dict[str, Any]]]:
    """Return (template, context) of each floor that has something to show here."""
    return [found for filler in fillers(name) if (found := filler(obj, user))]
