"""How good are the lists on our own ground? Judgements made by hand over the demo network, and the measures of them.

The rule by which they were judged, from what the request, the profile and the practices say, before any list was seen:

2  Has done the very thing that is asked about, in a setting that can be told of to those who ask. Belongs among the first.
1  Knows it, has done a part of it, or has done it in quite another setting. May be asked when the first cannot.
0  Would have to refer to a colleague for most of the questions.

What stands in no judgement was not judged; the mean average precision leaves it out of the ranking (2 and 1 count as
right), hits@3 asks of the whole list whether at least one 2 stands among its first three.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from portal.search import loading, synonyms
from portal.search.models import Concept, ConceptTerm
from portal.site.demo import network
from visits.kinds import KINDS
from visits.matching.facts import ExpertFacts, RequestFacts, Text
from visits.matching.shortlist import shortlist
from visits.matching.stems import guess_language
from visits.matching.weights import CURRENT, Weights

HERE = Path(__file__).parent
DEMO = Path(network.__file__).parents[1]
TODAY = date(2026, 11, 24)
# What the house's own data say of these countries, as far as the judged requests need it.
LEVELS = {"NL": "city", "DE": "national", "CH": "city", "DK": "national", "PT": "national", "ES": "regional", "FR": "national",
          "BE": "city", "NO": "national", "IE": "national", "CA": "national", "GR": "national"}  # fmt: skip


@dataclass(frozen=True)
class Measured:
    """hits: share of requests with a 2 among the first three; precision: mean average precision; asked: requests."""

    hits: float
    precision: float
    asked: int


def judgements() -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = json.loads((HERE / "judgements.json").read_text())
    return found


def demo(name: str) -> object:
    return json.loads((DEMO / f"{name}.json").read_text())


def know_the_fields_words() -> None:
    """Take the shipped synonyms as the shared vocabulary, without a database."""
    terms = []
    for number, row in enumerate(json.loads(loading.SHIPPED.read_text(encoding="utf-8")), 1):
        concept = Concept(pk=number, slug=row["slug"], label=row["en"])
        terms += [
            ConceptTerm(
                concept=concept, text=term["text"], language=term["lang"], use=term["use"],
                is_case_sensitive=term.get("match") == "case-sensitive",
            )
            for term in row["terms"]
        ]  # fmt: skip
    synonyms.keep(synonyms.built("shipped", terms))


def text(body: str, language: str = "") -> Text:
    spoken = language or guess_language(body)
    return Text(body, spoken, synonyms.named_in(body, spoken))


def levels(words: str) -> dict[str, str]:
    return dict(pair.split(":") for pair in words.split())


def experts() -> dict[str, ExpertFacts]:
    """Return the demo's experts as facts, by key."""
    rows = demo("people")["experts"]  # type: ignore[index]
    posts = demo("practices")
    found = {}
    for number, row in enumerate(rows, 1):
        own = "\n".join([row["bio"], *row["done"].values()])
        written = [text(f"{one['title']}\n{one['what_was_done']}", one.get("language", "en")) for one in posts
                   if one["by"] == row["key"] and one.get("show_as") != "anonymous"]  # fmt: skip
        found[row["key"]] = ExpertFacts(
            id=number, user=1000 + number, country=row["country"], organisation=number, kinds=frozenset(KINDS),
            topics={**dict.fromkeys(row["done"], "done"), **dict.fromkeys(row["know"], "know")}, said=row["done"],
            languages=levels(row["languages"]), legal_bases=frozenset(row["bases"]),
            legal_levels=frozenset({LEVELS[row["country"]]}), legal_contexts=frozenset({row["country"]}),
            perspectives=frozenset({"peer-worker" if row["category"] == "peer-worker" else "professional"}),
            has_opened_a_room="opened" in row, opened_year=row.get("opened"), room_models=frozenset(row["models"]),
            routes=frozenset(row["routes"]), audiences=frozenset(row.get("audiences", [])), group_max=row["group"],
            capacity_per_year=row["capacity"], is_peer=row.get("peer", False), texts=(text(own), *written),
        )  # fmt: skip
    return found


def requests() -> dict[str, RequestFacts]:
    people = demo("people")
    asking = {row["key"]: row for row in [*people["members"], *people["experts"]]}  # type: ignore[index]
    found = {}
    for number, row in enumerate(demo("requests"), 1):  # type: ignore[arg-type, var-annotated]
        asker = asking[row["by"]]
        kind = KINDS[row["kind"]]
        found[row["key"]] = RequestFacts(
            id=number, today=TODAY, kind=row["kind"], topics=tuple(row["topics"]), stage=row["stage"],
            travels=row.get("travels") or kind.travels, legal_basis=row["legal_basis"], country=asker["country"],
            languages=levels(asker["languages"]), outsiders=frozenset(row.get("outsiders", [])),
            group_size=row.get("group", 1), experts_needed=row.get("experts", 1),
            wants_peer_expert=row.get("wants_peer", False), requester=1,
            text=text("\n".join([row["title"], *row["questions"], row["why_now"]])),
        )  # fmt: skip
    return found


