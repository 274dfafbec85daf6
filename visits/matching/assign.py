"""Who is asked for what, when many requests are open at once? The best for all of them together, within everybody's limits.

Plain, it is a linear assignment: each expert at most once. With the side rules it is a small integer programme, solved
to the optimum; where the time runs out, the plan says how far from it it may be. What is better comes in this order:
more requests have somebody; a peer where one is asked for; two countries where there are two; nobody gets much worse
than alone (the floor); and then the sum of the scores. Ties are drawn by a seed.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

# In tenths of points, as the scores are; 1000 is a perfect match.
FIRST, PEER, COUNTRY, SHORT = 20_000.0, 4_000.0, 1_500.0, 3.0
FLOOR = 0.7  # of what a request would get if it were alone
SECONDS = 20.0


@dataclass(frozen=True)
class Wish:
    """One open request: how many people it still needs, and whether one has to bring the peer view."""

    request: int
    needed: int
    wants_peer: bool = False


@dataclass(frozen=True)
class Person:
    """One expert: how often they can be asked now."""

    expert: int
    capacity: int
    country: str = ""
    brings_peer_view: bool = False


@dataclass(frozen=True)
class Plan:
    """Who is planned for which request, best first. `gap` is 0 where nothing better is possible."""

    people: dict[int, list[int]]
    total: int
    gap: float = 0.0
    # What could not be had: request -> "nobody", "fewer", "peer", "country", "floor"
    short_of: dict[int, list[str]] = field(default_factory=dict)


Scores = Mapping[tuple[int, int], int]  # (request, expert) -> tenths, for those who may be asked


def plain(scores: "NDArray[Any]", needed: int) -> list[list[int]]:
    """Return, row by row, the columns chosen: `needed` for each row, each column once, the sum as large as can be."""
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    rows, columns = linear_sum_assignment(np.repeat(scores, needed, axis=0), maximize=True)
    found: list[list[int]] = [[] for _ in scores]
    for row, column in zip(rows.tolist(), columns.tolist(), strict=True):
        found[row // needed].append(column)
    return found


def assign(
    wishes: Sequence[Wish], people: Sequence[Person], scores: Scores, *, seed: int = 0, seconds: float = SECONDS
) -> Plan:
    """Return the best plan. Same input and seed, same plan, in whatever order requests and people come."""
    wishes = sorted(wishes, key=lambda wish: wish.request)
    known = {person.expert: person for person in people}
    wanted = {wish.request: wish for wish in wishes}
    pairs = sorted(pair for pair in scores if pair[0] in wanted and pair[1] in known and known[pair[1]].capacity > 0)
    if not pairs:
        return Plan({wish.request: [] for wish in wishes}, 0, 0.0, {wish.request: ["nobody"] for wish in wishes})
    chosen, gap = _solve(_programme(wishes, known, pairs, scores, seed), len(pairs), seconds)
    found: dict[int, list[int]] = {wish.request: [] for wish in wishes}
    for (request, expert), is_in in zip(pairs, chosen, strict=True):
        if is_in:
            found[request].append(expert)
    for request, experts in found.items():
        experts.sort(key=lambda expert: (-scores[request, expert], drawn(seed, request, expert)))
    total = sum(scores[request, expert] for request, experts in found.items() for expert in experts)
    short = {wish.request: _short_of(wish, found[wish.request], known, scores) for wish in wishes}
    return Plan(found, total, gap, {request: why for request, why in short.items() if why})


def drawn(seed: int, request: int, expert: int) -> float:
    """Return a pair's number in the draw, 0 to 1."""
    return int.from_bytes(blake2b(f"{seed}:{request}:{expert}".encode(), digest_size=8).digest()) / 2**64


class _Rows:
    """The programme while it is written: columns with their gain, rows of coefficients with their limits."""

    def __init__(self) -> None:
        self.gains: list[float] = []
        self.most: list[float] = []
        self.whole: list[int] = []
        self.rows: list[tuple[dict[int, float], float, float]] = []

    def column(self, gain: float, most: float, *, whole: bool = True) -> int:
        self.gains.append(gain)
        self.most.append(most)
        self.whole.append(int(whole))
        return len(self.gains) - 1

    def row(self, coefficients: dict[int, float], least: float, most: float) -> None:
        self.rows.append((coefficients, least, most))


