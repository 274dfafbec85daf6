"""Who may open a file that is not theirs, and where does it hang? The floors above register themselves here."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import Cast
from django.urls import reverse


@dataclass(frozen=True)
class Place:
    """Where a file hangs, in words for its owner."""

    label: str
    url: str


# Given a user (or AnonymousUser), return a queryset of the ids of uploads that this floor lets them open: one column,
# for a subquery. It must follow the floor's own `for_user`, e.g.
# `PracticeFile.objects.filter(practice__in=queries.for_user(user)).values("upload_id")`.
Opener = Callable[[Any], QuerySet[Any, Any]]
# Given ids of uploads, return rows (id of the upload, title of where it hangs, name of that page, its number or slug as text) of those
# that hang somewhere on this floor, as `place_rows` makes them; one query asks all floors.
Places = Callable[[Collection[int]], QuerySet[Any, Any]]
# Given the id of an upload, return what others see it called, without an ending; "" where it does not hang here. The
# name that its owner gave it may tell who they are, so it is never shown to others.
Title = Callable[[int], str]

_openers: list[Opener] = []
_places: list[Places] = []
_titles: list[Title] = []


def register_opener(opener: Opener, places: Places, title: Title) -> None:
    """Register one floor's rule. A file that no floor opens is its owner's alone."""
    _openers.append(opener)
    _places.append(places)
    _titles.append(title)


def openers() -> list[Opener]:
    return list(_openers)


def place_rows(links: QuerySet[Any], page: str, title: str, pk: str) -> QuerySet[Any, Any]:
    """Return the rows of link tables: `title` and `pk` are fields of what they hang on, `page` is its address's name."""
    text = CharField()
    rows: QuerySet[Any, Any] = links.order_by().values_list(
        "upload_id", Cast(title, text), Value(page, text), Cast(pk, text)
    )
    return rows


def places_of(upload_ids: Collection[int]) -> dict[int, list[Place]]:
    """Return where each upload hangs, of all floors with one query."""
    found: dict[int, list[Place]] = {}
    if not upload_ids or not _places:
        return found
    first, *others = [places(upload_ids) for places in _places]
    for upload_id, title, page, pk in first.union(*others, all=True):
        found.setdefault(upload_id, []).append(Place(title, reverse(page, args=[pk])))
    return found


def title_of(upload_id: int) -> str:
    """Return what others see it called."""
    return next((found for title in _titles if (found := title(upload_id))), "")
