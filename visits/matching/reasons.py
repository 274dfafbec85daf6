"""Why does this expert fit? Three to six reasons a person can check, from a fixed grammar, most telling first.

A reason is data ({"key": ..., "params": {...}}), stored with the match and put into words in the reader's language.
It never says that somebody is a peer, and never names the country that asks: an invited expert reads it, too.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypedDict

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from visits.kinds import KINDS
from visits.matching.context import NEW_ROOM_STAGES, NO_BASIS, basis_likeness, knows_the_law
from visits.matching.dates import free_spells
from visits.matching.facts import ExpertFacts, RequestFacts
from visits.matching.filters import shared_languages
from visits.matching.score import Scored

MOST = 6
LEAST = 3
ENOUGH_SHARED_WORDS = 2
# What brings no points of its own, in the places it takes among the points of the others.
FREE, CHANGES, PERSPECTIVE, HOUSE = 8.0, 7.0, 6.0, 3.0
# Said only where too few others can be said; all three are true of everybody who passed the filters.
ALWAYS = 0.0


@dataclass(frozen=True)
class Told:
    """What was written: words both sides use (in texts, in visits held), and things named in another language."""

    wrote: Sequence[str] = ()
    helped: Sequence[str] = ()
    named: Mapping[str, str] = field(default_factory=dict)  # thing -> ISO code of the language of that text


class Reason(TypedDict):
    """One sentence: the key of the grammar and what it names, JSON-able."""

    key: str
    params: dict[str, Any]


Found = tuple[float, Reason]

# Why somebody stands before a higher score, as the desk says it; never shown to the expert or the requester.
MOVED_WORDS: dict[str, Promise] = {
    "peer": _("moved up so that somebody with the service-user or peer view is among the first."),
    "country": _("moved up so that the first ones are not all from one country."),
}


def reasons(request: RequestFacts, expert: ExpertFacts, scored: Scored, told: Told | None = None) -> list[Reason]:
    """Return 3 to 6 reasons. Each stands where the points that it explains put it; ties keep the grammar's order."""
    found = [
        (gain, reason)
        for part in (_topics, _opened, _language, _context, _model, _changes, _dates_and_load, _practical)
        for gain, reason in part(request, expert, scored.parts)
    ]
    found.extend(_written(told or Told(), scored.parts))
    said = sorted((one for one in found if one[0] > ALWAYS), key=lambda one: -one[0])[:MOST]
    spare = [one for one in found if one[0] == ALWAYS]
    return [reason for _gain, reason in said + spare[: max(0, LEAST - len(said))]]


def in_words(reason: Mapping[str, Any], person: str = "they") -> str:
    """Return the sentence in the reader's language; `person` "you" is for the expert's own page."""
    # Imported here, so that reasons can be computed without the vocabularies' rows.
    from visits.matching.words import sentence

    return sentence(reason["key"], reason["params"], person)


def _reason(key: str, **params: Any) -> Reason:
    return {"key": key, "params": params}


def _topics(request: RequestFacts, expert: ExpertFacts, parts: Mapping[str, float]) -> Iterable[Found]:
    done = [topic for topic in request.topics if expert.topics.get(topic) == "done"]
    known = [topic for topic in request.topics if expert.topics.get(topic) == "know"]
    for topic in done:
        if expert.said.get(topic):
            yield parts["topics"], _reason("said", topic=topic, said=expert.said[topic])
    in_general = [topic for topic in done if not expert.said.get(topic)]
    if in_general:
        yield parts["topics"], _reason("done", topics=in_general)
    if known:
        yield parts["topics"] / 2, _reason("knows", topics=known)


def _opened(request: RequestFacts, expert: ExpertFacts, parts: Mapping[str, float]) -> Iterable[Found]:
    if expert.has_opened_a_room and request.stage in NEW_ROOM_STAGES:
        # Which law the room was opened under can be told only where the expert names a single one.
        bases = sorted(expert.legal_bases - NO_BASIS)
        basis = bases[0] if len(bases) == 1 else ""
        yield parts["stage"] + 2, _reason("opened", basis=basis, year=expert.opened_year)


