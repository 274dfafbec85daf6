"""Which counts may be told? None under five, and none that would give such a one away."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from math import floor
from typing import TypeVar

from accounts.bylines import FEWEST

Key = TypeVar("Key", bound=Hashable)
NOT_TOLD = "–"


@dataclass(frozen=True)
class Count:
    """A number, and whether it is told. What hides another one is not told either, though it is not few."""

    number: int
    hides: bool = False

    @property
    def is_few(self) -> bool:
        return self.number < FEWEST

    @property
    def is_covering(self) -> bool:
        return self.hides and not self.is_few

    @property
    def is_told(self) -> bool:
        return not self.is_few and not self.hides

    @property
    def told(self) -> int | None:
        return self.number if self.is_told else None

    def __str__(self) -> str:
        if self.is_few:
            return f"<{FEWEST}"
        return NOT_TOLD if self.is_covering else str(self.number)


def covered(parts: Mapping[Key, int]) -> frozenset[Key]:
    """Return the parts of a whole that are not told: those under five, and what somebody could take them out with.

    Whoever knows the whole can subtract. So at least two parts are left out, and five together: the smallest of the
    others cover. Parts of which there is none need no cover.
    """
    order = sorted((number, str(key), key) for key, number in parts.items() if number)
    left_out = [key for number, _name, key in order if number < FEWEST]
    if not left_out:
        return frozenset()
    others = [key for number, _name, key in order if number >= FEWEST]
    while others and (len(left_out) < 2 or sum(parts[key] for key in left_out) < FEWEST):
        left_out.append(others.pop(0))
    return frozenset(left_out)


class Tally:
    """How many, by row and by kind of request; told for one kind, or ("") for all together.

    The page of one kind and that of all kinds can be laid beside each other, so each row is a whole, its kinds the parts.
    """

    def __init__(self, pairs: Iterable[tuple[str, str]], kind: str = "") -> None:
        self.kind = kind
        self.by_row: dict[str, Counter[str]] = {}
        for row, of_kind in pairs:
            self.by_row.setdefault(row, Counter())[of_kind] += 1

    def number(self, row: str) -> int:
        kinds = self.by_row.get(row, Counter())
        return kinds[self.kind] if self.kind else kinds.total()

    def count(self, row: str) -> Count:
        covers = bool(self.kind) and self.kind in covered(self.by_row.get(row, Counter()))
        return Count(self.number(row), covers)

    def parts(self, rows: Iterable[str]) -> dict[str, Count]:
        """Return the counts of rows that add up to a number that is told elsewhere."""
        rows = list(rows)
        hidden = covered({row: self.number(row) for row in rows})
        return {row: Count(self.number(row), row in hidden or self.count(row).hides) for row in rows}

    def folded(self, into: Mapping[str, str], rest: str) -> list[tuple[str, Count]]:
        """Return rows with their counts, the largest first; what may not be told stands in its group, then in `rest`.

        `into` names the group of each row. The rest takes the smallest of the others in until it may be told itself.
        """
        told = [row for row in self.by_row if self.count(row).is_told]
        groups = Tally((), self.kind)
        for row in self.by_row.keys() - set(told):
            group = groups.by_row.setdefault(into.get(row) or rest, Counter())
            group.update(self.by_row[row])
        last = groups.by_row.pop(rest, Counter())
        for name in [name for name in groups.by_row if not groups.count(name).is_told]:
            last.update(groups.by_row.pop(name))
        found = [(row, self.count(row)) for row in told] + [(name, groups.count(name)) for name in groups.by_row]
        found.sort(key=lambda pair: (-pair[1].number, pair[0]))
        left = last[self.kind] if self.kind else last.total()
        while found and 0 < left < FEWEST:
            left += found.pop()[1].number
        return [*found, (rest, Count(left))] if left else found


@dataclass(frozen=True)
class Share:
    """A share in whole percent: exact, or no more than a bound ("least", "most") where one side is under five."""

    percent: int
    bound: str = ""


def share(part: Count, other: Count) -> Share | None:
    """Return how much of both together `part` is; a bound where one is under five, made of what is told alone."""
    if part.is_told and other.is_told:
        return Share(round(100 * part.number / (part.number + other.number)))
    if part.is_told and other.is_few:
        return Share(floor(100 * part.number / (part.number + FEWEST - 1)), "least")
    if other.is_told and part.is_few:
        return Share(100 - floor(100 * other.number / (other.number + FEWEST - 1)), "most")
    return None


def share_of_whole(part: Count, whole: Count) -> Share | None:
    """Return how much of a number that is told elsewhere `part` is; a bound, made of the whole alone, near 0 and 100."""
    if not whole.is_told or part.is_covering:
        return None
    if part.is_few:
        return Share(floor(100 * (FEWEST - 1) / whole.number), "most")
    if whole.number - part.number < FEWEST:
        return Share(100 - floor(100 * (FEWEST - 1) / whole.number), "least")
    return Share(round(100 * part.number / whole.number))
