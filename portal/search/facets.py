"""By what can results be narrowed? Each facet's signs in a row, its filter in SQL, and its counts."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from portal.search import codes
from portal.search.models import SearchEntry
from portal.search.registry import kinds, label_of
from portal.vocabularies.queries import label

# facet -> the vocabulary that names its values; kinds and countries are named by whoever registered them
FACETS = {
    "kind": "",
    "topic": "topic",
    "language": "language",
    "perspective": "perspective",
    "evidence": "evidence-level",
    "country": "",
}
MOST_VALUES = 30  # ticks of one facet that are obeyed
VALUE = re.compile(r"[\w.-]{1,60}")
FIRST_YEAR, LAST_YEAR = 1900, 2100

Filters = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Years:
    """From which year to which, both included; None where it is left open."""

    first: int | None = None
    last: int | None = None

    def __bool__(self) -> bool:
        return self.first is not None or self.last is not None


ANY_YEAR = Years()


@dataclass(frozen=True)
class Narrowed:
    """What was ticked, only facets and values that can be."""

    values: dict[str, list[str]] = field(default_factory=dict)
    years: Years = ANY_YEAR

    @property
    def groups(self) -> list[str]:
        """Return the facets in use, in the order of the bits of a row's mask."""
        return [*self.values, *(["year"] if self.years else [])]

    @property
    def everything(self) -> int:
        """Return the mask of a row that fits all."""
        return int(2 ** len(self.groups) - 1)


def narrowed(filters: Filters, years: Years = ANY_YEAR) -> Narrowed:
    """Return the filters without what nobody can have ticked: unknown facets, blanks, too many."""
    values = {
        name: [value for value in dict.fromkeys(filters.get(name, ())) if VALUE.fullmatch(value)] for name in FACETS
    }
    return Narrowed({name: found[:MOST_VALUES] for name, found in values.items() if found}, years)


def values_of(entry: SearchEntry) -> list[str]:
    """Return the entry's values as tokens: "kind:practice", "topic:police", "year:2024"."""
    values = {
        "kind": [entry.kind],
        "topic": entry.topics,
        "language": [entry.language],
        "perspective": [entry.perspective],
        "evidence": [entry.evidence],
        "country": [entry.country],
        "year": [entry.year or ""],
    }
    return sorted({f"{name}:{value}" for name, found in values.items() for value in found if value})


def write(entries: Iterable[SearchEntry]) -> None:
    """Set the facets of entries that are about to be saved."""
    values = [(entry, values_of(entry)) for entry in entries]
    signs = codes.signs_of(token for _entry, found in values for token in found)
    for entry, found in values:
        entry.facets = "".join(signs[token] for token in found)


def signs(name: str, values: Sequence[str]) -> list[str]:
    """Return the signs of ticked values; one that nobody has stands nowhere."""
    known = codes.known()
    return [known.get(f"{name}:{value}", codes.NOBODYS) for value in values]


def year_condition(years: Years, row: str) -> tuple[str, list[Any]]:
    return f"({row}year BETWEEN %s AND %s)", [years.first or FIRST_YEAR, years.last or LAST_YEAR]


def mask(chosen: Narrowed, has: str) -> tuple[str, list[Any]]:
    """Return SQL for a number with one bit for each filter that a row fits; `has` finds a text in a text."""
    parts, params = ["0"], []
    for bit, name in enumerate(chosen.groups):
        if name == "year":
            condition, values = year_condition(chosen.years, "")
        else:
            values = signs(name, chosen.values[name])
            condition = " OR ".join([f"{has}(facets, %s) > 0"] * len(values))
        parts.append(f"CASE WHEN {condition} THEN {2**bit} ELSE 0 END")
        params += values
    return " + ".join(parts), params


def count(rows: Sequence[tuple[int, str]], chosen: Narrowed) -> dict[str, Counter[str]]:
    """Count the values of each facet in rows of (mask, signs): with all filters but its own, so that a tick says what it adds."""
    by_mask = {fits: codes.count(text) for fits, text in rows}
    counts: dict[str, Counter[str]] = {}
    for name in [*FACETS, "year"]:
        own = 2 ** chosen.groups.index(name) if name in chosen.groups else 0
        total: Counter[str] = Counter()
        for fits, found in by_mask.items():
            if fits | own == chosen.everything:
                total.update({t.partition(":")[2]: n for t, n in found.items() if t.startswith(f"{name}:")})
        counts[name] = total
    return counts


def value_label(name: str, value: str) -> str:
    """Return how a value is called."""
    if name == "kind":
        return str(kinds()[value].label) if value in kinds() else value
    if own := label_of(name):
        return own(value)
    return label(FACETS[name], value) if FACETS.get(name) else value
