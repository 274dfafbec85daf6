"""What does the page of the network's health show? Each figure as a table, with what it means, and a plot of the same."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import countries, regions
from accounts.bylines import FEWEST
from portal.ui.plots import Datum, Plot, draw
from portal.vocabularies.queries import label, terms
from visits.health import measures
from visits.health.facts import Facts, Period
from visits.health.hiding import NOT_TOLD, Count, Tally
from visits.health.measures import Spread
from visits.models import VisitRequest

MOST_DRAWN, MOST_SHOWN = 8, 10
ELSEWHERE = "elsewhere"
R = VisitRequest.State


@dataclass(frozen=True)
class Cell:
    """What a reader sees and what a file holds."""

    text: str
    value: Any


@dataclass(frozen=True)
class Row:
    """One row: `key` and `label` name it. A topic that nobody covers is lacking; perhaps somebody knows it."""

    key: str
    label: str
    cells: list[Cell]
    is_lacking: bool = False
    is_known: bool = False


@dataclass(frozen=True)
class Table:
    """One figure of the page. `columns` are pairs: the name in the file, and the words above the column."""

    slug: str
    title: str
    meaning: str
    first: str
    columns: list[tuple[str, str]]
    rows: list[Row]
    plot: Plot | None
    plot_words: str

    def as_csv(self, period: str, kind: str) -> list[list[Any]]:
        """Return the rows of a file, the first with the names of the columns; they stay the same in every language."""
        names = ["period", "kind", "row", "label", *(name for name, _words in self.columns)]
        return [
            names,
            *([period, kind or "all", row.key, row.label, *(c.value for c in row.cells)] for row in self.rows),
        ]

    @property
    def lines(self) -> list[tuple[Row, list[tuple[str, Cell]]]]:
        """Return the rows of the page with their cells, each beside the words of its column; the file has all rows."""
        words = [words for _name, words in self.columns]
        return [(row, list(zip(words, row.cells, strict=True))) for row in self.rows[:MOST_SHOWN]]


def count_cell(count: Count) -> Cell:
    return Cell(str(count), str(count) if count.told is None else count.number)


def _number(value: float) -> str:
    """Return a number in the reader's way, with a decimal only where there is something behind the point."""
    rounded = round(value, 1)
    return number_format(rounded, decimal_pos=0 if rounded == int(rounded) or rounded >= 100 else 1)


def spread_cells(spread: Spread) -> list[Cell]:
    if spread.quartiles is None:
        return [count_cell(spread.count), *[Cell(NOT_TOLD, "")] * 3]
    low, middle, high = (Cell(_number(value), round(value, 1)) for value in spread.quartiles)
    return [count_cell(spread.count), middle, low, high]


def _spread_datum(words: str, spread: Spread) -> Datum:
    if spread.quartiles is None:
        return Datum(words, _("too few") if spread.count.is_few else NOT_TOLD)
    low, middle, high = spread.quartiles
    return Datum(words, _number(middle), middle, low, high)


def _count_datum(words: str, count: Count) -> Datum:
    """A bar; what is under five is drawn as a frame that ends at five."""
    if count.is_few:
        return Datum(words, str(count), FEWEST, is_under=True)
    return Datum(words, str(count), count.told)


def _spread_columns() -> list[tuple[str, str]]:
    return [
        ("count", _("How many")),
        ("median", _("Half took less")),
        ("lower_quartile", _("A quarter took less")),
        ("upper_quartile", _("A quarter took more")),
    ]


PROMISED: dict[str, Any] = {
    R.SUBMITTED: gettext_lazy("5 working days"),
    R.RETURNED: gettext_lazy("30 days"),
    R.INVITING: gettext_lazy("5 working days for each who is asked"),
    R.PLANNING: gettext_lazy("5 working days for each step"),
    R.CONFIRMED: gettext_lazy("until the day itself"),
    R.HELD: gettext_lazy("30 days for the report"),
}


def states(facts: Facts, period: Period, kind: str) -> Table:
    found, now = measures.time_in_states(facts, period, kind), measures.standing_now(facts, kind)
    names = {state: str(R(state).label).capitalize() for state in found}
    return Table(
        "states",
        _("Time in each state"),
        _(
            "Days from entering a state to leaving it, weekends too, of all stays that ended in the period; a request that "
            "comes back counts again. What has not ended has no length yet: it stands under “there now”. Drafts are their "
            "author’s own and are not counted."
        ),
        _("State"),
        [*_spread_columns(), ("now", _("There now")), ("promised", _("The clock"))],
        [
            Row(state, names[state], [*spread_cells(row), count_cell(now[state]), _promise(state)])
            for state, row in found.items()
        ],
        draw([_spread_datum(names[state], row) for state, row in found.items()]),
        _("Days in each state: the dot is the median, the bar holds the half in the middle."),
    )