def measure(weights: Weights = CURRENT) -> Measured:
    """Make the list of every judged request and hold it against the judgements."""
    everybody, asked = experts(), requests()
    hits, precisions = [], []
    for key, judged in judgements().items():
        names = {one.id: name for name, one in everybody.items()}
        order = [names[row.expert_id] for row in shortlist(asked[key], list(everybody.values()), weights).fits]
        hits.append(any(judged.get(name) == 2 for name in order[:3]))
        precisions.append(average_precision([judged[name] > 0 for name in order if name in judged]))
    return Measured(sum(hits) / len(hits), sum(precisions) / len(precisions), len(hits))


def average_precision(right: Sequence[bool]) -> float:
    """Return the mean of the precisions at each right one; 0 without any."""
    found = [sum(right[:place]) / place for place, is_right in enumerate(right, 1) if is_right]
    return sum(found) / len(found) if found else 0.0


def switched_off() -> Iterator[tuple[str, Measured]]:
    """Yield what is measured with all parts, and with each part worth nothing."""
    yield "all parts", measure()
    for part in CURRENT.parts:
        yield f"without {part}", measure(off(part))
    yield "without topics and texts", measure(off("topics", "affinity", "words"))


def all_at_once() -> Mapping[str, int]:
    """Plan all of the demo's requests together: in how many would somebody else be asked than if each were alone, and
    how often would the busiest expert be asked?"""
    from visits.matching.assign import Person, Wish, assign

    everybody, asked = list(experts().values()), list(requests().values())
    scores = {
        (request.id, row.expert_id): round(row.total * 10)
        for request in asked
        for row in shortlist(request, everybody).fits
    }
    people = [Person(one.id, min(one.places_left, 2), one.country, one.brings_peer_view) for one in everybody]
    wishes = [Wish(one.id, one.experts_needed, one.wants_peer_expert) for one in asked]
    plan = assign(wishes, people, scores, seed=1)
    alone = {wish.request: assign([wish], people, scores, seed=1).people[wish.request] for wish in wishes}
    asked_alone = [expert for found in alone.values() for expert in found]
    planned = [expert for found in plan.people.values() for expert in found]
    return {
        "requests": len(wishes),
        "ask somebody else": sum(alone[key] != plan.people[key] for key in alone),
        "busiest alone": max(map(asked_alone.count, asked_alone)),
        "busiest planned": max(map(planned.count, planned)),
        "points given up, in all": round(
            (sum(scores[r, e] for r, found in alone.items() for e in found) - plan.total) / 10
        ),
    }


def off(*parts: str) -> Weights:
    return replace(CURRENT, version="off", parts={**CURRENT.parts, **dict.fromkeys(parts, 0)})


def across_languages() -> Mapping[str, tuple[int, int, int]]:
    """Return, for Spanish requests among Dutch practices, (right one first, among three, of how many): by the texts'
    own words, and by the field's shared vocabulary."""
    from visits.matching.affinity import ask, learn, read
    from visits.matching.score import concept_weights, words_share

    pairs = json.loads((HERE / "languages.json").read_text())
    writers = [ExpertFacts(n, texts=(text(pair["practice"], "nl"),)) for n, pair in enumerate(pairs)]
    corpus = learn(
        {str(one.id): [one.texts[0].body] for one in writers}, languages={str(one.id): "nl" for one in writers}
    )
    telling = concept_weights(writers)
    found: dict[str, list[int]] = {"stems": [], "shared words": []}
    for n, pair in enumerate(pairs):
        asked = text(pair["request"], "es")
        near = read(corpus, ask(corpus, asked.body, "es")).by_key()
        words = {str(one.id): words_share(asked.concepts, one.texts[0].concepts, telling) for one in writers}
        for name, points in (("stems", near), ("shared words", words)):
            # Equals share their places: the right one stands in the middle of them.
            above = sum(value > points[str(n)] for value in points.values())
            equal = sum(value == points[str(n)] for value in points.values()) - 1
            found[name].append(1 + above + equal)
    return {
        name: (sum(p == 1 for p in places), sum(p <= 3 for p in places), len(places)) for name, places in found.items()
    }
