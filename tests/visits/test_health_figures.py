"""Are the figures of the network's health what somebody would count by hand?"""

from datetime import UTC, datetime, timedelta

import pytest

from visits.health import measures
from visits.health.facts import Asked, Facts, Happening, Period, Question
from visits.health.hiding import Count, Share, Tally, covered, share, share_of_whole

MONDAY = datetime(2026, 3, 2, 10, tzinfo=UTC)
ALL = Period("all")


def at(days, hours=0):
    return MONDAY + timedelta(days=days, hours=hours)


def walk(pk, *steps):
    """("submitted", day), ("inviting", day) ... as the trail keeps them; each begins where the one before ended."""
    before, found = "draft", []
    for state, day in steps:
        found.append(Happening(pk, at(day), before, state))
        before = state
    return found


def network(*walks, kinds=(), answers=(), questions=(), **fields):
    """Requests 1, 2, 3 ... that went these ways, by default study visits of Belgium about air."""
    requests = {}
    for pk, steps in enumerate(walks, 1):
        kind = kinds[pk - 1] if kinds else "study-visit"
        requests[pk] = Asked(pk, kind, "BE", steps[-1][0], frozenset({"inhalation"}), True)
    moves = sorted((move for pk, steps in enumerate(walks, 1) for move in walk(pk, *steps)), key=lambda m: m.at)
    asked = {question.pk: question for question in questions}
    return Facts(requests, moves, asked, answers, **fields)


def test_time_in_a_state_counts_each_stay_that_ended():
    read_after = (1, 2, 3, 4, 10)
    facts = network(*([("submitted", 0), ("inviting", days)] for days in read_after), [("submitted", 0)])
    spread = measures.time_in_states(facts, ALL)["submitted"]
    assert (spread.count.number, spread.quartiles) == (5, (2.0, 3.0, 4.0))
    assert measures.standing_now(facts)["inviting"].number == 5


def test_a_stay_belongs_to_the_period_in_which_it_ended():
    facts = network([("submitted", 0), ("inviting", 3), ("planning", 9)])
    seen = measures.time_in_states(facts, Period("x", at(2), at(9)))
    assert [name for name, row in seen.items() if row.count.number] == ["submitted"]


def test_a_request_that_comes_back_counts_again():
    facts = network([("submitted", 0), ("returned", 1), ("submitted", 3), ("inviting", 7)])
    assert [(stay.state, stay.days) for stay in measures.stays(facts.moves)] == [
        ("submitted", 1.0), ("returned", 2.0), ("submitted", 4.0),
    ]  # fmt: skip


def test_waits_are_counted_in_working_days():
    # Sent on Monday: decided on the same day, on Tuesday, on Friday, on the next Monday, on the Tuesday after it.
    facts = network(*([("submitted", 0), ("inviting", days)] for days in (0, 1, 4, 7, 8)))
    read = measures.waiting_times(facts, ALL, holidays=())["read"]
    assert read.quartiles == (1.0, 4.0, 5.0)
    friday = {at(4).date()}
    assert measures.waiting_times(facts, ALL, holidays=friday)["read"].quartiles == (1.0, 3.0, 4.0)


def test_the_first_answer_of_any_expert_counts_once_for_each_request():
    questions, answers = [], []
    for pk in range(1, 6):
        questions += [Question(10 * pk, pk, 1, "NL"), Question(10 * pk + 1, pk, 2, "DE")]
        answers += [
            Happening(10 * pk, at(0), "suggested", "invited"),
            Happening(10 * pk + 1, at(1), "suggested", "invited"),
            Happening(10 * pk, at(2), "invited", "lapsed"),
            Happening(10 * pk + 1, at(3), "invited", "declined"),
            Happening(10 * pk, at(4), "invited", "accepted"),
        ]
    facts = network(*[[("submitted", 0), ("inviting", 0)]] * 5, questions=questions, answers=answers)
    spread = measures.waiting_times(facts, ALL, holidays=())["answer"]
    assert (spread.count.number, spread.quartiles) == (5, (3.0, 3.0, 3.0))


def test_fill_rate():
    found = [("submitted", 0), ("inviting", 1), ("planning", 3), ("cancelled", 9)]
    lost = [("submitted", 0), ("inviting", 1), ("stood-down", 9)]
    before = [("submitted", 0), ("not-approved", 1)]
    facts = network(*[found] * 15, *[lost] * 5, *[before] * 6)
    assert {row: count.told for row, count in measures.outcomes(facts, ALL).items()} == {
        "found": 15, "not-found": 5, "before": 6, "open": None,
    }  # fmt: skip
    assert measures.fill_rate(facts, ALL) == Share(75)


def test_one_small_outcome_is_covered_by_another():
    found, open_now = [("submitted", 0), ("inviting", 1), ("planning", 3)], [("submitted", 0)]
    refused = [("submitted", 0), ("not-approved", 1)]
    counts = measures.outcomes(network(*[found] * 15, *[open_now] * 2, *[refused] * 6), ALL)
    assert {row: str(count) for row, count in counts.items()} == {
        "found": "15", "not-found": "<5", "before": "–", "open": "<5",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("peers", "told"), [(0, Share(20, "most")), (3, Share(20, "most")), (8, Share(40)), (18, Share(80, "least"))]
)
def test_the_share_with_a_peer_never_tells_of_fewer_than_five(peers, told):
    way = [("submitted", 0), ("inviting", 1), ("planning", 3)]
    questions = [Question(pk, pk, pk, "NL", accepted=True, is_peer=pk <= peers) for pk in range(1, 21)]
    seen, whole = measures.peer_share(network(*[way] * 20, questions=questions), ALL)
    assert (seen, whole.number) == (told, 20)


