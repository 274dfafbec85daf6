"""Which pages and feeds may anybody find? Each room registers its own; the sitemap and the help page read them here."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

# An address in this house, and the day of its last change where one is known.
Found = tuple[str, date | None]
_pages: list[Callable[[], Iterable[Found]]] = []


@dataclass(frozen=True)
class Feed:
    """A public Atom feed: the name of its address, and what it tells of."""

    name: str
    title: "str | _StrPromise"


_feeds: list[Feed] = []


def register_pages(pages: Callable[[], Iterable[Found]]) -> None:
    """Register what lists the public pages of a room: what nobody but members may read is never among them."""
    _pages.append(pages)


def register_feed(feed: Feed) -> None:
    _feeds.append(feed)


def pages() -> Iterator[Found]:
    return chain.from_iterable(room() for room in _pages)


def feeds() -> list[Feed]:
    return list(_feeds)


def latest(*days: date | None) -> date | None:
    """Return the last of the days that are known."""
    return max((day for day in days if day), default=None)
