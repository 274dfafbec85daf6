"""What is the rough shape of an outline? Where a finger or a focus ring meets a country, near enough and light."""

import re
from functools import cache
from math import hypot

NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")
Point = tuple[float, float]
# Islands smaller than this part of the mainland are left out, and corners nearer than this many pixels to a line.
LEAST_PART, TOLERANCE = 0.15, 4.0
# A country drawn smaller than a finger gets a disc of this radius.
SMALL, DISC = 14.0, 8.0


def rings(path: str) -> list[list[Point]]:
    """Return the closed lines of a path made of M, m, l and z."""
    found: list[list[Point]] = []
    x = y = 0.0
    for letter, part in re.findall(r"([Mml])([^MmlzZ]*)", path):
        numbers = [float(number) for number in NUMBER.findall(part)]
        if letter in "Mm":
            found.append([])
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = (dx, dy) if letter == "M" else (x + dx, y + dy)
            found[-1].append((x, y))
    return found


@cache
def bounds(path: str) -> tuple[float, float, float, float]:
    """Return left, top, right, bottom of a path."""
    points = [point for ring in rings(path) for point in ring]
    xs, ys = [x for x, _y in points], [y for _x, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def largest(path: str) -> tuple[float, float, float, float]:
    """Return left, top, right, bottom of the largest part: the mainland."""
    return _box(max(rings(path), key=_area))


@cache
def rough(path: str, tolerance: float = TOLERANCE) -> str:
    """Return a path of few corners, in whole pixels, that covers about the same land."""
    largest_first = sorted(rings(path), key=_area, reverse=True)
    left, top, right, bottom = _box(largest_first[0])
    if max(right - left, bottom - top) < SMALL:
        x, y = (left + right) / 2, (top + bottom) / 2
        return f"M{x - DISC:.0f} {y:.0f}a{DISC:.0f} {DISC:.0f} 0 1 0 {2 * DISC:.0f} 0 {DISC:.0f} {DISC:.0f} 0 1 0-{2 * DISC:.0f} 0z"
    kept = [ring for ring in largest_first if _area(ring) >= LEAST_PART * _area(largest_first[0])]
    return "".join(_drawn(_fewer(ring, tolerance)) for ring in kept)


def _box(ring: list[Point]) -> tuple[float, float, float, float]:
    xs, ys = [x for x, _y in ring], [y for _x, y in ring]
    return min(xs), min(ys), max(xs), max(ys)


def _area(ring: list[Point]) -> float:
    pairs = zip(ring, ring[1:] + ring[:1], strict=True)
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs)) / 2


def _drawn(ring: list[Point]) -> str:
    return "M" + " ".join(f"{x:.0f} {y:.0f}" for x, y in ring) + "z"


def _fewer(line: list[Point], tolerance: float) -> list[Point]:
    """Leave out corners that lie near the line between their neighbours (Douglas and Peucker, 1973)."""
    if len(line) < 3:
        return line
    first, last = line[0], line[-1]
    distances = [_distance(point, first, last) for point in line[1:-1]]
    farthest = max(distances)
    if farthest <= tolerance:
        return [first, last]
    at = distances.index(farthest) + 1
    return _fewer(line[: at + 1], tolerance)[:-1] + _fewer(line[at:], tolerance)


def _distance(point: Point, one: Point, two: Point) -> float:
    (x, y), (x1, y1), (x2, y2) = point, one, two
    length = hypot(x2 - x1, y2 - y1)
    if length == 0:
        return hypot(x - x1, y - y1)
    return abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / length
