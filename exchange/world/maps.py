"""What is drawn on a map? Outlines of countries, and a dot for each city whose area grows with its open rooms."""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from math import sqrt
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from exchange.world.legal import group_of
from exchange.world.map_colours import THEMES, Look, look_of
from exchange.world.map_labels import Label, place
from exchange.world.models import Country, Facility
from exchange.world.outlines import TOLERANCE, bounds, rough
from exchange.world.projection import projector

PATHS = Path(__file__).parent / "data" / "map_paths.json"


@dataclass(frozen=True)
class Sheet:
    """One of the maps: on which projection it lies, which part of that it shows, and how large a single room's dot is."""

    projection: str
    box: tuple[int, int, int, int]  # left, top, width, height
    dot: float
    letter: float
    line: float = 1.0  # how thick lines are beside those of an uncropped map


# North America is a crop of the world: from Vancouver to Halifax, and south to Mexico.
SHEETS = {
    "world": Sheet("world", (0, 0, 1120, 520), 2.2, 14),
    "europe": Sheet("europe", (0, 0, 560, 520), 3.2, 13.5),
    "america": Sheet("world", (168, 50, 240, 160), 1.3, 7, 0.4),
}


# Those that the crop shows whole enough to be pressed.
AMERICAN = {"CA", "US", "MX"}


@dataclass(frozen=True)
class Dot:
    x: float
    y: float
    r: float
    city: str
    is_open: bool = True


@dataclass(frozen=True)
class Area:
    """Where a country is a link on a map: its rough shape; `title` says in words what its colour says."""

    slug: str
    path: str
    title: str


@dataclass(frozen=True)
class Links:
    """What lies over the picture of a map, in its own page's words."""

    name: str
    box: tuple[int, int, int, int]
    areas: list[Area]

    @property
    def width(self) -> int:
        return self.box[2]

    @property
    def height(self) -> int:
        return self.box[3]


@dataclass(frozen=True)
class Shape:
    """One country, painted."""

    path: str
    look: Look


@dataclass(frozen=True)
class Map:
    """The picture itself: a file of its own, the same for everybody."""

    box: tuple[int, int, int, int]
    line: float
    letter: float
    land: str
    shapes: list[Shape]
    dots: list[Dot]
    labels: list[Label]
    colours: dict[str, str]

    @property
    def halo(self) -> float:
        return round(3 * self.line, 1)


@dataclass(frozen=True)
class CountryMap:
    """One outline in its own frame; `unit` is a hundredth of its longer side, for dots and letters."""

    slug: str
    view_box: str
    width: int
    height: int
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


@dataclass(frozen=True)
class Outline:
    view_box: str
    path: str
    line: float
    colours: dict[str, str]


@cache
def _paths() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(PATHS.read_text(encoding="utf-8"))
    return found


def in_europe(iso2: str) -> bool:
    return iso2 in _paths()["europe"]["countries"]


def map_of(iso2: str) -> str:
    """On which map is a country a link? Once, and where a finger can meet it."""
    if in_europe(iso2):
        return "europe"
    return "america" if iso2 in AMERICAN else "world"


def links(name: str, countries: Iterable[Country], open_rooms: dict[str, int]) -> Links:
    """Return where the countries of one of the maps can be pressed."""
    sheet = SHEETS[name]
    paths = _paths()[sheet.projection]["countries"]
    areas = [
        Area(
            country.iso2.lower(),
            rough(paths[country.iso2], TOLERANCE * (1 + sheet.line) / 2),
            _title(country, open_rooms),
        )
        for country in countries
        if country.iso2 in paths and map_of(country.iso2) == name
    ]
    return Links(name, sheet.box, areas)


def draw(name: str, theme: str, countries: Iterable[Country], facilities: Iterable[Facility]) -> Map:
    """Draw one of the maps in the colours of "light" or "dark", with a dot for each city with open rooms."""
    sheet = SHEETS[name]
    settings = _paths()[sheet.projection]
    left, top, width, height = sheet.box
    countries = [country for country in countries if country.iso2 in settings["countries"]]
    looks = {country.iso2: look_of(group_of(country), theme) for country in countries}
    shapes = [
        Shape(settings["countries"][iso2], replace(look, width=round(look.width * sheet.line, 2)))
        for iso2, look in looks.items()
    ]
    labels = [place(name, row.iso2, row.name, settings) for row in countries if map_of(row.iso2) == name]
    dots = [
        dot
        for dot in _dots(settings, facilities, sheet.dot)
        if dot.is_open and left <= dot.x <= left + width and top <= dot.y <= top + height
    ]
    return Map(sheet.box, sheet.line, sheet.letter, settings["land"], shapes, dots, labels, THEMES[theme])


def _title(country: Country, open_rooms: dict[str, int]) -> str:
    number = open_rooms.get(country.iso2, 0)
    rooms = ngettext("%(number)s open room", "%(number)s open rooms", number)
    return _("%(country)s: %(group)s, %(rooms)s") % {
        "country": country.name,
        "group": group_of(country).label,
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
    """Draw the dots of one country, over the map on which it is larger; None where we have no outline."""
    settings = _paths()["europe" if in_europe(country.iso2) else "world"]
    path = settings["countries"].get(country.iso2)
    if not path:
        return None
    box, longer = _frame(path)
    dots = _dots(settings, facilities, longer / 70)
    view_box = " ".join(f"{value:.1f}" for value in box)
    return CountryMap(country.iso2.lower(), view_box, round(box[2]), round(box[3]), longer / 100, dots, len(dots) <= 6)


def _frame(path: str) -> tuple[list[float], float]:
    """Return left, top, width, height around an outline, and its longer side."""
    left, top, right, bottom = bounds(path)
    longer = max(right - left, bottom - top)
    edge = longer * 0.06
    return [left - edge, top - edge, right - left + 2 * edge, bottom - top + 2 * edge], longer


def outline(iso2: str, theme: str) -> Outline | None:
    """Return one country's outline as a picture of its own."""
    path = _paths()["europe" if in_europe(iso2) else "world"]["countries"].get(iso2)
    if not path:
        return None
    box, longer = _frame(path)
    return Outline(" ".join(f"{value:.1f}" for value in box), path, round(longer / 300, 2), THEMES[theme])
