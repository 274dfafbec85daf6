"""How do the counts of rooms run over the years? Each source is a mark of its own; a line joins monitoring bodies' only.

What the press says stands beside it as a hollow diamond, "more than" with an arrow, what has no year at the far end.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from exchange.world.figures import Count
from exchange.world.models import Source
from portal.ui.plots import STEPS, Tick, scale

WIDTH, HEIGHT = 640, 270
LEFT, RIGHT, TOP, BOTTOM = 44, 20, 26, 34
# As many marks, and they say more than words do.
MIN_MARKS = 3
UNDATED_WIDTH, SIDE_BY_SIDE = 90, 14
LETTER, CAPITAL, LINE, NAME_AT_MOST = 7.2, 9.6, 15, 16
# Between the words of one mark and of the next.
GAP = 5
Box = tuple[float, float, float, float]  # left, top, right, bottom

AT_LEAST = re.compile(r"^(more than|over|at least)\b", re.IGNORECASE)
DOZENS = re.compile(r"\b(one|two|three|four|a) dozen\b", re.IGNORECASE)
MANY = {"a": 12, "one": 12, "two": 24, "three": 36, "four": 48}


@dataclass(frozen=True)
class Mark:
    """What one source says; `label` and `name` are empty where there is no room for them: the table has all."""

    x: float
    y: float
    title: str
    is_inventory: bool
    is_least: bool
    label: str = ""
    name: str = ""
    dx: int = 0
    dy: int = 0
    anchor: str = "middle"

    @property
    def box(self) -> Box:
        return self.x - 7, self.y - (24 if self.is_least else 7), self.x + 7, self.y + 7


@dataclass(frozen=True)
class Chart:
    width: int
    height: int
    line: str
    marks: list[Mark]
    years: list[Tick]
    values: list[Tick]
    undated: float | None
    left: int = LEFT
    right: int = WIDTH - RIGHT

    @property
    def discs(self) -> list[Mark]:
        return [mark for mark in self.marks if mark.is_inventory]

    @property
    def diamonds(self) -> list[Mark]:
        return [mark for mark in self.marks if not mark.is_inventory]


@dataclass(frozen=True)
class _Said:
    """One source's count."""

    year: int | None
    number: float
    value: str
    source: Source
    is_least: bool


def draw(counts: Sequence[Count]) -> Chart | None:
    """Draw every count that is a number, or words around one; None below three marks, where words are enough."""
    said = sorted(_said(counts), key=lambda one: (one.year is None, one.year or 0, one.number))
    years = sorted({one.year for one in said if one.year is not None})
    if len(said) < MIN_MARKS or not years:
        return None
    top, step = scale(max(one.number for one in said))
    is_undated = said[-1].year is None
    width = WIDTH - LEFT - RIGHT - 32 - (UNDATED_WIDTH if is_undated else 0)
    span = years[-1] - years[0]

    def across(year: int | None) -> float:
        if year is None:
            return WIDTH - RIGHT - UNDATED_WIDTH / 2
        return round(LEFT + 16 + (width * (year - years[0]) / span if span else width / 2), 1)

    def up(number: float) -> float:
        return round(TOP + (1 - number / top) * (HEIGHT - TOP - BOTTOM), 1)

    every = next(one for one in STEPS if span / one <= 8)
    joined = dict.fromkeys((across(one.year), up(one.number)) for one in said if one.year and _joins(one))
    return Chart(
        WIDTH,
        HEIGHT,
        " ".join(f"{x},{y}" for x, y in joined),
        _labelled(_side_by_side(_mark(one, across(one.year), up(one.number)) for one in said), said),
        [Tick(across(year), str(year)) for year in range(years[0], years[-1] + 1, every)],
        [Tick(up(value), str(value)) for value in range(0, top + 1, step)],
        across(None) if is_undated else None,
    )


def _said(counts: Sequence[Count]) -> Iterator[_Said]:
    for count in counts:
        found = _number(count)
        if found is None:
            continue
        number, is_least = found
        for source in count.sources:
            yield _Said(count.year, number, count.value, source, is_least)


def _number(count: Count) -> tuple[float, bool] | None:
    """Return the number, and whether it is the least; of words only those that are a number with a word before it."""
    if count.number is not None:
        return float(count.number), False
    is_least = AT_LEAST.search(count.value) is not None
    if dozens := DOZENS.search(count.value):
        return MANY[dozens[1].lower()], is_least
    found = re.fullmatch(r"(?:more than|over|at least|about|nearly|up to)?\s*(\d+)\+?", count.value, re.IGNORECASE)
    return (float(found[1]), is_least or count.value.endswith("+")) if found else None


def _joins(one: _Said) -> bool:
    return one.source.is_inventory and not one.is_least


def _mark(one: _Said, x: float, y: float) -> Mark:
    when = str(one.year) if one.year else "?"
    return Mark(x, y, f"{when}: {one.value}, {one.source.said_by}", _joins(one), one.is_least)


def _side_by_side(marks: Iterable[Mark]) -> list[Mark]:
    """Move a mark a little to the right or left of its year where another stands already."""
    done: list[Mark] = []
    for mark in marks:
        places = (round(mark.x + SIDE_BY_SIDE * step, 1) for step in (0, 1, -1, 2, -2, 3, -3))
        moved = (replace(mark, x=x) for x in places if LEFT < x < WIDTH - 7)
        done.append(next((one for one in moved if not any(_meet(one.box, other.box) for other in done)), mark))
    return done


def _labelled(marks: list[Mark], said: list[_Said]) -> list[Mark]:
    """Give each mark its number and its source's name, above, below or beside it, wherever nothing else stands."""
    taken = [mark.box for mark in marks]
    done: list[Mark] = []
    last = None
    for mark, one in zip(marks, said, strict=True):
        words = (one.value, _short(one.source.said_by))
        done.append(mark if words == last and mark.is_inventory else _placed(mark, *words, taken))
        if mark.is_inventory:
            last = words
    return done


def _placed(mark: Mark, label: str, name: str, taken: list[Box]) -> Mark:
    for text in (name, ""):
        width = _wide(f"{label} {text}".strip()) + GAP
        above = -30 if mark.is_least else -13
        rows = [(0, above, "middle"), (-6, above, "start"), (6, above, "end")]
        rows += [(0, 23, "middle"), (-6, 23, "start"), (6, 23, "end"), (12, 5, "start"), (-12, 5, "end")]
        for dx, dy, anchor in rows:
            left = mark.x + dx - {"middle": width / 2, "start": 0, "end": width}[anchor]
            box = (left, mark.y + dy - LINE + 3, left + width, mark.y + dy + 3)
            if _is_free(box, [other for other in taken if other != mark.box]):
                taken.append(box)
                return replace(mark, label=label, name=text, dx=dx, dy=dy, anchor=anchor)
    return mark


def _wide(text: str) -> float:
    return sum(CAPITAL if letter.isupper() else LETTER for letter in text)


def _is_free(box: Box, taken: Sequence[Box]) -> bool:
    left, top, right, bottom = box
    if left < LEFT - 6 or right > WIDTH or top < 0 or bottom > HEIGHT - BOTTOM + 10:
        return False
    return not any(_meet(box, one) for one in taken)


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _short(name: str) -> str:
    """Return a name that fits beside a mark: "HRI" of "Harm Reduction International", else its beginning."""
    if len(name) <= NAME_AT_MOST:
        return name
    words = name.split()
    if len(words) > 2 and words[0] != "The" and all(word[0].isupper() for word in words):
        return "".join(word[0] for word in words)
    return name[: NAME_AT_MOST - 1].rstrip() + "…"
