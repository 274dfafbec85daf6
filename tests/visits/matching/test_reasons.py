"""Are there always three to six reasons, true ones, and can they be said of and to somebody?"""

import json
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings

from tests.visits.matching.makers import TODAY, ask, person
from tests.visits.matching.test_score import experts, requests
from visits.matching.facts import House
from visits.matching.filters import ruled_out
from visits.matching.reasons import Told, in_words, reasons
from visits.matching.score import Near, score
from visits.matching.words import GRAMMAR


def told(request_, expert, words=()):
    return reasons(request_, expert, score(request_, expert, Near(0.1, 1)), Told(wrote=words))


def find(request_, expert, key, words=()):
    return next(reason for reason in told(request_, expert, words) if reason["key"] == key)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(requests, experts)
def test_three_to_six_reasons_for_everybody_who_fits(request_, expert):
    if ruled_out(request_, expert):
        return
    found = told(request_, expert)
    assert 3 <= len(found) <= 6
    assert len({json.dumps(reason) for reason in found}) == len(found)
    assert {reason["key"] for reason in found} <= set(GRAMMAR)


def test_most_telling_first():
    request_ = ask(stage="preparing", windows=((date(2027, 3, 12), date(2027, 3, 20)),))
    expert = person(
        has_opened_a_room=True,
        opened_year=2016,
        legal_bases=frozenset({"local"}),
        last_visit=TODAY - timedelta(days=215),
    )
    keys = [reason["key"] for reason in told(request_, expert, ["ventilation", "booths"])]
    assert keys == ["done", "speaks", "opened", "wrote", "free", "last-visit"]


def test_one_shared_word_is_no_reason():
    assert "wrote" not in [reason["key"] for reason in told(ask(), person(), ["ventilation"])]


def test_law_of_the_opened_room_is_told_only_when_there_is_one():
    request_ = ask(stage="idea")
    several = person(has_opened_a_room=True, legal_bases=frozenset({"local", "law"}))
    assert find(request_, several, "opened")["params"]["basis"] == ""


def test_peer_is_never_said():
    assert "peer" not in json.dumps(told(ask(wants_peer_expert=True), person(is_peer=True)))


WINDOWS = {"windows": ((date(2027, 3, 12), date(2027, 3, 20)),)}
SAID = [
    ({}, {}, "done", "Did it themselves: smoking rooms and ventilation"),
    ({}, {"said": {"inhalation": "Built two smoking booths, 2024"}}, "said", "Built two smoking booths, 2024"),
    ({}, {"topics": {"inhalation": "know"}}, "knows", "Knows about: smoking rooms and ventilation"),
    (
        {"stage": "idea"},
        {"has_opened_a_room": True, "opened_year": 2016, "legal_bases": frozenset({"local"})},
        "opened",
        "Opened a room in a city without a national law, 2016",
    ),
    ({"stage": "idea"}, {"has_opened_a_room": True}, "opened", "Opened a room"),
    ({}, {"languages": {"en": "working"}}, "speaks", "Speaks English at working level"),
    ({"interpreter": True}, {"languages": {}}, "interpreter", "No language in common: an interpreter comes"),
    (
        {"legal_basis": "guideline"},
        {"legal_bases": frozenset({"guideline"})},
        "same-basis",
        "Knows their legal situation: tolerated under guidelines",
    ),
    (
        {"legal_basis": "guideline"},
        {"legal_bases": frozenset({"local"})},
        "similar-basis",
        "Knows a legal situation like theirs (tolerated under guidelines)",
    ),
    ({}, {"legal_contexts": frozenset({"BE"})}, "law", "Knows the law of their country"),
    (
        {"preferred_countries": frozenset({"NL"})},
        {},
        "preferred-country",
        "Works in a country they asked for",
    ),
    (
        {"preferred_model": "mobile"},
        {"room_models": frozenset({"mobile"})},
        "model",
        "Worked in the kind of room they plan: mobile",
    ),
    (
        {"routes": frozenset({"inhaling"})},
        {"routes": frozenset({"inhaling"})},
        "routes",
        "Worked in rooms for: smoking and inhaling",
    ),
    (WINDOWS, {}, "free", "Free 12 to 20 March 2027"),
    (
        {"windows": ((date(2027, 2, 27), date(2027, 3, 2)), (date(2027, 4, 5), date(2027, 4, 5)))},
        {},
        "free",
        "Free 27 February 2027 to 2 March 2027 and 5 April 2027",
    ),
    ({}, {"last_visit": TODAY - timedelta(days=215)}, "last-visit", "Last visit 7 months ago"),
    ({}, {"last_visit": TODAY - timedelta(days=31)}, "last-visit", "Last visit 1 month ago"),
    ({}, {"last_visit": TODAY}, "last-visit", "Last visit in the last month"),
    ({}, {}, "no-visit-yet", "Has not been on a visit here yet"),
    (
        {"wants_peer_expert": True},
        {"perspectives": frozenset({"peer-worker"})},
        "perspective",
        "Can speak as a peer worker",
    ),
    (
        {"city_size": "over-1m"},
        {"city_sizes": frozenset({"over-1m", "under-50k"})},
        "size",
        "Worked in a town of that size: over a million",
    ),
    (
        {},
        {"houses": (House(1, largest_group=6), House(2, receives=False, largest_group=9))},
        "house",
        "Their house receives up to 6 people",
    ),
    ({"kind": "on-site-training", "expert_hosts": False}, {}, "travels", "Is willing to travel"),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("request_", "expert", "key", "words"), SAID, ids=[case[2] for case in SAID])
def test_said_of_somebody(request_, expert, key, words):
    assert in_words(find(ask(**request_), person(**expert), key)) == words


@pytest.mark.django_db
def test_everything_can_be_said_to_somebody():
    for request_, expert, key, words in SAID:
        to_you = in_words(find(ask(**request_), person(**expert), key), person="you")
        assert to_you.startswith(("You", "No language"))
        assert to_you != words or key == "interpreter"


@pytest.mark.django_db
def test_spare_reasons_and_shared_words():
    for key, params, words in [
        ("wrote", {"words": ["ventilation", "booths"]}, "Wrote about: ventilation, booths"),
        ("helped", {"words": ["ventilation", "booths"]}, "A visit with them was about: ventilation, booths"),
        (
            "named",
            {"things": ["smoking room"], "languages": ["nl"]},
            "Wrote about the same things in Dutch: smoking room",
        ),
        ("places-left", {"left": 1}, "Has 1 visit left this year"),
        ("kind", {"kind": "job-shadowing"}, "Offers: job shadowing"),
        ("group", {"most": 4}, "Takes groups of up to 4"),
        ("from an older grammar", {}, ""),
    ]:
        assert in_words({"key": key, "params": params}) == words


def test_invited_expert_does_not_learn_which_country_asks():
    reason = find(ask(), person(legal_contexts=frozenset({"BE"})), "law")
    assert "BE" not in json.dumps(reason)
