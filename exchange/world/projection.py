"""Where on the map is a place? The two projections of map_paths.json, in the formulas of d3-geo."""

from collections.abc import Callable
from math import asin, cos, log, pi, radians, sin, sqrt, tan
from typing import Any

# Equal Earth (Savric, Patterson, Jenny 2018): coefficients of its polynomial.
A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796
M = sqrt(3) / 2
Point = tuple[float, float]
Raw = Callable[[float, float], Point]


def equal_earth(longitude: float, latitude: float) -> Point:
    """Radians in, unit-sphere plane out."""
    angle = asin(M * sin(latitude))
    square = angle * angle
    sixth = square**3
    x = longitude * cos(angle) / (M * (A1 + 3 * A2 * square + sixth * (7 * A3 + 9 * A4 * square)))
    return x, angle * (A1 + A2 * square + sixth * (A3 + A4 * square))


def conic_conformal(first_parallel: float, second_parallel: float) -> Raw:
    """Return the projection (radians) for two standard parallels in degrees."""
    one, two = radians(first_parallel), radians(second_parallel)
    n = log(cos(one) / cos(two)) / log(_half(two) / _half(one))
    f = cos(one) * _half(one) ** n / n

    def raw(longitude: float, latitude: float) -> Point:
        r = f / _half(latitude) ** n
        return r * sin(n * longitude), f - r * cos(n * longitude)

    return raw


def _half(angle: float) -> float:
    return tan((pi / 2 + angle) / 2)


def projector(settings: dict[str, Any]) -> Callable[[float, float], Point]:
    """Take one map of map_paths.json; return (longitude, latitude in degrees) -> its pixels."""
    raw = conic_conformal(*settings["parallels"]) if "parallels" in settings else equal_earth
    scale, (dx, dy), turn = settings["scale"], settings["translate"], settings["rotate"][0]

    def project(longitude: float, latitude: float) -> Point:
        turned = (longitude + turn + 180) % 360 - 180
        x, y = raw(radians(turned), radians(latitude))
        return dx + scale * x, dy - scale * y

    return project
