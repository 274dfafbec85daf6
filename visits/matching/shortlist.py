"""Who fits, in which order, who does not, and why not? The whole list for one request."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from hashlib import blake2b
from typing import Any

from visits.matching.affinity import Nearest, Reading, ask, read
from visits.matching.context import compare
from visits.matching.facts import ExpertFacts, RequestFacts
from visits.matching.filters import ruled_out
from visits.matching.memory import corpus_of
from visits.matching.reasons import Reason, Told, reasons
from visits.matching.score import Near, Scored, concept_weights, score, words_share
from visits.matching.weights import CURRENT, Weights

# As many as may be asked at the same time: the list's rules hold among these.
FIRST_ONES = 3


@dataclass(frozen=True)
class Ranked:
    """One expert who fits. `moved_for` says why somebody stands before a higher score: "peer", "country" or ""."""

    expert_id: int
    parts: dict[str, float]
    total: float
    reasons: list[Reason]
    moved_for: str = ""
    # JSON-able: the five things of their places, and the texts that the part "affinity" comes from.
    context: list[dict[str, Any]] = field(default_factory=list)
    near: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True)
class RuledOut:
    """One expert who cannot be asked, and the code of the first rule that says so."""

    expert_id: int
    code: str


@dataclass(frozen=True)
class Ranking:
    fits: list[Ranked]
    out: list[RuledOut]
    weights_version: str


def shortlist(request: RequestFacts, experts: Sequence[ExpertFacts], weights: Weights = CURRENT) -> Ranking:
    """Return all experts, sorted. Same facts, same list, in whatever order the experts come.

    Among the first ones stand, where somebody fits at all: a peer expert when one is asked for or the topic is
    participation, and people from two countries. Equal scores are drawn, anew for each request and the same each time.
    """
    everybody = sorted(experts, key=lambda expert: expert.id)
    codes = {expert.id: ruled_out(request, expert) for expert in everybody}
    corpus = corpus_of(everybody)
    reading = read(corpus, ask(corpus, request.text.body, request.text.language))
    fitting = scored_all(request, [one for one in everybody if not codes[one.id]], everybody, reading, weights)
    fitting.sort(key=lambda pair: (-pair[1].total, drawn(request.id, pair[0].id)))
    return Ranking(
        fits=[_ranked(request, placed, reading) for placed in _with_rules(request, fitting)],
        out=[RuledOut(expert.id, codes[expert.id]) for expert in everybody if codes[expert.id]],
        weights_version=weights.version,
    )


def drawn(seed: int, expert: int) -> int:
    """Return somebody's number in the draw among equals: another one for each request, so that nobody is always first."""
    return int.from_bytes(blake2b(f"{seed}:{expert}".encode(), digest_size=8).digest())


def scored_all(
    request: RequestFacts,
    experts: Sequence[ExpertFacts],
    everybody: Sequence[ExpertFacts],
    reading: Reading,
    weights: Weights = CURRENT,
) -> list[tuple[ExpertFacts, Scored]]:
    """Score these experts; how telling a thing of the field is, everybody's texts say."""
    near, telling = reading.by_key(), concept_weights(everybody)
    found = []
    for expert in experts:
        known = {concept for text in expert.texts for concept in text.concepts}
        words = words_share(request.text.concepts, known, telling)
        found.append((expert, score(request, expert, Near(near[str(expert.id)], words), weights)))
    return found


def wants_peer(request: RequestFacts) -> bool:
    return request.wants_peer_expert or "participation" in request.topic_groups


Placed = tuple[ExpertFacts, Scored, str]


def _ranked(request: RequestFacts, placed: Placed, reading: Reading) -> Ranked:
    expert, scored, moved_for = placed
    nearest = reading.nearest(str(expert.id))
    return Ranked(
        expert_id=expert.id,
        parts=scored.parts,
        total=scored.total,
        reasons=reasons(request, expert, scored, _told(request, expert, nearest)),
        moved_for=moved_for,
        context=[asdict(one) for one in compare(request, expert)],
        near=_brought(expert, nearest, scored, reading),
    )


def _told(request: RequestFacts, expert: ExpertFacts, nearest: Sequence[Nearest]) -> Told:
    """Return which words both sides use, and which things of the field both name in another language."""
    wrote: list[str] = []
    helped: list[str] = []
    for near in nearest:
        words = helped if expert.texts[near.text].source == "visit" else wrote
        words.extend(word for word in near.shared if word not in (*wrote, *helped))
    named: dict[str, str] = {}
    for text in expert.texts:
        if text.language != request.text.language:
            named |= dict.fromkeys(sorted(request.text.concepts & text.concepts), text.language)
    return Told(tuple(wrote), tuple(helped), named)


def _brought(expert: ExpertFacts, nearest: Sequence[Nearest], scored: Scored, reading: Reading) -> list[dict[str, Any]]:
    """Share the points of the part "affinity" out among the nearest texts, in tenths rounded down: what is left over
    is the other texts'."""
    whole = reading.by_key()[str(expert.id)] if nearest else 0.0
    points = scored.parts.get("affinity", 0.0)
    return [
        {
            "source": expert.texts[near.text].source,
            "pk": expert.texts[near.text].pk,
            "points": int(10 * points * min(1.0, near.brings / whole)) / 10,
            "words": list(near.shared[:3]),
        }
        for near in nearest
        if whole
    ]


def _with_rules(request: RequestFacts, fitting: Sequence[tuple[ExpertFacts, Scored]]) -> list[Placed]:
    """Let at most two people change places with one of the first ones, so that the list's rules hold."""
    placed: list[Placed] = [(expert, scored, "") for expert, scored in fitting]
    first = max(FIRST_ONES, request.experts_needed)
    if wants_peer(request) and not any(expert.brings_peer_view for expert, _scored, _why in placed[:first]):
        peer = next((n for n, one in enumerate(placed) if one[0].brings_peer_view), None)
        _let_in(placed, peer, first, first - 1, "peer")
    countries = {expert.country for expert, _scored, _why in placed[:first]}
    if len(countries) == 1:
        other = next((n for n, one in enumerate(placed) if one[0].country not in countries), None)
        peers = [n for n, one in enumerate(placed[:first]) if one[0].brings_peer_view]
        only_peer_is_last = wants_peer(request) and peers == [first - 1]
        _let_in(placed, other, first, first - 2 if only_peer_is_last else first - 1, "country")
    return placed


def _let_in(placed: list[Placed], here: int | None, first: int, there: int, why: str) -> None:
    """Put the one who stands at `here` in the place `there`; who stood there becomes the next after the first ones."""
    if here is None:
        return
    expert, scored, _why = placed.pop(here)
    left_out = placed.pop(there)
    placed.insert(there, (expert, scored, why))
    placed.insert(first, left_out)
