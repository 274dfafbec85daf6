"""How well does an expert fit, in points? Seven parts that add up to the score shown."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from visits.matching.facts import ExpertFacts, RequestFacts
from visits.matching.filters import shared_languages
from visits.matching.weights import CURRENT, Weights

NEW_ROOM_STAGES = frozenset({"idea", "needs-assessment", "political-legal", "preparing", "opened-under-1y"})
# What has to be done for a room that moves, grows or is under threat.
STAGE_TOPICS = {
    "expanding-or-moving": frozenset({"continuity", "space-design", "opening", "cost-funding"}),
    "under-threat": frozenset({"continuity", "advocacy", "legal", "neighbours"}),
}
DEPTHS = {"done": 1.0, "know": 0.5}
# How alike two legal bases are to work under; the same is 1, what is not named is 0.
ALIKE = {
    frozenset({"law", "trial"}): 0.5,
    frozenset({"guideline", "local"}): 0.5,
    frozenset({"local", "none"}): 0.5,
    frozenset({"guideline", "none"}): 0.3,
    frozenset({"trial", "local"}): 0.3,
}
NO_BASIS = frozenset({"", "unknown"})


@dataclass(frozen=True)
class Scored:
    """Points by part, each with one decimal; `total` is their exact sum."""

    parts: dict[str, float]
    total: float


def score(request: RequestFacts, expert: ExpertFacts, affinity: float, weights: Weights = CURRENT) -> Scored:
    """Return the points of one pair. `affinity` is the nearness of their texts, 0 to 1.

    What the request does not ask (no model, no legal basis ...) counts as fulfilled by everybody.
    """
    shares: Mapping[str, float] = {
        "affinity": 1 - math.exp(-affinity / weights.near),
        **{part: share(request, expert) for part, share in SHARES.items()},
    }
    tenths = {part: round(most * 10 * shares[part]) for part, most in weights.parts.items()}
    return Scored(parts={part: n / 10 for part, n in tenths.items()}, total=sum(tenths.values()) / 10)


def topics_share(request: RequestFacts, expert: ExpertFacts) -> float:
    if not request.topics:
        return 1.0
    return sum(DEPTHS.get(expert.topics.get(topic, ""), 0.0) for topic in request.topics) / len(request.topics)


def language_share(request: RequestFacts, expert: ExpertFacts) -> float:
    shared = shared_languages(request, expert)
    if not shared:
        return 0.3  # an interpreter comes, or they would not be on the list
    return 1.0 if expert.languages[shared[0]] == "fluent" else 0.8


def basis_likeness(request: RequestFacts, expert: ExpertFacts) -> float:
    """How alike is the legal basis that the expert knows best for this request? 1 is the same, 0 is another world."""
    return max(
        (
            1.0 if known == request.legal_basis else ALIKE.get(frozenset({known, request.legal_basis}), 0.0)
            for known in expert.legal_bases
        ),
        default=0.0,
    )


def knows_the_law(request: RequestFacts, expert: ExpertFacts) -> bool:
    return bool(request.country) and request.country in expert.legal_contexts | {expert.country}


def context_share(request: RequestFacts, expert: ExpertFacts) -> float:
    asked: list[tuple[int, float]] = []
    if request.legal_basis not in NO_BASIS:
        asked.append((8, basis_likeness(request, expert)))
    if request.country:
        asked.append((4, float(knows_the_law(request, expert))))
    if request.preferred_countries:
        asked.append((3, float(expert.country in request.preferred_countries)))
    return _mean(asked)


def stage_share(request: RequestFacts, expert: ExpertFacts) -> float:
    if not request.stage:
        return 1.0
    if request.stage in NEW_ROOM_STAGES:
        return _opened_share(request, expert)
    if request.stage in STAGE_TOPICS:
        done = {topic for topic, depth in expert.topics.items() if depth == "done"}
        return 1.0 if done & STAGE_TOPICS[request.stage] else 0.4
    return 1.0 if any(expert.topics.get(topic) == "done" for topic in request.topics) else 0.5


def _opened_share(request: RequestFacts, expert: ExpertFacts) -> float:
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


def _mean(asked: list[tuple[int, float]]) -> float:
    return sum(weight * value for weight, value in asked) / sum(weight for weight, _value in asked) if asked else 1.0


SHARES: dict[str, Callable[[RequestFacts, ExpertFacts], float]] = {
    "topics": topics_share,
    "language": language_share,
    "context": context_share,
    "stage": stage_share,
    "fairness": fairness_share,
    "model": model_share,
}
