"""How well does an expert fit, in points? Eight parts that add up to the score shown."""

import math
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from visits.matching.context import CONTEXT, NEW_ROOM_STAGES, STAGE_TOPICS, done_topics
from visits.matching.facts import ExpertFacts, RequestFacts
from visits.matching.filters import shared_languages
from visits.matching.weights import CURRENT, Weights

DEPTHS = {"done": 1.0, "know": 0.5}


@dataclass(frozen=True)
class Scored:
    """Points by part, each with one decimal; `total` is their exact sum."""

    parts: dict[str, float]
    total: float


@dataclass(frozen=True)
class Near:
    """How near what was written is to what is asked: by the words themselves, and by the things of the field that both
    name, in whatever language."""

    texts: float = 0.0
    words: float = 0.0


def score(request: RequestFacts, expert: ExpertFacts, near: Near, weights: Weights = CURRENT) -> Scored:
    """Return the points of one pair.

    What the request does not ask (no model, no legal basis ...) counts as fulfilled by everybody.
    """
    shares: Mapping[str, float] = {
        "affinity": affinity_share(near.texts, weights),
        "words": near.words,
        **{part: share(request, expert) for part, share in SHARES.items()},
    }
    tenths = {part: round(most * 10 * shares[part]) for part, most in weights.parts.items()}
    return Scored(parts={part: n / 10 for part, n in tenths.items()}, total=sum(tenths.values()) / 10)


def affinity_share(nearness: float, weights: Weights) -> float:
    return 1 - math.exp(-nearness / weights.near)


def concept_weights(everybody: Iterable[ExpertFacts]) -> Callable[[str], float]:
    """Return how telling each thing of the field is: what few write about tells most, what all name tells nothing."""
    many = 0
    counts: dict[str, int] = {}
    for expert in everybody:
        found = {concept for text in expert.texts for concept in text.concepts}
        many += bool(expert.texts)
        for concept in found:
            counts[concept] = counts.get(concept, 0) + 1
    return lambda concept: math.log((many + 1) / (counts.get(concept, 0) + 0.5))


def words_share(asked: Collection[str], known: Collection[str], telling: Callable[[str], float]) -> float:
    """Return how much of what the request names the expert's texts name, too, the telling things first."""
    if not asked:
        return 1.0
    whole = sum(max(0.0, telling(concept)) for concept in sorted(asked))
    both = sum(max(0.0, telling(concept)) for concept in sorted(asked) if concept in known)
    return both / whole if whole else 1.0


def topics_share(request: RequestFacts, expert: ExpertFacts) -> float:
    if not request.topics:
        return 1.0
    known = 0.0
    for topic in request.topics:
        known += DEPTHS.get(expert.topics.get(topic, ""), 0.0)
    return known / len(request.topics)


def language_share(request: RequestFacts, expert: ExpertFacts) -> float:
    shared = shared_languages(request, expert)
    if not shared:
        return 0.3  # an interpreter comes, or they would not be on the list
    return 1.0 if expert.languages[shared[0]] == "fluent" else 0.8


def context_share(request: RequestFacts, expert: ExpertFacts) -> float:
    return _mean([(weight, alike(request, expert)) for weight, asked, alike in CONTEXT if asked(request)])


def stage_share(request: RequestFacts, expert: ExpertFacts) -> float:
    if not request.stage:
        return 1.0
    if request.stage in NEW_ROOM_STAGES:
        return opened_share(request, expert)
    if request.stage in STAGE_TOPICS:
        return 1.0 if done_topics(expert) & STAGE_TOPICS[request.stage] else 0.4
    return 1.0 if any(expert.topics.get(topic) == "done" for topic in request.topics) else 0.5


def opened_share(request: RequestFacts, expert: ExpertFacts) -> float:
    if not expert.has_opened_a_room:
        return 0.3
    recent = expert.opened_year is not None and request.today.year - expert.opened_year <= 10
    return 1.0 if recent else 0.8


def fairness_share(request: RequestFacts, expert: ExpertFacts) -> float:
    """Those with the most places left and the longest rest come first; open invitations weigh a little."""
    left = expert.places_left / expert.capacity_per_year if expert.capacity_per_year else 0.0
    rest = 1.0
    if expert.last_visit is not None:
        days = max(0, (request.today - expert.last_visit).days)
        rest = 0.4 + 0.6 * min(1.0, days / 270)
    return left * rest * 0.8**expert.open_invitations


def model_share(request: RequestFacts, expert: ExpertFacts) -> float:
    asked: list[tuple[int, float]] = []
    if request.preferred_model:
        asked.append((3, float(request.preferred_model in expert.room_models)))
    if request.routes:
        asked.append((2, len(request.routes & expert.routes) / len(request.routes)))
    return _mean(asked)


def _mean(asked: Sequence[tuple[int, float]]) -> float:
    found = 0.0  # one after the other, as the same sums are done for many at once (grid.py)
    for weight, value in asked:
        found += weight * value
    return found / sum(weight for weight, _value in asked) if asked else 1.0


SHARES: dict[str, Callable[[RequestFacts, ExpertFacts], float]] = {
    "topics": topics_share,
    "language": language_share,
    "context": context_share,
    "stage": stage_share,
    "fairness": fairness_share,
    "model": model_share,
}