def _programme(
    wishes: Sequence[Wish], known: Mapping[int, Person], pairs: Sequence[tuple[int, int]], scores: Scores, seed: int
) -> _Rows:
    made = _Rows()
    # So small that all draws together never outweigh a tenth of a point.
    draw = 0.5 / (1 + sum(wish.needed for wish in wishes))
    by_request: defaultdict[int, dict[int, int]] = defaultdict(dict)
    by_expert: defaultdict[int, list[int]] = defaultdict(list)
    for request, expert in pairs:
        column = made.column(scores[request, expert] + draw * drawn(seed, request, expert), 1)
        by_request[request][expert] = column
        by_expert[expert].append(column)
    for expert, columns in by_expert.items():
        if len(columns) > known[expert].capacity:
            made.row(dict.fromkeys(columns, 1.0), 0, known[expert].capacity)
    for wish in wishes:
        if wish.request in by_request:
            _wish(made, wish, by_request[wish.request], known, scores)
    return made


def _wish(made: _Rows, wish: Wish, columns: Mapping[int, int], known: Mapping[int, Person], scores: Scores) -> None:
    infinity = float("inf")
    everybody = dict.fromkeys(columns.values(), 1.0)
    made.row(everybody, 0, wish.needed)
    first = made.column(FIRST, 1)
    made.row({**everybody, first: -1.0}, 0, infinity)
    peers = {column: 1.0 for expert, column in columns.items() if known[expert].brings_peer_view}
    if wish.wants_peer and peers:
        made.row({**peers, made.column(PEER, 1): -1.0}, 0, infinity)
    countries = {known[expert].country for expert in columns}
    if wish.needed > 1 and len(countries) > 1:
        slack = made.column(-COUNTRY, 1)
        for country in sorted(countries):
            here = {column: 1.0 for expert, column in columns.items() if known[expert].country == country}
            made.row({**here, slack: -1.0}, -infinity, wish.needed - 1)
    alone = _alone(wish, columns, scores)
    short = made.column(-SHORT, alone, whole=False)
    made.row({**{column: float(scores[wish.request, expert]) for expert, column in columns.items()}, short: 1.0},
             FLOOR * alone, infinity)  # fmt: skip


def _alone(wish: Wish, experts: Mapping[int, Any], scores: Scores) -> int:
    """Return the sum a request would get if it were the only one."""
    return sum(sorted((scores[wish.request, expert] for expert in experts), reverse=True)[: wish.needed])


def _solve(made: _Rows, pairs: int, seconds: float) -> tuple[list[bool], float]:
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_array

    gains = np.array(made.gains)
    row_of = [row for row, (coefficients, _l, _m) in enumerate(made.rows) for _ in coefficients]
    column_of = [column for coefficients, _l, _m in made.rows for column in coefficients]
    values = [value for coefficients, _l, _m in made.rows for value in coefficients.values()]
    matrix = csr_array((values, (row_of, column_of)), shape=(len(made.rows), len(gains)))
    limits = LinearConstraint(matrix, [least for _c, least, _m in made.rows], [most for _c, _l, most in made.rows])
    done = milp(
        -gains,
        integrality=np.array(made.whole),
        bounds=Bounds(0, np.array(made.most)),
        constraints=limits,
        options={"mip_rel_gap": 0.0, "time_limit": seconds},
    )
    if done.x is None:
        return [False] * pairs, 1.0
    return [bool(value > 0.5) for value in done.x[:pairs]], round(max(0.0, float(done.mip_gap or 0.0)), 6)


def _short_of(wish: Wish, people: Sequence[int], known: Mapping[int, Person], scores: Scores) -> list[str]:
    """Return what the request does not get, of what could be wished for."""
    if not people:
        return ["nobody"]
    may = {expert: 0 for request, expert in scores if request == wish.request and expert in known}
    found = ["fewer"] if len(people) < wish.needed else []
    if wish.wants_peer and not any(known[expert].brings_peer_view for expert in people):
        found.append("peer")
    if len(people) > 1 and len({known[expert].country for expert in people}) == 1:
        found.append("country")
    if sum(scores[wish.request, expert] for expert in people) < FLOOR * _alone(wish, may, scores):
        found.append("floor")
    return found
