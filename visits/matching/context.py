"""How alike are their places? Five things a person can check, each with what one side says and what the other knows.

The law (its basis, and the level it is made at), the sort of room, the ways of using, the size of the town, and how
far they are. What the request does not say is not counted: "similar in 3 of 4".
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from visits.matching.facts import ExpertFacts, RequestFacts

NEW_ROOM_STAGES = frozenset({"idea", "needs-assessment", "political-legal", "preparing", "opened-under-1y"})
# What has to be done for a room that moves, grows or is under threat.
STAGE_TOPICS = {
    "expanding-or-moving": frozenset({"continuity", "space-design", "opening", "cost-funding"}),
    "under-threat": frozenset({"continuity", "advocacy", "legal", "neighbours"}),
}
# How alike two legal bases are to work under; the same is 1, what is not named is 0.
ALIKE = {
    frozenset({"law", "trial"}): 0.5,
    frozenset({"guideline", "local"}): 0.5,
    frozenset({"local", "none"}): 0.5,
    frozenset({"guideline", "none"}): 0.3,
    frozenset({"trial", "local"}): 0.3,
}
NO_BASIS = frozenset({"", "unknown"})
SIZES = ("under-50k", "50k-200k", "200k-1m", "over-1m")

SAME, NEAR, OTHER, UNKNOWN, NOT_ASKED = "same", "near", "other", "unknown", "not-asked"


@dataclass(frozen=True)
class Likeness:
    """One thing, compared: what the request says, what the expert knows (slugs), and how alike they are."""

    key: str
    alike: str
    asked: tuple[str, ...] = ()
    known: tuple[str, ...] = ()


def compare(request: RequestFacts, expert: ExpertFacts) -> list[Likeness]:
    """Return the five comparisons, in a fixed order."""
    return [say(request, expert) for say in (_law, _model, _routes, _size, _stage)]


def similar(likenesses: Sequence[Likeness]) -> tuple[int, int]:
    """Return (similar, asked): similar in so many of so many."""
    asked = [one for one in likenesses if one.alike != NOT_ASKED]
    return sum(one.alike in (SAME, NEAR) for one in asked), len(asked)


def _law(request: RequestFacts, expert: ExpertFacts) -> Likeness:
    if request.legal_basis in NO_BASIS:
        return Likeness("law", NOT_ASKED)
    asked = tuple(one for one in (request.legal_basis, request.legal_level) if one)
    known = (*sorted(expert.legal_bases), *sorted(expert.legal_levels))
    if not expert.legal_bases:
        return Likeness("law", UNKNOWN, asked, known)
    likeness = basis_likeness(request, expert)
    level = not request.legal_level or not expert.legal_levels or request.legal_level in expert.legal_levels
    alike = SAME if likeness == 1 and level else NEAR if likeness >= 0.5 else OTHER
    return Likeness("law", alike, asked, known)


def _model(request: RequestFacts, expert: ExpertFacts) -> Likeness:
    asked = (request.preferred_model,) if request.preferred_model else ()
    return _any_of("model", asked, expert.room_models)


def _routes(request: RequestFacts, expert: ExpertFacts) -> Likeness:
    return _any_of("routes", sorted(request.routes), expert.routes)


def _any_of(key: str, asked: Iterable[str], known: Iterable[str]) -> Likeness:
    asked, known = tuple(asked), tuple(sorted(known))
    if not asked:
        return Likeness(key, NOT_ASKED)
    both = set(asked) & set(known)
    alike = UNKNOWN if not known else SAME if both == set(asked) else NEAR if both else OTHER
    return Likeness(key, alike, asked, known)


def _size(request: RequestFacts, expert: ExpertFacts) -> Likeness:
    known = tuple(size for size in SIZES if size in expert.city_sizes)
    if request.city_size not in SIZES:
        return Likeness("size", NOT_ASKED)
    share = size_likeness(request, expert)
    alike = UNKNOWN if not known else SAME if share == 1 else NEAR if share else OTHER
    return Likeness("size", alike, (request.city_size,), known)


def _stage(request: RequestFacts, expert: ExpertFacts) -> Likeness:
    asked = (request.stage,) if request.stage else ()
    if request.stage in NEW_ROOM_STAGES:
        return Likeness(
            "stage", SAME if expert.has_opened_a_room else OTHER, asked, ("opened",) * expert.has_opened_a_room
        )
    if request.stage in STAGE_TOPICS:
        known = tuple(sorted(done_topics(expert) & STAGE_TOPICS[request.stage]))
        return Likeness("stage", SAME if known else OTHER, asked, known)
    if request.stage:
        known = tuple(topic for topic in request.topics if topic in done_topics(expert))
        return Likeness("stage", SAME if known else OTHER, asked, known)
    return Likeness("stage", NOT_ASKED)


def done_topics(expert: ExpertFacts) -> set[str]:
    return {topic for topic, depth in expert.topics.items() if depth == "done"}


def basis_likeness(request: RequestFacts, expert: ExpertFacts) -> float:
    """How alike is the legal basis that the expert knows best for this request? 1 is the same, 0 is another world."""
    return max(
        (
            1.0 if known == request.legal_basis else ALIKE.get(frozenset({known, request.legal_basis}), 0.0)
            for known in expert.legal_bases
        ),
        default=0.0,
    )


def level_likeness(request: RequestFacts, expert: ExpertFacts) -> float:
    return float(request.legal_level in expert.legal_levels)


def size_likeness(request: RequestFacts, expert: ExpertFacts) -> float:
    """The same size is 1, the next one half."""
    here = SIZES.index(request.city_size)
    apart = [abs(here - SIZES.index(size)) for size in expert.city_sizes if size in SIZES]
    return {0: 1.0, 1: 0.5}.get(min(apart, default=9), 0.0)


def knows_the_law(request: RequestFacts, expert: ExpertFacts) -> bool:
    return bool(request.country) and request.country in expert.legal_contexts | {expert.country}


def prefers(request: RequestFacts, expert: ExpertFacts) -> float:
    return float(expert.country in request.preferred_countries)


Asked = Callable[[RequestFacts], bool]
Part = Callable[[RequestFacts, ExpertFacts], float]
# What the part "law and politics" is made of: how much it weighs, when it counts, how alike it is.
CONTEXT: tuple[tuple[int, Asked, Part], ...] = (
    (6, lambda request: request.legal_basis not in NO_BASIS, basis_likeness),
    (2, lambda request: bool(request.legal_level), level_likeness),
    (3, lambda request: bool(request.country), lambda request, expert: float(knows_the_law(request, expert))),
    (2, lambda request: bool(request.preferred_countries), prefers),
    (2, lambda request: request.city_size in SIZES, size_likeness),
)
