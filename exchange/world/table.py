"""What stands in a country's line of the table? Its newest dated count, who says so, and what we hold ourselves."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from exchange.world import figures, legal, queries
from exchange.world.figures import Count
from exchange.world.models import Country, Figure


@dataclass(frozen=True)
class Line:
    country: Country
    group: legal.LegalGroup
    first_year: int | None
    count: Count | None
    also: list[str]
    open_rooms: int

    @property
    def slug(self) -> str:
        return self.country.iso2.lower()

    def as_csv(self) -> list[Any]:
        """Return the cells of the table behind the map."""
        said = self.count
        return [
            self.country.iso2,
            self.country.name,
            self.group.label,
            self.first_year or "",
            said.value if said else "",
            (said.year or "") if said else "",
            "; ".join(source.said_by for source in said.sources) if said else "",
            self.open_rooms,
        ]


def lines(
    countries: Iterable[Country], numbers: Iterable[Figure], open_rooms: Mapping[str, int], user: Any
) -> list[Line]:
    by_country: dict[int | None, list[Figure]] = {}
    for row in numbers:
        by_country.setdefault(row.country_id, []).append(row)
    return [_line(country, by_country.get(country.pk, []), open_rooms, user) for country in countries]


def _line(country: Country, numbers: Sequence[Figure], open_rooms: Mapping[str, int], user: Any) -> Line:
    counts = figures.room_counts(numbers)
    newest = counts[0] if counts else None
    return Line(
        country=country,
        group=legal.group_of(country),
        first_year=country.first_opened_year if queries.shows_first_room(country, user) else None,
        count=newest,
        also=[count.value for count in counts[1:] if newest and count.year == newest.year],
        open_rooms=open_rooms.get(country.iso2, 0),
    )


def first_sentences(text: str, limit: int = 200) -> tuple[str, str]:
    """Split a summary into its lead (whole sentences up to the limit, at least one) and the rest."""
    sentences = re.split(r"(?<=[.!?])\s+(?=[A-Z\"'])", text)
    lead = sentences[0]
    taken = 1
    for sentence in sentences[1:]:
        if len(lead) + len(sentence) > limit:
            break
        lead, taken = f"{lead} {sentence}", taken + 1
    return lead, " ".join(sentences[taken:])
