"""What is drawn on a map? Outlines of countries, and a dot for each city whose area grows with its open rooms."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from math import sqrt
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from exchange.world.legal import LegalGroup, group_of
from exchange.world.models import Country, Facility
from exchange.world.projection import projector

PATHS = Path(__file__).parent / "data" / "map_paths.json"
NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")


@dataclass(frozen=True)
class Dot:
    x: float
    y: float
    r: float
    city: str
    is_open: bool = True


@dataclass(frozen=True)
class Shape:
    """One country; `title` says in words what its colour says."""

    iso2: str
    path: str
    group: LegalGroup
    title: str
    is_link: bool

    @property
    def slug(self) -> str:
        return self.iso2.lower()


@dataclass(frozen=True)
class Map:
    width: float
    height: float
    land: str
    shapes: list[Shape]
    dots: list[Dot]


@dataclass(frozen=True)
class CountryMap:
    """One outline in its own frame; `unit` is a hundredth of its longer side, for dots and letters."""

    view_box: str
    path: str
    unit: float
    dots: list[Dot]
    has_labels: bool

    @property
    def letter(self) -> float:
        return round(self.unit * 5, 1)

    @property
    def shift(self) -> float:
        return round(self.unit * 3.5, 1)

    @property
    def drop(self) -> float:
        return round(self.unit * 1.7, 1)


@cache
def _paths() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(PATHS.read_text(encoding="utf-8"))
    return found


def in_europe(iso2: str) -> bool:
    return iso2 in _paths()["europe"]["countries"]


def draw(name: str, countries: Iterable[Country], facilities: Iterable[Facility], open_rooms: dict[str, int]) -> Map:
    """Draw "world" or "europe" with the facilities that the reader may see."""
    settings = _paths()[name]
    _left, _top, width, height = settings["viewBox"]
    shapes = [
        Shape(country.iso2, settings["countries"][country.iso2], group, _title(country, group, open_rooms), is_link)
        for country in countries
        if country.iso2 in settings["countries"]
        for group in [group_of(country)]
        # Each country is a link once: those of Europe on the map of Europe, where a finger can meet them.
        for is_link in [name == "europe" or not in_europe(country.iso2)]
    ]
    dots = [
        dot
        for dot in _dots(settings, facilities, 2.2 if name == "world" else 3.2)
        if 0 <= dot.x <= width and 0 <= dot.y <= height
    ]
    return Map(width, height, settings["land"], shapes, [dot for dot in dots if dot.is_open])


def _title(country: Country, group: LegalGroup, open_rooms: dict[str, int]) -> str:
    number = open_rooms.get(country.iso2, 0)
    rooms = ngettext("%(number)s open room in our record", "%(number)s open rooms in our record", number)
    return _("%(country)s: %(group)s, %(rooms)s") % {
        "country": country.name,
        "group": group.label,
        "rooms": rooms % {"number": number},
    }


def _dots(settings: dict[str, Any], facilities: Iterable[Facility], radius: float) -> list[Dot]:
    """Return one dot for each city, the largest first so that none hides another."""
    project = projector(settings)
    cities: dict[tuple[int, str], list[Facility]] = defaultdict(list)
    for room in facilities:
        if room.latitude is not None and room.longitude is not None:
            cities[(room.country_id, room.city)].append(room)
    dots = []
    for (_country, city), rooms in cities.items():
        x, y = project(
            sum(float(room.longitude or 0) for room in rooms) / len(rooms),
            sum(float(room.latitude or 0) for room in rooms) / len(rooms),
        )
        number = sum(room.status == "open" for room in rooms)
        dots.append(Dot(round(x, 1), round(y, 1), round(radius * sqrt(max(number, 1)), 1), city, number > 0))
    return sorted(dots, key=lambda dot: -dot.r)


def draw_country(country: Country, facilities: Iterable[Facility]) -> CountryMap | None:
    """Draw one country by itself, from the map on which it is larger; None where we have no outline."""
    settings = _paths()["europe" if in_europe(country.iso2) else "world"]
    path = settings["countries"].get(country.iso2)
    if not path:
        return None
    left, top, right, bottom = bounds(path)
    longer = max(right - left, bottom - top)
    edge = longer * 0.06
    box = [left - edge, top - edge, right - left + 2 * edge, bottom - top + 2 * edge]
    dots = _dots(settings, facilities, longer / 70)
    view_box = " ".join(f"{value:.1f}" for value in box)
    return CountryMap(view_box, path, longer / 100, dots, len(dots) <= 6)


@cache
def bounds(path: str) -> tuple[float, float, float, float]:
    """Return left, top, right, bottom of a path made of M, l and z."""
    x = y = 0.0
    xs, ys = [], []
    for letter, part in re.findall(r"([Mml])([^MmlzZ]*)", path):
        numbers = [float(number) for number in NUMBER.findall(part)]
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = (dx, dy) if letter == "M" else (x + dx, y + dy)
            xs.append(x)
            ys.append(y)
    return min(xs), min(ys), max(xs), max(ys)
