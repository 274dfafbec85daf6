"""Who may open a file that is not theirs, and where does it hang? The floors above register themselves here."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet


@dataclass(frozen=True)
class Place:
    """Where a file hangs, in words for its owner."""

    label: str
    url: str


# Given a user (or AnonymousUser), return a queryset of the ids of uploads that this floor lets them open: one column,
# for a subquery. It must follow the floor's own `for_user`, e.g.
# `PracticeFile.objects.filter(practice__in=queries.for_user(user)).values("upload_id")`.
Opener = Callable[[Any], QuerySet[Any, Any]]
# Given ids of uploads, return the places of those that hang somewhere on this floor; one query for all.
Places = Callable[[Collection[int]], Mapping[int, list[Place]]]
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


def places_of(upload_ids: Collection[int]) -> dict[int, list[Place]]:
    """Return where each upload hangs; one query for each floor."""
    found: dict[int, list[Place]] = {}
    for places in _places if upload_ids else []:
        for upload_id, there in places(upload_ids).items():
            found.setdefault(upload_id, []).extend(there)
    return found


def title_of(upload_id: int) -> str:
    """Return what others see it called."""
    return next((found for title in _titles if (found := title(upload_id))), "")
