"""Which numbers stand beside each other, and do they agree? Nothing is averaged, nothing is left out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby, pairwise

from django.utils import formats
from django.utils.translation import gettext as _

from exchange.world import indicators
from exchange.world.models import Figure, Source
from portal import clock

OLD_AFTER_YEARS = 5
CITIES = ("cities", "municipalities")


@dataclass(frozen=True)
class Count:
    """One value for one date, with all who say so."""

    value: str
    number: Decimal | None
    year: int | None
    sources: list[Source]
    where: str = ""
    notes: list[str] = field(default_factory=list)

    @property
    def is_wordy(self) -> bool:
        return len(self.value) > 6

    @property
    def is_old(self) -> bool:
        return self.year is not None and self.year < clock.today().year - OLD_AFTER_YEARS


@dataclass(frozen=True)
class OtherFigure:
    label: str
    place: str
    counts: list[Count]

    @property
    def sources(self) -> list[Source]:
        """Return each source once; the counts above it say which year is whose by their order."""
        return list(dict.fromkeys(source for count in self.counts for source in count.sources))

    @property
    def notes(self) -> list[str]:
        return [note for count in self.counts for note in count.notes]


def say_value(figure: Figure) -> str:
    """Return the number with its unit in the reader's way of writing, or the source's own words."""
    said = figure.words
    if figure.number is not None:
        number = figure.number.normalize()
        places = max(-int(number.as_tuple().exponent), 0)
        # Years are written without a separator of thousands.
        is_year = figure.indicator.endswith("-year")
        said = str(int(figure.number)) if is_year else formats.number_format(figure.number, places)
    if figure.unit == "percent":
        return _("%(number)s %%") % {"number": said}
    return f"{said} {figure.unit}".strip()


def _newest_first(figure: Figure) -> tuple[int, int]:
    """The undated come last: nobody can say that they are new."""
    return (-figure.year if figure.year is not None else 1, figure.pk)


def _counts(figures: Iterable[Figure], where: dict[tuple[int, int | None], str] | None = None) -> list[Count]:
    grouped: dict[tuple[int | None, str], list[Figure]] = {}
    for figure in sorted(figures, key=_newest_first):
        grouped.setdefault((figure.year, say_value(figure)), []).append(figure)
    return [
        Count(
            value=value,
            number=rows[0].number,
            year=year,
            sources=[row.source for row in rows],
            where=next((where[row.source_id, year] for row in rows if where and (row.source_id, year) in where), ""),
            notes=[row.note for row in rows if row.note],
        )
        for (year, value), rows in grouped.items()
    ]


def room_counts(figures: Sequence[Figure]) -> list[Count]:
    """Return how many rooms the whole country has, newest reference date first, with "in 25 cities" where it was said."""
    where = {
        (
            row.source_id,
            row.year,
        ): f"{say_value(row)} {_('cities') if row.indicator == 'cities' else _('municipalities')}"
        for row in figures
        if row.indicator in CITIES and not row.place
    }
    return _counts([row for row in figures if row.indicator == indicators.ROOM_COUNT and not row.place], where)


def disagreements(counts: Sequence[Count]) -> list[str]:
    """Say in words where counts cannot both be right: same year, or a leap within one year."""
    dated = sorted([count for count in counts if count.year and count.number is not None], key=lambda c: c.year or 0)
    sentences = []
    doubted: list[Count] = []
    for year, group in groupby(dated, key=lambda count: count.year):
        same = list(group)
        if len(same) > 1:
            doubted += same
            said = _(" and ").join(f"{count.value} ({_names(count)})" for count in same)
            sentences.append(_("For %(year)s the sources say %(said)s.") % {"year": year, "said": said})
    for one, two in pairwise(dated):
        if 0 < (two.year or 0) - (one.year or 0) <= 1 and _is_leap(one.number, two.number):
            doubted += [one, two]
            sentences.append(
                _("%(one)s for %(year)s (%(who)s) and %(two)s for %(next)s (%(other)s) are a leap.")
                % {
                    "one": one.value,
                    "year": one.year,
                    "who": _names(one),
                    "two": two.value,
                    "next": two.year,
                    "other": _names(two),
                }
            )
    remarks = {f"{count.value}, {count.year}: {note}." for count in doubted for note in count.notes}
    return sentences + sorted(remarks)


def _names(count: Count) -> str:
    return ", ".join(dict.fromkeys(source.said_by for source in count.sources))


def _is_leap(one: Decimal | None, two: Decimal | None) -> bool:
    """More than a quarter and more than two rooms: openings and closures of a year rarely do that."""
    if one is None or two is None:
        return False
    return abs(one - two) > 2 and abs(one - two) * 4 > max(one, two)


def other_figures(figures: Sequence[Figure]) -> list[OtherFigure]:
    """Return what is neither a count of all rooms nor of other services; one indicator of one place stands together."""
    rooms = (indicators.ROOM_COUNT, *CITIES)
    return _together(
        row for row in figures if (row.place or row.indicator not in rooms) and not indicators.is_service(row.indicator)
    )


def services(figures: Sequence[Figure]) -> list[OtherFigure]:
    """Return the figures of the country's other harm-reduction services."""
    return _together(row for row in figures if indicators.is_service(row.indicator))


def _together(shown: Iterable[Figure]) -> list[OtherFigure]:
    found: dict[tuple[str, str], list[Figure]] = {}
    for row in sorted(shown, key=lambda row: (bool(row.place), _newest_first(row))):
        found.setdefault((_label(row), row.place), []).append(row)
    return [OtherFigure(label, place, _counts(rows)) for (label, place), rows in found.items()]


def _label(row: Figure) -> str:
    label = indicators.label(row.indicator)
    return f"{label}, {row.qualifier}" if row.qualifier else label


def world_counts(figures: Iterable[Figure]) -> list[OtherFigure]:
    """Return the figures of the whole world and of Europe, by indicator."""
    found: dict[str, list[Figure]] = {}
    for row in sorted(figures, key=_newest_first):
        found.setdefault(indicators.label(row.indicator), []).append(row)
    return [OtherFigure(label, "", _counts(rows)) for label, rows in found.items()]
