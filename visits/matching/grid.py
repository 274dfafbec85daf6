"""How well do all experts fit one request, at once? The points of score.py for everybody in a few steps of numpy.

For many requests together, where one pair after the other would take minutes. The figures are the same to the digit;
a test holds the two against each other.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from visits.matching.affinity import ask, read
from visits.matching.context import ALIKE, NEW_ROOM_STAGES, NO_BASIS, SIZES, STAGE_TOPICS
from visits.matching.corpus import Corpus
from visits.matching.facts import ExpertFacts, RequestFacts
from visits.matching.filters import LEVELS, ruled_out
from visits.matching.score import DEPTHS, concept_weights, fairness_share
from visits.matching.shortlist import drawn, wants_peer
from visits.matching.weights import CURRENT, Weights

FEW = 5

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Crowd:
    """Experts as columns: one value for each, in the order in which they were given."""

    experts: Sequence[ExpertFacts]
    today: date

    def has(self, name: str, value: object) -> "NDArray[Any]":
        """Return 1 where the expert's set of that name holds the value."""
        found = self._sets[name].get(value)
        return self.nothing if found is None else found

    @cached_property
    def nothing(self) -> "NDArray[Any]":
        import numpy as np

        return np.zeros(len(self.experts))

    @cached_property
    def _sets(self) -> Mapping[str, Mapping[object, "NDArray[Any]"]]:
        import numpy as np

        members: dict[str, Callable[[ExpertFacts], Iterable[object]]] = {
            "done": lambda one: (topic for topic, depth in one.topics.items() if depth == "done"),
            "country": lambda one: (one.country,),
            "law of": lambda one: {one.country, *one.legal_contexts},
            "bases": lambda one: one.legal_bases,
            "levels": lambda one: one.legal_levels,
            "sizes": lambda one: one.city_sizes,
            "models": lambda one: one.room_models,
            "routes": lambda one: one.routes,
            "things": lambda one: {concept for text in one.texts for concept in text.concepts},
        }
        found: dict[str, dict[object, Any]] = {}
        for name, of in members.items():
            rows: defaultdict[object, list[int]] = defaultdict(list)
            for place, expert in enumerate(self.experts):
                for value in of(expert):
                    rows[value].append(place)
            found[name] = {}
            for value, places in rows.items():
                column = np.zeros(len(self.experts))
                column[places] = 1.0
                found[name][value] = column
        return found

    @cached_property
    def depths(self) -> Mapping[str, "NDArray[Any]"]:
        return self._figures(lambda one: {topic: DEPTHS.get(depth, 0.0) for topic, depth in one.topics.items()})

    @cached_property
    def levels(self) -> Mapping[str, "NDArray[Any]"]:
        return self._figures(lambda one: {code: float(LEVELS.get(level, 0)) for code, level in one.languages.items()})

    def _figures(self, of: Callable[[ExpertFacts], Mapping[str, float]]) -> Mapping[str, "NDArray[Any]"]:
        import numpy as np

        found: defaultdict[str, Any] = defaultdict(lambda: np.zeros(len(self.experts)))
        for place, expert in enumerate(self.experts):
            for key, figure in of(expert).items():
                found[key][place] = figure
        return dict(found)

    @cached_property
    def opened(self) -> "NDArray[Any]":
        """What somebody who opened a room brings to a new one."""
        import numpy as np

        def share(one: ExpertFacts) -> float:
            recent = one.opened_year is not None and self.today.year - one.opened_year <= 10
            return (1.0 if recent else 0.8) if one.has_opened_a_room else 0.3

        return np.array([share(one) for one in self.experts], dtype=float)

    @cached_property
    def fairness(self) -> "NDArray[Any]":
        import numpy as np

        on_this_day = RequestFacts(id=0, today=self.today)
        return np.array([fairness_share(on_this_day, one) for one in self.experts], dtype=float)

    @cached_property
    def telling(self) -> Callable[[str], float]:
        return concept_weights(self.experts)


def nearness(corpus: Corpus, request: RequestFacts) -> "NDArray[Any]":
    """Return how near the experts' texts are, in the order of the corpus, which is the crowd's."""
    return read(corpus, ask(corpus, request.text.body, request.text.language)).near


def points(crowd: Crowd, request: RequestFacts, near: "NDArray[Any]", weights: Weights = CURRENT) -> "NDArray[Any]":
    """Return everybody's points in tenths, one row for each part of the weights; the score is a column's sum."""
    import numpy as np

    shares: Mapping[str, Callable[[], Any]] = {
        "topics": lambda: _topics(crowd, request),
        "affinity": lambda: 1 - np.exp(-near / weights.near),
        "words": lambda: _words(crowd, request),
        "language": lambda: _language(crowd, request),
        "context": lambda: _mean(crowd, _context(crowd, request)),
        "stage": lambda: _stage(crowd, request),
        "fairness": lambda: crowd.fairness,
        "model": lambda: _mean(crowd, _model(crowd, request)),
    }
    found = np.empty((len(weights.parts), len(crowd.experts)))
    for row, (part, most) in enumerate(weights.parts.items()):
        np.rint(most * 10 * shares[part](), out=found[row])
    return found


