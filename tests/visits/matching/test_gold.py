"""How good are the lists on our own ground? What was measured once must not become worse unseen."""

import pytest

from portal.search import synonyms
from tests.visits.matching import gold


@pytest.fixture(autouse=True)
def _words():
    gold.know_the_fields_words()
    yield
    synonyms.forget()


def test_at_least_forty_judgements_of_three_grades_about_people_of_the_demo():
    judged = [(name, grade) for row in gold.judgements().values() for name, grade in row.items()]
    assert len(judged) >= 40
    assert {grade for _name, grade in judged} == {0, 1, 2}
    assert {name for name, _grade in judged} <= set(gold.experts())
    assert set(gold.judgements()) <= set(gold.requests())


def test_somebody_who_has_done_it_is_among_the_first_three_and_the_right_ones_come_first():
    found = gold.measure()
    assert found.hits == 1
    assert found.precision >= 0.97


def test_texts_carry_the_list_where_no_topic_was_ticked():
    without_topics, without_both = (
        gold.measure(gold.off("topics")),
        gold.measure(gold.off("topics", "affinity", "words")),
    )
    assert without_topics.precision > without_both.precision
    assert without_topics.hits >= 0.6


def test_shared_words_carry_the_match_between_languages():
    """Spanish requests among Dutch practices: the stems find what sounds alike, the shared vocabulary the rest."""
    found = gold.across_languages()
    assert found["shared words"][0] >= 6
    assert found["shared words"][0] > found["stems"][0]


def test_all_at_once_nobody_is_asked_more_than_twice():
    found = gold.all_at_once()
    assert found["busiest alone"] > found["busiest planned"] == 2
    assert found["ask somebody else"] > 0


@pytest.mark.parametrize(
    ("right", "mean"), [([True, False], 1), ([False, True], 0.5), ([True, False, True], 5 / 6), ([False], 0)]
)
def test_average_precision(right, mean):
    assert gold.average_precision(right) == pytest.approx(mean)
