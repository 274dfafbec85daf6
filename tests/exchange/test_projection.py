"""Is a place where the map has it? Known values of both projections, and cities that lie in their own country."""

import re
from math import cos, pi, radians

import pytest

from exchange.world import maps, outlines
from exchange.world.projection import conic_conformal, equal_earth, projector


def test_equal_earth_has_its_published_extent():
    # Šavrič, Patterson, Jenny 2018: half width 2.70663, half height 1.31737 on the unit sphere.
    assert equal_earth(pi, 0) == pytest.approx((2.70663, 0), abs=1e-5)
    assert equal_earth(0, pi / 2) == pytest.approx((0, 1.31737), abs=1e-5)


def test_equal_earth_keeps_areas():
    for latitude in (0.0, 0.5, 1.0, 1.4):
        step = 1e-4
        height = (equal_earth(0, latitude + step)[1] - equal_earth(0, latitude)[1]) / step
        width = equal_earth(1, latitude)[0]
        assert height * width == pytest.approx(cos(latitude), abs=1e-3)


@pytest.mark.parametrize("parallel", [40, 62])
def test_conic_conformal_is_true_on_its_parallels(parallel):
    raw, step = conic_conformal(40, 62), 1e-5
    one, two = raw(0, radians(parallel)), raw(step, radians(parallel))
    drawn = ((one[0] - two[0]) ** 2 + (one[1] - two[1]) ** 2) ** 0.5
    assert drawn == pytest.approx(step * cos(radians(parallel)), rel=1e-4)


def rings(path):
    for part in path.split("M")[1:]:
        start, _, steps = part.partition("l")
        x, y = (float(number) for number in outlines.NUMBER.findall(start))
        ring = [(x, y)]
        numbers = [float(number) for number in outlines.NUMBER.findall(re.sub("z.*", "", steps))]
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            ring.append((x, y))
        yield ring


def is_inside(ring, x, y):
    inside = False
    for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1], strict=True):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            inside = not inside
    return inside


CITIES = [
    ("europe", "NL", 5.12, 52.09),
    ("europe", "DE", 10.0, 51.0),
    ("europe", "PT", -8.0, 39.5),
    ("europe", "NO", 9.0, 61.0),
    ("europe", "CH", 7.45, 46.95),
    ("europe", "GR", 22.0, 39.5),
    ("world", "CA", -114.07, 51.05),
    ("world", "US", -100.0, 40.0),
    ("world", "AU", 135.0, -25.0),
    ("world", "CO", -74.07, 4.71),
    ("world", "MX", -102.0, 23.0),
]


@pytest.mark.parametrize(("name", "iso2", "longitude", "latitude"), CITIES)
def test_a_place_lies_in_its_own_country_only(name, iso2, longitude, latitude):
    settings = maps._paths()[name]
    x, y = projector(settings)(longitude, latitude)
    found = [code for code, path in settings["countries"].items() if any(is_inside(r, x, y) for r in rings(path))]
    assert found == [iso2]


def test_the_map_of_the_world_is_turned_by_eleven_degrees():
    settings = maps._paths()["world"]
    assert projector(settings)(11, 0) == pytest.approx(settings["translate"])
