"""Are their places alike? Five things, each with what both sides say."""

from hypothesis import given

from tests.visits.matching.makers import ask, person
from tests.visits.matching.test_score import experts, requests
from visits.matching.context import compare, similar

PLACE = {
    "legal_basis": "local",
    "legal_level": "city",
    "preferred_model": "mobile",
    "routes": frozenset({"inhaling", "injecting"}),
    "city_size": "200k-1m",
    "stage": "preparing",
}


def alike(request_, expert):
    return {one.key: one.alike for one in compare(request_, expert)}


def test_four_of_five():
    expert = person(
        legal_bases=frozenset({"local"}),
        legal_levels=frozenset({"city", "national"}),
        room_models=frozenset({"integrated"}),
        routes=frozenset({"inhaling"}),
        city_sizes=frozenset({"over-1m"}),
        has_opened_a_room=True,
    )
    assert alike(ask(**PLACE), expert) == {
        "law": "same", "model": "other", "routes": "near", "size": "near", "stage": "same"
    }  # fmt: skip
    assert similar(compare(ask(**PLACE), expert)) == (4, 5)


def test_other_level_makes_the_same_law_a_near_one():
    expert = person(legal_bases=frozenset({"local"}), legal_levels=frozenset({"national"}))
    assert alike(ask(**PLACE), expert)["law"] == "near"


def test_what_nobody_said_is_not_known_and_what_is_not_asked_is_not_counted():
    assert alike(ask(**PLACE), person()) == {
        "law": "unknown", "model": "unknown", "routes": "unknown", "size": "unknown", "stage": "other"
    }  # fmt: skip
    assert similar(compare(ask(), person())) == (0, 0)


def test_stage_of_a_room_that_moves_or_runs():
    moved, other = person(topics={"continuity": "done"}), person(topics={"continuity": "know"})
    assert [alike(ask(stage="expanding-or-moving"), one)["stage"] for one in (moved, other)] == ["same", "other"]
    running = ask(stage="running", topics=("inhalation",))
    assert [alike(running, one)["stage"] for one in (person(), moved)] == ["same", "other"]


@given(requests, experts)
def test_always_five_and_never_more_similar_than_asked(request_, expert):
    found = compare(request_, expert)
    near, asked = similar(found)
    assert len(found) == 5
    assert 0 <= near <= asked <= 5
