"""Which pages and feeds may anybody find? Each room registers its own; the sitemaps and the help page read them here."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

# An address in this house, and the day of its last change where one is known.
Found = tuple[str, date | None]
Pages = Callable[[], Iterable[Found]]
_pages: list[Pages] = []


@dataclass(frozen=True)
class Feed:
    """A public Atom feed: the name of its address, and what it tells of."""

    name: str
    title: "str | _StrPromise"


_feeds: list[Feed] = []


def register_pages(pages: Pages) -> None:
    """Register what lists public pages of a room: what nobody but members may read is never among them.

    The room is the folder in which the function stands; what one room registers is one sitemap.
    """
    _pages.append(pages)


def register_feed(feed: Feed) -> None:
    _feeds.append(feed)


def pages() -> Iterator[Found]:
    return chain.from_iterable(listed() for listed in _pages)


def rooms() -> list[str]:
    """Return the names of the rooms that have public pages, each once, in the order of their registration."""
    return list(dict.fromkeys(_room_of(listed) for listed in _pages))


def pages_of(room: str) -> Iterator[Found]:
    return chain.from_iterable(listed() for listed in _pages if _room_of(listed) == room)


def _room_of(listed: Pages) -> str:
    """Return "library" for a function of exchange/library/providers.py."""
    return listed.__module__.split(".")[-2]


def feeds() -> list[Feed]:
    return list(_feeds)


def latest(*days: date | None) -> date | None:
    """Return the last of the days that are known."""
    return max((day for day in days if day), default=None)
