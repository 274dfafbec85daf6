"""Where does a country's name stand on a map? In the middle of its largest part; beside it where there is no room."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from exchange.world.outlines import largest
from exchange.world.projection import projector

# longitude, latitude, and which end of the word is there: small countries are named in the sea beside them.
PLACES: dict[str, dict[str, tuple[float, float, str]]] = {
    "europe": {
        "AT": (14.6, 47.2, "middle"),
        "BE": (2.7, 51.5, "end"),
        "CH": (5.9, 45.7, "end"),
        "CZ": (15.4, 49.4, "middle"),
        "DE": (10.6, 50.9, "middle"),
        "DK": (7.9, 56.2, "end"),
        "FR": (1.2, 46.9, "middle"),
        "GB": (-6.3, 49.5, "middle"),
        "GR": (20.5, 38.0, "end"),
        "IE": (-10.2, 52.9, "end"),
        "IT": (12.0, 42.9, "middle"),
        "LU": (5.6, 49.4, "end"),
        "NL": (4.6, 53.6, "end"),
        "NO": (9.2, 61.4, "middle"),
        "IS": (-18.5, 62.4, "middle"),
        "PT": (-8.2, 40.3, "middle"),
        "SI": (14.2, 44.9, "middle"),
    },
    "america": {"CA": (-97, 52.5, "middle"), "US": (-98, 39.5, "middle"), "MX": (-103.5, 25.5, "middle")},
    "world": {"SL": (-14.5, 8.5, "end"), "CO": (-79, 4.5, "end")},
}


@dataclass(frozen=True)
class Label:
    x: float
    y: float
    anchor: str
    text: str


def place(name: str, iso2: str, text: str, settings: dict[str, Any]) -> Label:
    """Return where the name of a country stands on the map of this name."""
    longitude, latitude, anchor = PLACES[name].get(iso2, (None, None, "middle"))
    if longitude is None or latitude is None:
        x, y = _middle(settings["countries"][iso2])
    else:
        x, y = projector(settings)(longitude, latitude)
    return Label(round(x), round(y), anchor, text)


@cache
def _middle(path: str) -> tuple[float, float]:
    left, top, right, bottom = largest(path)
    return (left + right) / 2, (top + bottom) / 2
