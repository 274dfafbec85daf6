"""What do the figures say? Pure functions: facts in, numbers out; each says in words what it counts."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from statistics import quantiles

from accounts.bylines import FEWEST
from portal.workdays import working_days_between
from visits.health.facts import Facts, Happening, Period, Question
from visits.health.hiding import Count, Share, Tally, share, share_of_whole
from visits.lifecycle import ENDS
from visits.models import Invitation, VisitRequest

R = VisitRequest.State
I = Invitation.State  # noqa: E741  # the same letter as in the lifecycle table
STATES = (R.SUBMITTED, R.RETURNED, R.INVITING, R.PLANNING, R.CONFIRMED, R.HELD)
ANSWERS = frozenset({I.ACCEPTED, I.TENTATIVE, I.DATES_PROPOSED, I.DECLINED})
WAITS = ("read", "answer", "yes")
OUTCOMES = ("found", "not-found", "before", "open")
# How many visits: the first and the last number of each step; the last step is open.
LOADS = ((0, 0), (1, 1), (2, 2), (3, 4), (5, 10_000))


@dataclass(frozen=True)
class Spread:
    """How many there were, and (lower quartile, median, upper quartile) where that number is told."""

    count: Count
    quartiles: tuple[float, float, float] | None


@dataclass(frozen=True)
class Stay:
    """A request stood in a state from one moment to another."""

    request: int
    state: str
    start: datetime
    end: datetime

    @property
    def days(self) -> float:
        return (self.end - self.start).total_seconds() / 86_400


def stays(moves: Iterable[Happening]) -> Iterator[Stay]:
    """Return every stay that has ended; one whose beginning the trail no longer holds is left out."""
    since: dict[int, tuple[str, datetime]] = {}
    for move in moves:
        state, start = since.get(move.pk, ("", move.at))
        if state and state == move.before != move.after:
            yield Stay(move.pk, state, start, move.at)
        if move.before != move.after:
            since[move.pk] = (move.after, move.at)


def time_in_states(facts: Facts, period: Period, kind: str = "") -> dict[str, Spread]:
    """Days (a day is 24 hours, weekends count) that requests stood in each state, for stays that ended in the period."""
    found = [(stay.state, facts.requests[stay.request].kind, stay.days) for stay in _ended(facts, period)]
    return {str(state): _spread(found, str(state), kind) for state in STATES}


def _ended(facts: Facts, period: Period) -> Iterator[Stay]:
    return (stay for stay in stays(facts.moves) if stay.request in facts.requests and period.holds(stay.end))


def standing_now(facts: Facts, kind: str = "") -> dict[str, Count]:
    """How many requests stand in each state today, whatever the period."""
    tally = Tally(((asked.state, asked.kind) for asked in facts.requests.values()), kind)
    return {str(state): tally.count(str(state)) for state in STATES}


def first_times(moves: Iterable[Happening], states: Collection[str]) -> dict[int, datetime]:
    """Return when each thing first came into one of the states."""
    found: dict[int, datetime] = {}
    for move in moves:
        if move.after in states:
            found.setdefault(move.pk, move.at)
    return found


def sent_in(facts: Facts, period: Period) -> set[int]:
    """Return the requests that were sent, for the first time, in the period."""
    sent = first_times(facts.moves, {R.SUBMITTED})
    return {pk for pk, at in sent.items() if pk in facts.requests and period.holds(at)}


def waiting_times(
    facts: Facts, period: Period, holidays: Collection[date] | None = None, kind: str = ""
) -> dict[str, Spread]:
    """Working days that requesters waited, for waits that ended in the period; 0 is the same day, each request counts once.

    "read": from sent until a coordinator first decided. "answer": from the first question to an expert until the first
    answer, whatever it says, of any of them. "yes": from sent until enough people had said yes.
    """
    sent = first_times(facts.moves, {R.SUBMITTED})
    read = first_times((m for m in facts.moves if m.before == R.SUBMITTED), {R.INVITING, R.RETURNED, R.NOT_APPROVED})
    enough = first_times(facts.moves, {R.PLANNING})
    asked = _first_of_request(facts, {I.INVITED})
    answered = _first_of_request(facts, ANSWERS)
    found = []
    for name, starts, ends in zip(WAITS, (sent, asked, sent), (read, answered, enough), strict=True):
        for pk in starts.keys() & ends.keys() & facts.requests.keys():
            if period.holds(ends[pk]):
                days = float(working_days_between(starts[pk], ends[pk], holidays))
                found.append((name, facts.requests[pk].kind, days))
    return {name: _spread(found, name, kind) for name in WAITS}


def _first_of_request(facts: Facts, states: Collection[str]) -> dict[int, datetime]:
    found: dict[int, datetime] = {}
    for move in facts.answers:
        if move.after in states and move.pk in facts.questions:
            found.setdefault(facts.questions[move.pk].request, move.at)
    return found


def _spread(found: Sequence[tuple[str, str, float]], row: str, kind: str) -> Spread:
    count = Tally(((name, of_kind) for name, of_kind, _value in found), kind).count(row)
    values = [value for name, of_kind, value in found if name == row and kind in ("", of_kind)]
    if not count.is_told:
        return Spread(count, None)
    low, middle, high = quantiles(values, n=4, method="inclusive")
    return Spread(count, (low, middle, high))


def outcomes(facts: Facts, period: Period, kind: str = "") -> dict[str, Count]:
    """What became of the search for people, of the requests that were sent in the period; each stands in one row.

    "found": enough people said yes, whatever came after. "not-found": people were asked, and it ended without enough.
    "before": it ended before anybody was asked. "open": it is being read, or people are still being asked.
    The fill rate is "found" of "found" and "not-found" together.
    """
    return Tally(_outcome_pairs(facts, period), kind).parts(OUTCOMES)


def _outcome_pairs(facts: Facts, period: Period) -> list[tuple[str, str]]:
    found, asked = first_times(facts.moves, {R.PLANNING}), first_times(facts.moves, {R.INVITING})
    pairs = []
    for pk in sent_in(facts, period):
        request = facts.requests[pk]
        ended = "not-found" if pk in asked else "before"
        row = "found" if pk in found else ended if request.state in ENDS else "open"
        pairs.append((row, request.kind))
    return pairs


def fill_rate(facts: Facts, period: Period, kind: str = "") -> Share | None:
    """Of the requests sent in the period whose search is over: the share for which enough people said yes."""
    counts = outcomes(facts, period, kind)
    return share(counts["found"], counts["not-found"])


def sent_count(facts: Facts, period: Period, kind: str = "") -> Count:
    """How many requests were sent in the period."""
    return Tally((("", facts.requests[pk].kind) for pk in sent_in(facts, period)), kind).count("")


def peer_share(facts: Facts, period: Period, kind: str = "") -> tuple[Share | None, Count]:
    """Return the share with at least one peer expert, and of how many: requests sent in the period that found enough people.

    Neither how many had one nor how many had none is ever told: the flag is private, and nobody can be taken out of a share.
    """
    found = first_times(facts.moves, {R.PLANNING}).keys() & sent_in(facts, period)
    with_peer = {question.request for question in facts.questions.values() if question.accepted and question.is_peer}
    pairs = [("with" if pk in with_peer else "without", facts.requests[pk].kind) for pk in found]
    whole = Tally((("", of_kind) for _row, of_kind in pairs), kind).count("")
    sides = Tally(pairs, kind)
    if sides.count("without").is_covering:
        return None, whole
    return share_of_whole(sides.count("with"), whole), whole


def load(facts: Facts, period: Period, kind: str = "") -> dict[str, list[Count]]:
    """How many experts were asked ("asked") and said yes ("yes") how often in the period: a number for each step of LOADS.

    Counted are all who could be asked today, and whoever was asked in the period. Each column adds up to all of them.
    """
    columns = {"asked": {I.INVITED}, "yes": {I.ACCEPTED}}
    times = {name: Counter(_experts(facts, period, states, kind)) for name, states in columns.items()}
    everybody = facts.done.keys() | facts.known.keys() | times["asked"].keys() | times["yes"].keys()
    found = {}
    for name, counted in times.items():
        steps = Tally((str(_step(counted[expert])), "") for expert in everybody).parts(_steps())
        found[name] = [steps[step] for step in _steps()]
    return found


def _experts(facts: Facts, period: Period, states: Collection[str], kind: str) -> Iterator[int]:
    return (question.expert for question in _questions(facts, period, states) if kind in ("", _kind(facts, question)))


def _questions(facts: Facts, period: Period, states: Collection[str]) -> Iterator[Question]:
    """Return, for each answer (or question) of the period that led into one of the states, whom it came from."""
    for move in facts.answers:
        if move.after in states and move.pk in facts.questions and period.holds(move.at):
            yield facts.questions[move.pk]


def _kind(facts: Facts, question: Question) -> str:
    return facts.requests[question.request].kind


def _steps() -> list[str]:
    return [str(number) for number in range(len(LOADS))]


def _step(times: int) -> int:
    return next(number for number, (_first, last) in enumerate(LOADS) if times <= last)


@dataclass(frozen=True)
class Topic:
    """A topic that was asked for: by how many, for how many of them nobody fitted or was found, and who has done it.

    With `is_group` it is what is left of a group of topics.
    """

    slug: str
    asked: Count
    nobody: Count
    done: int
    known: int
    is_group: bool = False

    @property
    def is_covered(self) -> bool:
        return self.done > 0


def topics(facts: Facts, period: Period, groups: Mapping[str, str], kind: str = "") -> list[Topic]:
    """Topics of the requests sent in the period: those nobody has done first, then the most asked for.

    `nobody` counts requests with the topic for which nobody fitted, or that ended without enough people. `done` and
    `known` are experts who could be asked today, for any kind. Topics that somebody has done and of which no number may
    be told stand together in their group.
    """
    sent = sent_in(facts, period)
    lost = {pk for pk in sent if facts.requests[pk].fitted is False} | _lost(facts, sent)
    wanted = {slug for pk in sent if kind in ("", facts.requests[pk].kind) for slug in facts.requests[pk].topics}
    asked = Tally(_topic_pairs(facts, sent, {slug: slug for slug in wanted}), kind)
    done = _holders(facts.done, {slug: slug for slug in wanted})
    alone = {slug for slug in wanted if asked.count(slug).is_told or not done[slug]}
    own = _topics(facts, sent, lost, {slug: slug for slug in alone}, kind)
    together = _topics(facts, sent, lost, {slug: groups.get(slug, slug) for slug in wanted - alone}, kind)
    return own + [replace(row, is_group=True) for row in together]


def _topics(facts: Facts, sent: set[int], lost: set[int], names: Mapping[str, str], kind: str) -> list[Topic]:
    """Return a row for each name that topics go by; a request or an expert with two topics of one name counts once."""
    asked, nobody = Tally(_topic_pairs(facts, sent, names), kind), Tally(_topic_pairs(facts, lost, names), kind)
    done, known = _holders(facts.done, names), _holders(facts.known, names)
    rows = []
    for name in sorted(set(names.values())):
        of_all = asked.count(name)
        rows.append(Topic(name, of_all, _inside(nobody.count(name), of_all), done[name], known[name]))
    return sorted(rows, key=lambda row: (row.is_covered, -(row.asked.told or 0)))


def _inside(part: Count, whole: Count) -> Count:
    """Return a part of a number that stands beside it: not told where the rest of it would be under five."""
    return Count(part.number, part.hides or 0 < whole.number - part.number < FEWEST)


def _lost(facts: Facts, sent: Collection[int]) -> set[int]:
    found, asked = first_times(facts.moves, {R.PLANNING}), first_times(facts.moves, {R.INVITING})
    return {pk for pk in sent if pk in asked and pk not in found and facts.requests[pk].state in ENDS}


def _topic_pairs(facts: Facts, requests: Iterable[int], names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for pk in requests:
        for name in {names[slug] for slug in facts.requests[pk].topics if slug in names}:
            yield name, facts.requests[pk].kind


def _holders(held: Mapping[int, frozenset[str]], names: Mapping[str, str]) -> Counter[str]:
    return Counter(name for slugs in held.values() for name in {names[slug] for slug in slugs if slug in names})


def asking(facts: Facts, period: Period, kind: str = "") -> Tally:
    """Requests sent in the period, by the country they came from."""
    return Tally(((facts.requests[pk].country, facts.requests[pk].kind) for pk in sent_in(facts, period)), kind)


def answering(facts: Facts, period: Period, kind: str = "") -> Tally:
    """Yeses that experts gave in the period, by the country of the expert."""
    said = _questions(facts, period, {I.ACCEPTED})
    return Tally(((question.country, _kind(facts, question)) for question in said), kind)
