"""How is a plot drawn on the server? Numbers in, places on a sheet out; `components/plot.html` and our style do the rest.

One row under the other, its words above its bar, so that it can be read on a phone as it is. A table with the same
figures always stands beside it: the plot is for the eye alone. Bars of one look are one path, so that pages stay light.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil

STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000, 2000, 5000)
WIDTH, LEFT, RIGHT, ROW, FOOT = 320, 6, 58, 46, 26
WORDS_AT, BAR_AT, BAR = 14, 20, 16  # where words and bar of a row stand, and how high the bar is


@dataclass(frozen=True)
class Tick:
    at: float
    label: str


@dataclass(frozen=True)
class Datum:
    """One row to draw. `low` and `high` make a span around `value`; without a value only the words stand there.

    `is_under`: the value is only known to be smaller.
    """

    label: str
    text: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    is_under: bool = False


@dataclass(frozen=True)
class Mark:
    """A row on its sheet: its words and its number, where its bar begins and ends, and its dot on a span."""

    label: str
    text: str
    top: int
    start: int
    stop: int
    dot: int | None
    is_under: bool

    @property
    def words_y(self) -> int:
        return self.top + WORDS_AT

    @property
    def text_x(self) -> int:
        return self.stop + (12 if self.dot == self.stop else 7)

    @property
    def text_y(self) -> int:
        return self.top + BAR_AT + 13

    @property
    def dot_y(self) -> int:
        return self.top + BAR_AT + BAR // 2


@dataclass(frozen=True)
class Plot:
    """A sheet; `rules`, `bars`, `spans` and `unders` are paths."""

    height: int
    marks: list[Mark]
    ticks: list[Tick]
    width: int = WIDTH
    left: int = LEFT

    @property
    def rules(self) -> str:
        return "".join(f"M{tick.at} 0V{self.height - FOOT}" for tick in self.ticks)

    @property
    def bars(self) -> str:
        return _boxes(mark for mark in self.marks if mark.dot is None and not mark.is_under)

    @property
    def spans(self) -> str:
        return _boxes(mark for mark in self.marks if mark.dot is not None)

    @property
    def unders(self) -> str:
        return _boxes(mark for mark in self.marks if mark.is_under)

    @property
    def dots(self) -> list[Mark]:
        return [mark for mark in self.marks if mark.dot is not None]


def scale(top: float) -> tuple[int, int]:
    """Return where an axis ends that holds `top`, and its step: at most five steps, all of them round numbers."""
    step = next((step for step in STEPS if top / step <= 5), STEPS[-1])
    return max(step * ceil(top / step), step), step


def draw(rows: Sequence[Datum]) -> Plot | None:
    """Draw rows along one axis that begins at zero; None where no row has a number."""
    numbers = [number for row in rows for number in (row.value, row.high) if number is not None]
    if not numbers:
        return None
    end, step = scale(max(numbers))
    ticks = [Tick(_across(at, end), str(at)) for at in range(0, end + 1, step)]
    return Plot(ROW * len(rows) + FOOT, [_mark(row, ROW * number, end) for number, row in enumerate(rows)], ticks)


def _mark(row: Datum, top: int, end: int) -> Mark:
    start, stop = _across(row.low or 0, end), _across(max(row.high or 0, row.value or 0), end)
    dot = None if row.low is None or row.value is None else _across(row.value, end)
    return Mark(row.label, row.text, top, start, stop, dot, row.is_under)


def _across(value: float, end: int) -> int:
    return round(LEFT + (WIDTH - LEFT - RIGHT) * min(value, end) / end)


def _boxes(marks: Iterable[Mark]) -> str:
    return "".join(
        f"M{mark.start} {mark.top + BAR_AT}H{mark.stop}v{BAR}H{mark.start}z" for mark in marks if mark.stop > mark.start
    )