def best(
    crowd: Crowd,
    request: RequestFacts,
    totals: "NDArray[Any]",
    most: int,
    *,
    may: Callable[[ExpertFacts], bool] | None = None,
) -> Iterator[tuple[int, int]]:
    """Yield (place in the crowd, tenths) of the best who may be asked, equals as they are drawn; `most` of them."""
    import numpy as np

    left = most
    may = may or (lambda expert: not ruled_out(request, expert))
    for value in np.unique(totals)[::-1]:
        equals = sorted(
            np.flatnonzero(totals == value).tolist(), key=lambda at: drawn(request.id, crowd.experts[at].id)
        )
        for at in equals:
            if may(crowd.experts[at]):
                yield at, int(value)
                left -= 1
                if not left:
                    return


def candidates(
    crowd: Crowd,
    request: RequestFacts,
    totals: "NDArray[Any]",
    most: int,
    *,
    may: Callable[[ExpertFacts], bool] | None = None,
) -> list[tuple[int, int]]:
    """Return the best, and, where they lack it, a few more that a rule of the list needs: of another country, peers."""
    may = may or (lambda expert: not ruled_out(request, expert))
    found = list(best(crowd, request, totals, most, may=may))
    countries = {crowd.experts[at].country for at, _value in found}
    if len(countries) == 1:
        found += best(crowd, request, totals, FEW, may=lambda one: one.country not in countries and may(one))
    if wants_peer(request) and not any(crowd.experts[at].brings_peer_view for at, _value in found):
        found += best(crowd, request, totals, FEW, may=lambda one: one.brings_peer_view and may(one))
    return found


def _topics(crowd: Crowd, request: RequestFacts) -> Any:
    if not request.topics:
        return crowd.nothing + 1
    known = crowd.nothing
    for topic in request.topics:
        known = known + crowd.depths.get(topic, 0.0)
    return known / len(request.topics)


def _words(crowd: Crowd, request: RequestFacts) -> Any:
    telling = {concept: max(0.0, crowd.telling(concept)) for concept in sorted(request.text.concepts)}
    whole = sum(telling.values())
    if not whole:
        return crowd.nothing + 1
    both = crowd.nothing
    for concept, weight in telling.items():
        both = both + weight * crowd.has("things", concept)
    return both / whole


def _language(crowd: Crowd, request: RequestFacts) -> Any:
    import numpy as np

    spoken = [code for code, level in request.languages.items() if LEVELS.get(level, 0) >= LEVELS["working"]]
    level = crowd.nothing
    for code in spoken:
        level = np.maximum(level, crowd.levels.get(code, crowd.nothing))
    return np.where(level == LEVELS["fluent"], 1.0, np.where(level == LEVELS["working"], 0.8, 0.3))


def _context(crowd: Crowd, request: RequestFacts) -> Iterator[tuple[int, Any]]:
    import numpy as np

    if request.legal_basis not in NO_BASIS:
        likeness = crowd.has("bases", request.legal_basis)
        for pair, alike in ALIKE.items():
            if request.legal_basis in pair:
                (other,) = pair - {request.legal_basis}
                likeness = np.maximum(likeness, alike * crowd.has("bases", other))
        yield 6, likeness
    if request.legal_level:
        yield 2, crowd.has("levels", request.legal_level)
    if request.country:
        yield 3, crowd.has("law of", request.country)
    if request.preferred_countries:
        yield 2, _any(crowd, "country", sorted(request.preferred_countries))
    if request.city_size in SIZES:
        here = SIZES.index(request.city_size)
        beside = [size for size in SIZES if abs(SIZES.index(size) - here) == 1]
        yield 2, np.maximum(crowd.has("sizes", request.city_size), 0.5 * _any(crowd, "sizes", beside))


def _model(crowd: Crowd, request: RequestFacts) -> Iterator[tuple[int, Any]]:
    if request.preferred_model:
        yield 3, crowd.has("models", request.preferred_model)
    if request.routes:
        shared = crowd.nothing
        for route in sorted(request.routes):
            shared = shared + crowd.has("routes", route)
        yield 2, shared / len(request.routes)


def _stage(crowd: Crowd, request: RequestFacts) -> Any:
    import numpy as np

    if not request.stage:
        return crowd.nothing + 1
    if request.stage in NEW_ROOM_STAGES:
        return crowd.opened
    if request.stage in STAGE_TOPICS:
        return np.where(_any(crowd, "done", sorted(STAGE_TOPICS[request.stage])) > 0, 1.0, 0.4)
    return np.where(_any(crowd, "done", request.topics) > 0, 1.0, 0.5)


def _any(crowd: Crowd, name: str, values: Iterable[object]) -> Any:
    import numpy as np

    found = crowd.nothing
    for value in values:
        found = np.maximum(found, crowd.has(name, value))
    return found


def _mean(crowd: Crowd, asked: Iterable[tuple[int, Any]]) -> Any:
    found, whole = crowd.nothing, 0
    for weight, value in asked:
        found = found + weight * value
        whole += weight
    return found / whole if whole else found + 1
