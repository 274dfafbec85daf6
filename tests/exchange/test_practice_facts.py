"""Is what was chosen and counted said in few words, without telling where five people could be found?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts import bylines
from exchange.practices.facts import cost, facts, few, involvement, outcomes
from exchange.practices.models import Outcome, Practice
from exchange.practices.place import shown_place
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("value", "shown"), [("0", "0"), ("1", "<5"), (" 4 ", "<5"), ("5", "5"), ("about 3", "about 3")]
)
def test_few(value, shown):
    assert few(value) == shown


@given(st.text(max_size=20))
def test_few_never_lets_a_small_number_through(value):
    assert few(value) not in {"1", "2", "3", "4"}


def test_cost_needs_currency_and_year():
    assert cost(Practice(cost_once=12000)) == ""
    said = cost(Practice(cost_once=12000, cost_yearly=300, cost_currency="EUR", cost_year=2024))
    assert "EUR once" in said
    assert "300 EUR a year (2024)" in said


@pytest.mark.parametrize(
    ("paid", "said"), [(None, "They decided with us"), (True, "They decided with us; paid for it")]
)
def test_involvement(paid, said):
    assert involvement(Practice(involvement="co-decided", were_paid=paid)) == said


def test_an_empty_answer_is_no_fact():
    assert [name for name, _value in facts(makers.practice())] == ["Told", "Language"]


def test_a_table_of_outcomes():
    practice = makers.practice()
    Outcome.objects.create(
        practice=practice, indicator="Calls", before="12", after="2", source="log", how_counted="by hand"
    )
    assert outcomes(practice) == [
        {"indicator": "Calls", "before": "12", "after": "<5", "period": "", "how": "by hand; log"}
    ]


def crowd(count, **fields):
    made = [makers.member(**fields) for _number in range(count)]
    bylines.forget_counts()
    return made


def test_the_country_is_shown_where_five_fit():
    author = crowd(5, category="nurse", country="PT")[0]
    assert shown_place(makers.practice(author=author.user, country="PT")) == "Portugal"
    assert shown_place(makers.practice(author=author.user, country="PT", place_shown="region")) == "southern Europe"
    assert shown_place(makers.practice(author=author.user, country="PT", place_shown="nowhere")) == ""


def test_fewer_than_five_of_the_role_are_told_by_region_or_not_at_all():
    author = crowd(1, category="nurse", country="PT")[0]
    crowd(4, category="doctor", country="PT")
    practice = makers.practice(author=author.user, country="PT")
    assert shown_place(practice) == ""
    crowd(4, category="nurse", country="ES")
    assert shown_place(practice) == "southern Europe"


def test_a_service_user_is_never_told_by_country():
    crowd(12, category="nurse", country="PT")
    practice = makers.practice(author=None, country="PT", perspective="service-user", show_author_as="anonymous")
    assert shown_place(practice) == "southern Europe"


def test_the_one_police_officer_of_a_country_is_not_found_by_perspective():
    crowd(1, category="police", country="PT")
    crowd(9, category="nurse", country="PT")
    practice = makers.practice(author=None, country="PT", perspective="police", show_author_as="anonymous")
    assert shown_place(practice) == ""