def _promise(state: str) -> Cell:
    words = str(PROMISED[state])
    return Cell(words, words)


def waits(facts: Facts, period: Period, kind: str) -> Table:
    names = {
        "read": _("From sent until a coordinator decided"),
        "answer": _("From the first question until the first answer"),
        "yes": _("From sent until enough people said yes"),
    }
    found = measures.waiting_times(facts, period, kind=kind)
    return Table(
        "waits",
        _("Time to the first answer"),
        _(
            "Working days, of all waits that ended in the period; 0 is the same day. The first answer is that of the first "
            "expert who says anything: yes, perhaps, other dates or no. Each request counts once; who still waits does not."
        ),
        _("Wait"),
        _spread_columns(),
        [Row(name, names[name], spread_cells(row)) for name, row in found.items()],
        draw([_spread_datum(names[name], row) for name, row in found.items()]),
        _("Working days: the dot is the median, the bar holds the half in the middle."),
    )


def outcomes(facts: Facts, period: Period, kind: str) -> Table:
    names = {
        "found": _("Enough people said yes"),
        "not-found": _("Ended without enough people who could"),
        "before": _("Ended before anybody was asked"),
        "open": _("Still being read, or people are being asked"),
    }
    found = measures.outcomes(facts, period, kind)
    return Table(
        "outcomes",
        _("Fill rate"),
        _(
            "What became of the requests that were first sent in the period; each stands in one row. The fill rate is the "
            "first row as a share of the first two. A visit that was called off later still found its people."
        ),
        _("What became of it"),
        [("requests", _("Requests"))],
        [Row(name, names[name], [count_cell(count)]) for name, count in found.items()],
        draw([_count_datum(names[name], count) for name, count in found.items()]),
        _("Requests by what became of them."),
    )


def load(facts: Facts, period: Period, kind: str) -> Table:
    found = measures.load(facts, period, kind)
    names = [_step_words(first, last) for first, last in measures.LOADS]
    rows = list(zip(names, measures.LOADS, found["asked"], found["yes"], strict=True))
    return Table(
        "load",
        _("Load per expert"),
        _(
            "How many experts were asked, and said yes, how often in the period: nobody is named. Counted are all who could "
            "be asked today, and whoever was asked in the period. A yes that was taken back later still counts."
        ),
        _("How often"),
        [("experts_asked", _("Experts asked so often")), ("experts_yes", _("Experts who said yes so often"))],
        [Row(f"{first}", words, [count_cell(asked), count_cell(yes)]) for words, (first, _l), asked, yes in rows],
        draw([_count_datum(words, yes) for words, _step, _asked, yes in rows]),
        _("Experts by how often they said yes."),
    )


def _step_words(first: int, last: int) -> str:
    if first == last:
        return {0: _("not at all"), 1: _("once"), 2: _("twice")}[first]
    if last >= measures.LOADS[-1][1]:
        return _("%(times)s times or more") % {"times": first}
    return _("%(first)s or %(last)s times") % {"first": first, "last": last}


def topics(facts: Facts, period: Period, kind: str) -> Table:
    groups = {term.slug: term.group for term in terms("topic", with_inactive=True)}
    found = measures.topics(facts, period, groups, kind)
    split = {groups.get(row.slug) for row in found if not row.is_group}
    names = {row: _topic_words(row, row.slug in split) for row in found}
    drawn = sorted(found, key=lambda row: -(row.asked.told or 0))[:MOST_DRAWN]
    return Table(
        "topics",
        _("Topics asked for, and not covered"),
        _(
            "Requests first sent in the period, by topic; each has up to three. A topic is covered while somebody who could "
            "be asked today has done it themselves. “Nobody found”: nobody fitted, or it ended without enough people. "
            "Covered topics with fewer than five requests stand together in their group."
        ),
        _("Topic"),
        [
            ("requests", _("Requests")),
            ("nobody_found", _("Nobody found")),
            ("experts_done", _("Have done it")),
            ("experts_know", _("Know it")),
        ],
        [_topic_row(row, words) for row, words in names.items()],
        draw([_count_datum(names[row], row.asked) for row in drawn]),
        _("Requests by topic, the most asked for first."),
    )


