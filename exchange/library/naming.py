"""Where is a title named? Each room says which of its pages name it; one question to the database asks them all."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Func, QuerySet, Value
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.functional import Promise

from exchange.library.models import Reference
from portal.ui import shipped

# Given the title and the reader, return the rows that name it and that they may open; None where there can be none.
Rows = Callable[[Reference, Any], QuerySet[Any] | None]
MOST_OF_EACH = 8


@dataclass(frozen=True)
class Room:
    label: str | Promise
    page: str  # the name of the address; its one part is `key`
    rows: Rows
    key: str | Func
    title: str
    language: str = ""  # the field; "" where the words are the portal's own


_rooms: dict[str, Room] = {}


def register(name: str, room: Room) -> None:
    _rooms[name] = room


@dataclass(frozen=True)
class Named:
    title: str
    language: str
    url: str


def named_at(reference: Reference, user: Any) -> list[tuple[str, list[Named]]]:
    """Return (what they are, the pages), in the order of the rooms; in one query."""
    asked = [
        _columns(name, room, rows) for name, room in _rooms.items() if (rows := room.rows(reference, user)) is not None
    ]
    if not asked:
        return []
    found = list(asked[0].union(*asked[1:], all=True))
    by_room = [(str(room.label), list(_of(name, room, found))) for name, room in _rooms.items()]
    return [(label, pages[:MOST_OF_EACH]) for label, pages in by_room if pages]


def _of(name: str, room: Room, found: list[tuple[str, str, str, str]]) -> Iterator[Named]:
    rows = sorted((title, key, language) for which, key, title, language in found if which == name)
    for title, key, language in rows:
        yield Named(shipped.said(title), shipped.language_of(title, language or "en"), reverse(room.page, args=[key]))


def _columns(name: str, room: Room, rows: QuerySet[Any]) -> QuerySet[Any, Any]:
    """Return (room, key, title, language), in columns of the same kinds, so that they can be put together."""
    text = CharField(max_length=500)
    values = [
        Cast(field, text) if field else Value("", output_field=text) for field in (room.key, room.title, room.language)
    ]
    found: QuerySet[Any, Any] = (
        rows.order_by().select_related(None).values_list(Value(name, output_field=text), *values)
    )
    return found
