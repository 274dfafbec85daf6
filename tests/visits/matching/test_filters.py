"""Does each hard rule say no where it must, and yes beside it?"""

from datetime import date, timedelta

import pytest

from tests.visits.matching.makers import TODAY, ask, person
from visits.matching.facts import House
from visits.matching.filters import FILTER_WORDS, RULES, ruled_out

MARCH = ((date(2027, 3, 8), date(2027, 3, 19)),)
THIS_YEAR = frozenset({TODAY.year})
FIXED = {"flexible": False, "windows": MARCH, "duration_days": 3}
TRAINING = {"kind": "on-site-training", "travels": "experts", "expert_hosts": False}
CALL = {"kind": "remote-advice", "travels": "nobody", "expert_hosts": False}

# code, request, the expert who is out, the expert beside them who fits
CASES = [
    ("not-vetted", {}, {"is_listed": False}, {}),
    ("not-vetted", {}, {"is_active": False}, {}),
    ("self", {}, {"user": 900}, {"user": 901}),
    ("organisation", {}, {"organisation": 70}, {"organisation": 71}),
    ("organisation", {}, {"organisation": 70}, {"organisation": None}),
    ("conflict", {}, {"conflicts": frozenset({70})}, {"conflicts": frozenset({71})}),
    ("conflict", {"former_organisations": frozenset({50})}, {"organisation": 50}, {"organisation": 51}),
    ("kept-apart", {}, {"excluded_countries": frozenset({"BE"})}, {"excluded_countries": frozenset({"FR"})}),
    ("kept-apart", {}, {"excluded_organisations": frozenset({70})}, {"excluded_organisations": frozenset({7})}),
    ("not-wanted", {"apart_organisations": frozenset({60})}, {"organisation": 60}, {"organisation": 61}),
    ("country", {"not_countries": frozenset({"NL"})}, {}, {"country": "DE"}),
    ("kind", {"kind": "implementation"}, {}, {"kinds": frozenset({"implementation"})}),
    ("language", {}, {"languages": {"en": "basic", "nl": "fluent"}}, {"languages": {"en": "working"}}),
    ("language", {"languages": {"fr": "fluent", "en": "basic"}}, {}, {"languages": {"fr": "working"}}),
    ("outsiders", {"outsiders": frozenset({"police"})}, {}, {"audiences": frozenset({"police", "funder"})}),
    ("format", CALL, {"formats": frozenset({"on-site"})}, {"formats": frozenset({"remote"})}),
    ("format", {}, {"formats": frozenset({"remote"})}, {"formats": frozenset({"on-site"})}),
    ("travel", TRAINING, {"will_travel": False}, {"will_travel": True}),
    (
        "travel-region",
        {**TRAINING, "region": "western-europe"},
        {"travel_regions": frozenset({"southern-europe"})},
        {"travel_regions": frozenset({"western-europe", "southern-europe"})},
    ),
    ("group", {"group_size": 7}, {"group_max": 6}, {"group_max": 7}),
    ("house-closed", {}, {"houses": (House(1, receives=False),)}, {"houses": (House(1), House(2, receives=False))}),
    ("house-small", {"group_size": 5}, {"houses": (House(1),)}, {"houses": (House(1), House(2, largest_group=5))}),
    ("house-small", {"group_size": 5}, {"houses": (House(1),)}, {"houses": ()}),
    ("house-full", {}, {"houses": (House(1, full_in=THIS_YEAR),)}, {"houses": (House(1, full_in=THIS_YEAR), House(2))}),
    (
        "house-months",
        FIXED,
        {"houses": (House(1, months_closed=frozenset({3})),)},
        {"houses": (House(1, months_closed=frozenset({8})),)},
    ),
    ("paused", {}, {"paused_until": TODAY + timedelta(days=1)}, {"paused_until": TODAY}),
    ("capacity", {}, {"visits_this_year": 4}, {"visits_this_year": 3}),
    ("notice", FIXED, {"notice_weeks": 20}, {"notice_weeks": 14}),
    ("dates", FIXED, {"blocked": MARCH}, {"blocked": ((date(2027, 3, 11), date(2027, 4, 30)),)}),
    ("dates", FIXED, {"blocked": ((date(2027, 3, 10), date(2027, 3, 17)),)}, {}),
    ("asked-enough", {}, {"open_invitations": 2}, {"open_invitations": 1}),
]


@pytest.mark.parametrize(("code", "request_", "out", "fits"), CASES, ids=[f"{n}-{c[0]}" for n, c in enumerate(CASES)])
def test_rule_says_no_and_yes(code, request_, out, fits):
    assert ruled_out(ask(**request_), person(**out)) == code
    assert ruled_out(ask(**request_), person(**fits)) == ""


def test_every_rule_has_a_case_and_a_sentence():
    assert {code for code, _rule in RULES} == {case[0] for case in CASES} == set(FILTER_WORDS)
    assert all(str(words).endswith(".") for words in FILTER_WORDS.values())


def test_interpreter_stands_in_for_a_language():
    assert ruled_out(ask(interpreter=True), person(languages={"nl": "fluent"})) == ""


def test_flexible_requester_rules_nobody_out_by_dates():
    assert ruled_out(ask(**{**FIXED, "flexible": True}), person(blocked=MARCH, notice_weeks=30)) == ""


def test_threatened_room_does_not_wait_for_notice():
    soon = ((TODAY + timedelta(days=3), TODAY + timedelta(days=5)),)
    threatened = ask(flexible=False, windows=soon, stage="under-threat")
    assert ruled_out(threatened, person()) == ""
    assert ruled_out(ask(flexible=False, windows=soon), person()) == "notice"


def test_house_is_not_asked_where_nobody_is_received():
    assert ruled_out(ask(**CALL, group_size=6), person(houses=(House(1, receives=False),))) == ""