def _language(request: RequestFacts, expert: ExpertFacts, parts: Mapping[str, float]) -> Iterable[Found]:
    shared = shared_languages(request, expert)
    if shared:
        spoken = [{"code": code, "level": expert.languages[code]} for code in shared[:2]]
        yield parts["language"], _reason("speaks", languages=spoken)
    elif request.interpreter:
        yield parts["language"], _reason("interpreter")


def _context(request: RequestFacts, expert: ExpertFacts, parts: Mapping[str, float]) -> Iterable[Found]:
    likeness = basis_likeness(request, expert) if request.legal_basis not in NO_BASIS else 0.0
    if likeness:
        key = "same-basis" if likeness == 1 else "similar-basis"
        yield parts["context"] * likeness, _reason(key, basis=request.legal_basis)
    if knows_the_law(request, expert):
        yield parts["context"] / 3, _reason("law")
    if request.city_size in expert.city_sizes:
        yield parts["context"] / 4, _reason("size", size=request.city_size)
    if expert.country in request.preferred_countries:
        yield parts["context"] / 3, _reason("preferred-country")


def _model(request: RequestFacts, expert: ExpertFacts, parts: Mapping[str, float]) -> Iterable[Found]:
    if request.preferred_model in expert.room_models:
        yield parts["model"], _reason("model", model=request.preferred_model)
    routes = sorted(request.routes & expert.routes)
    if routes:
        yield parts["model"] / 2, _reason("routes", routes=routes)


def _dates_and_load(request: RequestFacts, expert: ExpertFacts, parts: Mapping[str, float]) -> Iterable[Found]:
    spells = free_spells(request, expert)
    if spells:
        yield FREE, _reason("free", spells=[[start.isoformat(), end.isoformat()] for start, end in spells[:2]])
    if expert.last_visit is not None:
        months = max(0, (request.today - expert.last_visit).days) // 30
        yield parts["fairness"] * 0.7, _reason("last-visit", months=months)
    elif not expert.visits_this_year:
        yield parts["fairness"] / 2, _reason("no-visit-yet")
    yield ALWAYS, _reason("places-left", left=expert.places_left)


def _written(told: Told, parts: Mapping[str, float]) -> Iterable[Found]:
    if len(told.wrote) >= ENOUGH_SHARED_WORDS:
        yield parts["affinity"] * 1.5, _reason("wrote", words=list(told.wrote[:3]))
    if len(told.helped) >= ENOUGH_SHARED_WORDS:
        yield parts["affinity"] * 1.5, _reason("helped", words=list(told.helped[:3]))
    if told.named:
        yield parts["words"], _reason("named", things=list(told.named)[:3], languages=sorted(set(told.named.values())))


def _changes(request: RequestFacts, expert: ExpertFacts, parts: Mapping[str, float]) -> Iterable[Found]:
    if expert.changes_year:
        yield CHANGES, _reason("led-to-changes", year=expert.changes_year)


def _practical(request: RequestFacts, expert: ExpertFacts, parts: Mapping[str, float]) -> Iterable[Found]:
    views = sorted(expert.perspectives & {"peer-worker", "service-user"})
    if views and (request.wants_peer_expert or "participation" in request.topic_groups):
        yield PERSPECTIVE, _reason("perspective", perspectives=views)
    largest = max((house.largest_group for house in expert.houses if house.receives), default=0)
    if request.expert_hosts and largest:
        yield HOUSE, _reason("house", largest=largest)
    yield ALWAYS, _reason("kind", kind=request.kind)
    yield ALWAYS, _reason("group", most=expert.group_max)
    if KINDS[request.kind].travels == "experts" and expert.will_travel:
        yield HOUSE, _reason("travels")
