"""Hours of which place? The zones of the network's countries to choose from; any other is found by the name of a city."""

import unicodedata
from collections.abc import Collection
from difflib import get_close_matches
from functools import cache

from babel.core import get_global
from django.utils.translation import gettext as _

from accounts.countries import country_name
from accounts.forms.membership import time_zones

MOST_NEAR = 5
Choices = list[tuple[str, str | list[tuple[str, str]]]]


def zone_choices(countries: Collection[str], own: Collection[str]) -> Choices:
    """Return the zones of these countries, each group under its country's name; before them those of `own` that they lack."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for zone, country in sorted(_countries_of_zones().items()):
        if country in countries:
            groups.setdefault(country_name(country), []).append((zone, city(zone)))
    known = {zone for group in groups.values() for zone, _name in group}
    first: Choices = [(zone, city(zone)) for zone in dict.fromkeys([*own, "UTC"]) if zone not in known]
    return [*first, *sorted(groups.items())]


def zone_of(words: str) -> str:
    """Return the zone of a city, or of a country that has one zone only; "" for what nobody knows."""
    return _by_name().get(_plain(words)) or _of_country(words)


def near(words: str) -> str:
    """Return what may have been meant, in words: the cities of a country, or names spelled like this."""
    countries = {_plain(country_name(code)): code for code in set(_countries_of_zones().values())}
    cities: list[str] = []
    for name in get_close_matches(_plain(words), [*countries, *_by_name()], n=MOST_NEAR):
        cities += _cities_of(countries[name]) if name in countries else [city(_by_name()[name])]
    found = ", ".join(list(dict.fromkeys(cities))[:MOST_NEAR])
    return _("Did you mean: %(places)s?") % {"places": found} if found else _("Please name a larger city near it.")


def _cities_of(country: str) -> list[str]:
    return [city(zone) for zone, code in _countries_of_zones().items() if code == country]


def city(zone: str) -> str:
    return zone.rpartition("/")[2].replace("_", " ")


def _of_country(words: str) -> str:
    """Return the one zone of a country, "" for a country of several, where the city says which."""
    zones = [zone for zone, code in _countries_of_zones().items() if _plain(country_name(code)) == _plain(words)]
    return zones[0] if len(zones) == 1 else ""


@cache
def _countries_of_zones() -> dict[str, str]:
    allowed = {zone for zone, _name in time_zones()}
    return {zone: code for zone, code in get_global("zone_territories").items() if zone in allowed}


@cache
def _by_name() -> dict[str, str]:
    """Return zones by their whole name and by that of their city; where two share one, the shorter name has it."""
    zones = sorted((zone for zone, _name in time_zones()), key=lambda zone: (-len(zone), zone))
    return {_plain(name): zone for zone in zones for name in (city(zone), zone)}


def _plain(words: str) -> str:
    without_marks = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    return without_marks.replace("_", " ").replace("-", " ").strip().casefold()
