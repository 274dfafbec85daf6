"""How do the counts of rooms run over the years? A line joins monitoring bodies' dated counts; the press stands beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

from exchange.world.figures import Count
from portal.ui.plots import STEPS, Tick, scale

WIDTH, HEIGHT = 640, 270
LEFT, RIGHT, TOP, BOTTOM = 44, 20, 26, 34
MIN_YEARS = 3


@dataclass(frozen=True)
class Mark:
    """A point; `label` is empty where the one before it says the same."""

    x: float
    y: float
    label: str
    title: str


@dataclass(frozen=True)
class Chart:
    width: int
    height: int
    line: str
    discs: list[Mark]
    diamonds: list[Mark]
    years: list[Tick]
    values: list[Tick]
    left: int = LEFT
    right: int = WIDTH - RIGHT


def draw(counts: Sequence[Count]) -> Chart | None:
    """Draw counts that are numbers with a year of their own; None below three years, where words are enough."""
    dated = [(c.year, float(c.number), c) for c in counts if c.year is not None and c.number is not None]
    dated.sort(key=lambda row: row[:2])
    years = sorted({year for year, _number, _count in dated})
    if len(years) < MIN_YEARS:
        return None
    top, step = scale(max(number for _year, number, _count in dated))

    def place(year: int, number: float) -> tuple[float, float]:
        across = (year - years[0]) / (years[-1] - years[0])
        x = LEFT + 16 + across * (WIDTH - LEFT - RIGHT - 32)
        y = TOP + (1 - number / top) * (HEIGHT - TOP - BOTTOM)
        return round(x, 1), round(y, 1)

    discs, diamonds = [], []
    last = ""
    for year, number, count in dated:
        x, y = place(year, number)
        title = f"{year}: {count.value}, {', '.join(source.said_by for source in count.sources)}"
        if any(source.is_inventory for source in count.sources):
            discs.append(Mark(x, y, "" if count.value == last else count.value, title))
            last = count.value
        else:
            diamonds.append(Mark(x, y, count.value, title))
    every = next(step for step in STEPS if (years[-1] - years[0]) / step <= 8)
    return Chart(
        WIDTH,
        HEIGHT,
        " ".join(f"{mark.x},{mark.y}" for mark in discs),
        discs,
        diamonds,
        [Tick(place(year, 0)[0], str(year)) for year in range(years[0], years[-1] + 1, every)],
        [Tick(place(years[0], value)[1], str(value)) for value in range(0, top + 1, step)],
    )
