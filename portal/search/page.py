"""What stands around the results? What was asked in the address, and the links, ticks and chips that change it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from portal.search import facets
from portal.search.facets import ANY_YEAR, Years
from portal.search.queries import SearchPage
from portal.search.registry import kinds

MOST_CHARACTERS = 300
SHOWN = 5  # values of a facet that stand open; the others are folded away
MOST_FOLDED = 15
TICKED = ["topic", "language", "perspective", "evidence", "country"]


@dataclass(frozen=True)
class Asked:
    """What the address asks for; whatever nobody can have chosen is left out."""

    words: str = ""
    kind: str = ""
    filters: Mapping[str, list[str]] = field(default_factory=dict)
    years: Years = ANY_YEAR
    by_date: bool = False
    after: str = ""

    @property
    def number(self) -> int:
        """Return how many filters are in use, as it stands beside the word Filters."""
        return sum(map(len, self.filters.values())) + bool(self.years)

    def address(self, **changes: Any) -> str:
        """Return the address of the same with changes; always its first page."""
        other = replace(self, **{"after": "", **changes})
        parts: list[tuple[str, object]] = [("q", other.words), ("kind", other.kind)]
        parts += [(name, value) for name, values in other.filters.items() for value in values]
        parts += [("from", other.years.first), ("to", other.years.last)]
        parts += [("sort", "newest" if other.by_date else ""), ("after", other.after)]
        return "?" + urlencode([(name, value) for name, value in parts if value])

    def without(self, name: str, value: str) -> str:
        kept = {other: [v for v in values if (other, v) != (name, value)] for other, values in self.filters.items()}
        return self.address(filters=kept)


@dataclass(frozen=True)
class Tick:
    value: str
    label: str
    count: int
    shown: str
    is_chosen: bool


@dataclass(frozen=True)
class Filter:
    """A facet with its ticks: those that stand open, and those folded away."""

    name: str
    title: str
    shown: list[Tick]
    folded: list[Tick]


def asked(address: QueryDict) -> Asked:
    """Read the address; odd values are as if they were not there."""
    chosen = facets.narrowed({name: address.getlist(name) for name in TICKED})
    kind = address.get("kind", "")
    return Asked(
        words=address.get("q", "").replace("\x00", "")[:MOST_CHARACTERS].strip(),
        kind=kind if kind in kinds() else "",
        filters=chosen.values,
        years=Years(_year(address.get("from", "")), _year(address.get("to", ""))),
        by_date=address.get("sort") == "newest",
        after=address.get("after", ""),
    )


def _year(text: str) -> int | None:
    year = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else 0
    return year if facets.FIRST_YEAR <= year <= facets.LAST_YEAR else None


FEWEST = 5


def shown_count(kind: str, count: int) -> str:
    """Return a count as it may be shown: of people, a few are "<5", so that nobody is found by narrowing."""
    is_people = kind in kinds() and kinds()[kind].is_people
    return f"<{FEWEST}" if is_people and 0 < count < FEWEST else str(count)


def around(asked: Asked, found: SearchPage, reads: Sequence[str] = ()) -> dict[str, Any]:
    """Return tabs, filters, chips and links for the template; `reads` are the reader's own languages."""
    is_mine = set(asked.filters.get("language", ())) == set(reads)
    return {
        "in_mine": "" if is_mine else asked.address(filters={**asked.filters, "language": list(reads)}),
        "tabs": _tabs(asked, found),
        "filters": _filters(asked, found),
        "chips": _chips(asked),
        "span": _span(found),
        "best_first": asked.address(by_date=False),
        "newest_first": asked.address(by_date=True),
        "all_of_it": asked.address(filters={}, years=ANY_YEAR),
        "everywhere": asked.address(filters={}, years=ANY_YEAR, kind=""),
        "first": asked.address() if asked.after else "",
        "later": asked.address(after=found.next_after) if found.next_after else "",
    }


def _tabs(asked: Asked, found: SearchPage) -> list[dict[str, Any]]:
    """Return the filters by kind with their counts; the chosen one stays even when it holds nothing."""
    counts = found.counts_by_kind
    everything = {"label": _("Everything"), "count": str(sum(counts.values()))}
    tabs = [{**everything, "url": asked.address(kind=""), "is_chosen": not asked.kind}]
    for name, kind in kinds().items():
        if name in counts or name == asked.kind:
            url = asked.address(kind=name)
            tabs.append(
                {
                    "label": kind.label,
                    "count": shown_count(name, counts.get(name, 0)),
                    "url": url,
                    "is_chosen": name == asked.kind,
                }
            )
    return tabs


def titles() -> dict[str, str]:
    return {
        "topic": _("Topic"),
        "language": _("Language"),
        "perspective": _("Told by"),
        "evidence": _("How well it is known"),
        "country": _("Country"),
    }


def _filters(asked: Asked, found: SearchPage) -> list[Filter]:
    made = []
    for name in TICKED:
        counts, chosen = found.counts.get(name, {}), asked.filters.get(name, [])
        ticks = [
            Tick(
                value,
                facets.value_label(name, value),
                counts.get(value, 0),
                shown_count(asked.kind, counts.get(value, 0)),
                value in chosen,
            )
            for value in {*counts, *chosen}
        ]
        ticks.sort(key=lambda tick: (not tick.is_chosen, -tick.count, tick.label))
        open_ones = max(SHOWN, len(chosen))
        # One value alone narrows nothing.
        if len(ticks) > 1 or chosen:
            made.append(Filter(name, titles()[name], ticks[:open_ones], ticks[open_ones : open_ones + MOST_FOLDED]))
    return made


def _chips(asked: Asked) -> list[dict[str, str]]:
    """Return what is ticked, each with the address without it."""
    chips = [
        {"label": facets.value_label(name, value), "url": asked.without(name, value)}
        for name, values in asked.filters.items()
        for value in values
    ]
    if asked.years:
        words = {"first": asked.years.first or "…", "last": asked.years.last or "…"}
        chips.append({"label": _("%(first)s to %(last)s") % words, "url": asked.address(years=ANY_YEAR)})
    return chips


def _span(found: SearchPage) -> dict[str, str]:
    """Return the first and the last year among the results; empty when there is one at most."""
    years = sorted(found.counts.get("year", {}))
    return {"first": years[0], "last": years[-1]} if len(years) > 1 else {}
