"""Do the parts add up, and does each part say what it should?"""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.visits.matching.makers import TODAY, ask, person
from visits.matching.facts import Text
from visits.matching.score import Near, concept_weights, score, words_share
from visits.matching.weights import CURRENT, PART_WORDS

TOPICS = ["inhalation", "police", "neighbours", "peer-work", "legal"]
BASES = ["", "law", "guideline", "local", "none", "trial", "unknown"]
requests = some.builds(
    ask,
    topics=some.lists(some.sampled_from(TOPICS), unique=True, max_size=3).map(tuple),
    stage=some.sampled_from(["", "idea", "preparing", "running", "under-threat", "expanding-or-moving"]),
    legal_basis=some.sampled_from(BASES),
    preferred_model=some.sampled_from(["", "mobile", "ops"]),
    routes=some.frozensets(some.sampled_from(["injecting", "inhaling", "oral"])),
    preferred_countries=some.frozensets(some.sampled_from(["NL", "DE"])),
)
experts = some.builds(
    person,
    topics=some.dictionaries(some.sampled_from(TOPICS), some.sampled_from(["done", "know"])),
    languages=some.dictionaries(some.sampled_from(["en", "fr"]), some.sampled_from(["basic", "working", "fluent"])),
    legal_bases=some.frozensets(some.sampled_from(BASES)),
    has_opened_a_room=some.booleans(),
    opened_year=some.none() | some.integers(1986, 2026),
    room_models=some.frozensets(some.sampled_from(["mobile", "ops"])),
    routes=some.frozensets(some.sampled_from(["injecting", "inhaling", "oral"])),
    capacity_per_year=some.integers(0, 9),
    visits_this_year=some.integers(0, 9),
    open_invitations=some.integers(0, 3),
    last_visit=some.none() | some.dates(TODAY - timedelta(days=900), TODAY),
)


nears = some.builds(Near, some.floats(0, 1), some.floats(0, 1))


@given(requests, experts, nears)
def test_parts_add_up_to_the_digit(request_, expert, near):
    scored = score(request_, expert, near)
    assert sum(Decimal(str(points)) for points in scored.parts.values()) == Decimal(str(scored.total))
    assert all(0 <= scored.parts[part] <= most for part, most in CURRENT.parts.items())


@given(requests, experts, nears, some.sampled_from(TOPICS))
def test_another_shared_topic_never_lowers_a_score(request_, expert, near, topic):
    better = replace(expert, topics={**expert.topics, topic: "done"})
    assert score(request_, better, near).total >= score(request_, expert, near).total


def test_weights_are_a_hundred_points_and_named():
    assert sum(CURRENT.parts.values()) == 100
    assert list(PART_WORDS) == list(CURRENT.parts)


def test_done_counts_double():
    two = ask(topics=("inhalation", "police"))
    done = score(two, person(topics={"inhalation": "done"}), Near()).parts["topics"]
    assert done == 2 * score(two, person(topics={"inhalation": "know"}), Near()).parts["topics"] == 15


@pytest.mark.parametrize(("level", "points"), [("fluent", 15), ("working", 12)])
def test_language(level, points):
    assert score(ask(), person(languages={"en": level}), Near()).parts["language"] == points


@pytest.mark.parametrize(("known", "points"), [("local", 10.0), ("guideline", 5.0), ("law", 0.0)])
def test_legal_basis_alike(known, points):
    request_ = ask(legal_basis="local")
    assert score(request_, person(legal_bases=frozenset({known})), Near()).parts["context"] == points


def test_what_is_not_asked_is_fulfilled():
    scored = score(ask(country="", topics=()), person(), Near())
    assert scored.parts == {
        "topics": 30,
        "affinity": 0,
        "words": 0,
        "language": 15,
        "context": 15,
        "stage": 10,
        "fairness": 10,
        "model": 5,
    }


def test_new_room_wants_somebody_who_opened_one():
    request_ = ask(stage="preparing")
    opened = [person(has_opened_a_room=True, opened_year=year) for year in (2024, 1999)]
    assert [score(request_, one, Near()).parts["stage"] for one in [*opened, person()]] == [10, 8, 3]


def test_fairness_falls_with_the_load_and_grows_with_the_rest():
    rested = person(last_visit=TODAY - timedelta(days=400))
    tired = person(last_visit=TODAY - timedelta(days=10), visits_this_year=3)
    assert score(ask(), rested, Near()).parts["fairness"] == 10
    assert score(ask(), tired, Near()).parts["fairness"] == 1.1


def test_model_and_routes():
    request_ = ask(preferred_model="mobile", routes=frozenset({"injecting", "inhaling"}))
    expert = person(room_models=frozenset({"mobile"}), routes=frozenset({"inhaling"}))
    assert score(request_, expert, Near()).parts["model"] == 4


def test_context_weighs_law_level_country_and_size():
    request_ = ask(legal_basis="local", legal_level="city", city_size="200k-1m")
    nothing = person(legal_bases=frozenset({"law"}))
    all_of_it = person(
        country="BE",
        legal_bases=frozenset({"local"}),
        legal_levels=frozenset({"city"}),
        city_sizes=frozenset({"200k-1m"}),
    )
    next_size = replace(all_of_it, city_sizes=frozenset({"over-1m"}))
    found = [score(request_, one, Near()).parts["context"] for one in (nothing, next_size, all_of_it)]
    assert found == [0.0, 13.8, 15.0]


def test_words_count_by_how_telling_they_are():
    texts = [frozenset({"room"}), frozenset({"room", "ventilation"}), frozenset({"room"})]
    telling = concept_weights(person(n, texts=(Text("x", "nl", concepts),)) for n, concepts in enumerate(texts))
    asked = frozenset({"room", "ventilation"})
    found = [words_share(asked, known, telling) for known in (frozenset(), {"room"}, {"ventilation"}, asked)]
    assert found[0] == 0
    assert 0 < found[1] < found[2] / 2
    assert found[3] == words_share(frozenset(), frozenset(), telling) == 1


@pytest.mark.parametrize("near", [Near(0.01, 0), Near(0.4, 0)])
def test_more_nearness_never_lowers_a_score(near):
    more = replace(near, texts=near.texts + 0.1)
    assert score(ask(), person(), more).total > score(ask(), person(), near).total
