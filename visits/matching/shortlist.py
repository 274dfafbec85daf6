"""Who fits, in which order, who does not, and why not? The whole list for one request."""

from collections.abc import Sequence
from dataclasses import dataclass

from visits.matching.affinity import Reading, ask, read
from visits.matching.facts import ExpertFacts, RequestFacts
from visits.matching.filters import ruled_out
from visits.matching.memory import corpus_of
from visits.matching.reasons import Reason, reasons
from visits.matching.score import Scored, score
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
    participation, and people from two countries. Equal scores go to the smaller id.
    """
    everybody = sorted(experts, key=lambda expert: expert.id)
    codes = {expert.id: ruled_out(request, expert) for expert in everybody}
    corpus = corpus_of(everybody)
    reading = read(corpus, ask(corpus, request.text.body, request.text.language))
    near = reading.by_key()
    fitting = [
        (expert, score(request, expert, near[str(expert.id)], weights)) for expert in everybody if not codes[expert.id]
    ]
    fitting.sort(key=lambda pair: (-pair[1].total, pair[0].id))
    return Ranking(
        fits=[
            Ranked(
                expert_id=expert.id,
                parts=scored.parts,
                total=scored.total,
                reasons=reasons(request, expert, scored, _shared_words(reading, expert)),
                moved_for=moved_for,
            )
            for expert, scored, moved_for in _with_rules(request, fitting)
        ],
        out=[RuledOut(expert.id, codes[expert.id]) for expert in everybody if codes[expert.id]],
        weights_version=weights.version,
    )


def wants_peer(request: RequestFacts) -> bool:
    return request.wants_peer_expert or "participation" in request.topic_groups


def _shared_words(reading: Reading, expert: ExpertFacts) -> list[str]:
    words: list[str] = []
    for near in reading.nearest(str(expert.id)):
        words.extend(word for word in near.shared if word not in words)
    return words


Placed = tuple[ExpertFacts, Scored, str]


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