def _topic_words(row: measures.Topic, is_split: bool) -> str:
    if not row.is_group:
        return label("topic", row.slug)
    group = label("topic-group", row.slug)
    return _("%(group)s, other topics") % {"group": group} if is_split else group


def _topic_row(row: measures.Topic, words: str) -> Row:
    done = count_cell(Count(row.done)) if row.done else Cell(_("nobody yet"), 0)
    cells = [count_cell(row.asked), count_cell(row.nobody), done, count_cell(Count(row.known))]
    return Row(row.slug, words, cells, not row.is_covered, row.known > 0)


def asking(facts: Facts, period: Period, kind: str) -> Table:
    return _places(
        "asking",
        _("Countries that ask"),
        _("Requests that were first sent in the period, by the country they came from."),
        ("requests", _("Requests")),
        measures.asking(facts, period, kind),
    )


def answering(facts: Facts, period: Period, kind: str) -> Table:
    return _places(
        "answering",
        _("Countries that answer"),
        _("Yeses that experts gave in the period, by the country of the expert."),
        ("yeses", _("Yeses")),
        measures.answering(facts, period, kind),
    )


def _places(slug: str, title: str, meaning: str, column: tuple[str, str], tally: Tally) -> Table:
    """Draw countries; those under five stand together in their region, and regions under five in "elsewhere"."""
    found = tally.folded({code: regions.region_of(code) for code in tally.by_row}, ELSEWHERE)
    split = {regions.region_of(key) for key, _count in found}
    rows = [(key, _place(key, key in split), count) for key, count in found]
    return Table(
        slug,
        title,
        f"{meaning} {_('Fewer than five from one country stand together with others of their region, or elsewhere.')}",
        _("Country"),
        [column],
        [Row(key, words, [count_cell(count)]) for key, words, count in rows],
        draw([_count_datum(words, count) for _key, words, count in rows[:MOST_DRAWN]]),
        f"{title}.",
    )


def _place(key: str, is_split: bool) -> str:
    if key == ELSEWHERE:
        return _("elsewhere")
    if countries.is_country(key):
        return countries.country_name(key)
    region = regions.region_label(key)
    return _("%(region)s, other countries") % {"region": region} if is_split else region


Maker = Callable[[Facts, Period, str], Table]
MAKERS: dict[str, Maker] = {
    "states": states,
    "waits": waits,
    "outcomes": outcomes,
    "load": load,
    "topics": topics,
    "asking": asking,
    "answering": answering,
}


def tables(facts: Facts, period: Period, kind: str = "") -> list[Table]:
    return [make(facts, period, kind) for make in MAKERS.values()]


@dataclass(frozen=True)
class Headline:
    """One figure above all tables: how much, of what, and where it comes from."""

    figure: str
    words: str
    basis: str


def headlines(facts: Facts, period: Period, kind: str = "") -> Sequence[Headline]:
    """Return the three figures that a coordinator looks at first."""
    return [_first_answer(facts, period, kind), _fill_rate(facts, period, kind), _peers(facts, period, kind)]


def _first_answer(facts: Facts, period: Period, kind: str) -> Headline:
    spread = measures.waiting_times(facts, period, kind=kind)["answer"]
    figure = _number(spread.quartiles[1]) if spread.quartiles else NOT_TOLD
    return Headline(figure, _("working days to the first answer (median)"), _basis(spread.count))


def _fill_rate(facts: Facts, period: Period, kind: str) -> Headline:
    sent = measures.sent_count(facts, period, kind)
    return Headline(
        share_words(measures.fill_rate(facts, period, kind)),
        _("fill rate: the search ended with enough people"),
        _("%(number)s requests sent in the period") % {"number": sent},
    )


def _peers(facts: Facts, period: Period, kind: str) -> Headline:
    share, whole = measures.peer_share(facts, period, kind)
    return Headline(share_words(share), _("had at least one peer expert"), _basis(whole))


def _basis(count: Count) -> str:
    return _("of %(number)s requests") % {"number": count}


def share_words(share: Any) -> str:
    if share is None:
        return NOT_TOLD
    words = {"": _("%(n)s %%"), "least": _("%(n)s %% or more"), "most": _("%(n)s %% or less")}
    return words[share.bound] % {"n": share.percent}
