"""How is a way drawn? Seats along the edge of a table, one for each step; a list with the same always stands beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

from exchange.guide.paths import Stage

APART = 30


@dataclass(frozen=True)
class Seat:
    """One step: where it stands, its number, and whether it is "done", "doing" or "open"."""

    x: int
    number: int
    state: str


@dataclass(frozen=True)
class Seats:
    width: int
    seats: list[Seat]


def draw(stages: Sequence[Stage]) -> Seats:
    seats = [Seat(APART // 2 + APART * place, place + 1, one.progress.state) for place, one in enumerate(stages)]
    return Seats(APART * len(stages), seats)