def test_load_counts_experts_not_visits():
    # Expert 1 said yes six times, 2 to 6 once each; 7 to 12 were never asked.
    yeses = [1] * 6 + [2, 3, 4, 5, 6]
    questions = [Question(pk, 1, expert, "NL") for pk, expert in enumerate(yeses)]
    answers = [Happening(question.pk, at(1), "invited", "accepted") for question in questions]
    done = {expert: frozenset({"inhalation"}) for expert in range(1, 13)}
    facts = network([("submitted", 0)], questions=questions, answers=answers, done=done)
    assert [count.number for count in measures.load(facts, ALL)["yes"]] == [6, 5, 0, 0, 1]
    assert [str(count) for count in measures.load(facts, ALL)["yes"]] == ["6", "–", "<5", "<5", "<5"]


def test_topics_that_nobody_has_done_come_first():
    way = [("submitted", 0), ("inviting", 1), ("stood-down", 5)]
    facts = network(*[way] * 6, done={1: frozenset({"police"})}, known={2: frozenset({"inhalation"})})
    for pk in range(7, 14):
        facts.requests[pk] = Asked(pk, "study-visit", "BE", "submitted", frozenset({"police"}), None)
        facts.moves.append(Happening(pk, at(0), "draft", "submitted"))
    air, police = measures.topics(facts, ALL, {})
    assert (air.slug, air.asked.number, air.nobody.number, air.is_covered, air.known) == ("inhalation", 6, 6, False, 1)
    assert (police.asked.number, police.nobody.number, police.is_covered) == (7, 0, True)


def test_covered_topics_under_five_stand_together_in_their_group():
    facts = network(*[[("submitted", 0)]] * 5, done={1: frozenset({"police", "neighbours"}), 2: frozenset({"police"})})
    for pk, slugs in enumerate(
        (("police", "neighbours"), ("police",), ("neighbours",), ("police",), ("neighbours",)), 1
    ):
        facts.requests[pk] = Asked(pk, "study-visit", "BE", "submitted", frozenset(slugs), None)
    [row] = measures.topics(facts, ALL, {"police": "around", "neighbours": "around"})
    assert (row.slug, row.is_group, row.asked.number, row.done) == ("around", True, 5, 2)


def test_one_kind_alone():
    ways = [[("submitted", 0), ("inviting", 1)]] * 12
    facts = network(*ways, kinds=["study-visit"] * 7 + ["remote-advice"] * 5)
    assert measures.sent_count(facts, ALL, "remote-advice").told == 5
    assert measures.time_in_states(facts, ALL, "study-visit")["submitted"].count.told == 7


def test_no_subtraction_leads_to_a_small_number():
    assert covered({"a": 9, "b": 8, "c": 7}) == frozenset()
    assert covered({"a": 9, "b": 8, "c": 2}) == {"b", "c"}
    assert covered({"a": 9, "b": 2, "c": 2, "d": 0}) == {"a", "b", "c"}
    assert covered({"a": 9, "b": 3, "c": 2}) == {"b", "c"}


def test_a_kind_is_not_told_where_all_kinds_less_the_others_would_tell():
    pairs = [("sent", "visit")] * 9 + [("sent", "call")] * 8 + [("sent", "training")] * 2
    assert [str(Tally(pairs, kind).count("sent")) for kind in ("", "visit", "call", "training")] == [
        "19", "9", "–", "<5",
    ]  # fmt: skip


def test_shares_near_the_ends_are_bounds_made_of_what_is_told():
    assert share(Count(16), Count(1)) == share(Count(16), Count(4)) == Share(80, "least")
    assert share(Count(0), Count(16)) == share(Count(4), Count(16)) == Share(20, "most")
    assert share(Count(2), Count(3)) is None
    assert share_of_whole(Count(1), Count(4)) is None


def test_small_countries_stand_in_their_region_and_small_regions_elsewhere():
    region = {"NL": "west", "BE": "west", "DE": "west", "PT": "south", "IE": "north"}
    counts = {"NL": 9, "BE": 3, "DE": 4, "PT": 2, "IE": 4}
    pairs = [(code, "") for code, number in counts.items() for _one in range(number)]
    folded = Tally(pairs).folded(region, "elsewhere")
    assert [(name, count.number) for name, count in folded] == [("NL", 9), ("west", 7), ("elsewhere", 6)]


def test_what_is_left_elsewhere_takes_others_in_until_it_may_be_told():
    pairs = [("NL", "")] * 9 + [("DE", "")] * 6 + [("PT", "")]
    folded = Tally(pairs).folded({"NL": "west", "DE": "west", "PT": "south"}, "elsewhere")
    assert [(name, str(count)) for name, count in folded] == [("NL", "9"), ("elsewhere", "7")]
