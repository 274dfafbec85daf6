"""Can more be told, one section at a time, with clear words where something does not fit, and nothing lost?"""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exchange.practices import actions
from exchange.practices.completeness import NEEDED, SECTIONS, missing
from exchange.practices.forms.full import FORMS, OutcomeForm
from exchange.practices.models import Practice
from portal.moves import MoveRefused
from portal.search.queries import search
from tests import makers

pytestmark = pytest.mark.django_db
NO_ROWS = {"outcome-TOTAL_FORMS": "0", "outcome-INITIAL_FORMS": "0"}
ANSWERS = {
    1: {"problem": "People waited in the street.", "goal": ""},
    2: {"place_shown": "country", "room_model": "integrated", "routes": ["inhaling"], "opened_since": "2016"},
    3: {
        "who": "Two nurses and a peer worker, paid.",
        "cost_once": "12000",
        "cost_currency": "EUR",
        "cost_year": "2024",
    },
    4: {"involvement": "co-decided", "were_paid": "yes", "equity": "People who work by day."},
    5: {"went_wrong": "The fans were loud.", "evidence_level": "monitored", **NO_ROWS},
    6: {"transfer": "A roof that may be cut.", "contact": "visits", "still_going": "yes"},
}


@pytest.fixture
def practice():
    return makers.practice()


@pytest.fixture
def author(as_user, practice):
    return as_user(practice.author)


def address(practice, section):
    return f"/practices/{practice.pk}/more/{section}/"


def test_all_sections_make_a_full_practice(author, practice):
    for section, answers in ANSWERS.items():
        assert author.get(address(practice, section)).status_code == 200
        assert author.post(address(practice, section), answers).status_code == 302
    assert author.post(f"/practices/{practice.pk}/complete/").status_code == 302
    practice.refresh_from_db()
    assert practice.state == Practice.State.FULL
    page = author.get(f"/practices/{practice.pk}/").text
    assert "They decided with us; paid for it" in page
    assert "The fans were loud." in page


def test_what_is_missing_is_named_with_the_way_there(author, practice):
    page = author.get(f"/practices/{practice.pk}/complete/").text
    assert all(address(practice, gap.section) in page for gap in NEEDED)
    assert "It is complete" not in page
    author.post(f"/practices/{practice.pk}/complete/")
    practice.refresh_from_db()
    assert practice.state == Practice.State.NOTE
    with pytest.raises(MoveRefused, match="What went wrong"):
        actions.complete_practice(practice.author, practice)


def test_strangers_find_nothing_and_looking_keeps_nothing(as_user, practice):
    stranger = as_user(makers.member())
    assert stranger.get(address(practice, 1)).status_code == 404
    assert stranger.post(address(practice, 1), ANSWERS[1]).status_code == 404
    assert as_user(practice.author).get(address(practice, 7)).status_code == 404
    practice.refresh_from_db()
    assert practice.version == 1


@pytest.mark.parametrize(
    ("section", "answers", "said"),
    [
        (1, {"problem": "x" * 2001}, "at most 2000"),
        (2, {"place_shown": "country", "opened_since": "2999"}, "still to come"),
        (2, {"place_shown": "country", "opened_since": "12"}, "greater than or equal to 1970"),
        (2, {"place_shown": "country", "room_model": "castle"}, "not one of the available choices"),
        (3, {"cost_once": "500"}, "In which currency?"),
        (3, {"cost_once": "500", "cost_currency": "EUR"}, "Of which year?"),
        (3, {"cost_currency": "EUR"}, "How much was it?"),
        (3, {"cost_once": "-5"}, "greater than or equal to 0"),
        (5, {"outcome-TOTAL_FORMS": "1", "outcome-INITIAL_FORMS": "0", "outcome-0-after": "12"}, "What was counted?"),
        (
            5,
            {
                "outcome-TOTAL_FORMS": "1",
                "outcome-INITIAL_FORMS": "0",
                "outcome-0-indicator": "Calls",
                "outcome-0-after": "12",
            },
            "A number needs its period",
        ),
        (6, {"contact": "no", "legal_note": "Staff may not help."}, "As of which day?"),
        (6, {"contact": "no", "legal_note_on": "2999-01-01"}, "still to come"),
        (6, {"contact": "no", "legal_note_on": "yesterday"}, "Enter a valid date"),
    ],
)
def test_bad_input_is_said_and_kept(author, practice, section, answers, said):
    page = author.post(address(practice, section), answers)
    assert page.status_code == 200
    assert said in page.text
    longest = max((str(value) for value in answers.values()), key=len)
    assert longest in page.text or longest == "castle"
    practice.refresh_from_db()
    assert practice.version == 1


def test_outcome_rows_come_and_go(author, practice):
    row = {"indicator": "Calls", "before": "12", "after": "3", "period": "2024", "how_counted": "", "source": ""}
    data = {**ANSWERS[5], "outcome-TOTAL_FORMS": "2", **{f"outcome-0-{name}": value for name, value in row.items()}}
    author.post(address(practice, 5), {**data, "row": "1"})
    assert practice.outcomes.get().after == "3"
    assert "&lt;5" in author.get(f"/practices/{practice.pk}/").text
    author.post(address(practice, 5), ANSWERS[5])
    assert not practice.outcomes.exists()


def test_two_windows_the_second_is_told_and_nothing_is_lost(author, practice):
    first = {**ANSWERS[1], "seen": "1"}
    assert author.post(address(practice, 1), first).status_code == 302
    second = {"problem": "Nobody knew where to wait.", "goal": "", "seen": "1"}
    page = author.post(address(practice, 1), second)
    assert "changed meanwhile" in page.text
    assert "Nobody knew where to wait." in page.text
    assert "<del>" in page.text
    practice.refresh_from_db()
    assert practice.problem == first["problem"]
    assert author.post(address(practice, 1), {**second, "seen": str(practice.version)}).status_code == 302
    practice.refresh_from_db()
    assert practice.problem == second["problem"]


@pytest.mark.parametrize("seen", ["", "x", "٣", "9" * 30, "-1"])
def test_an_odd_version_is_survived(author, practice, seen):
    assert author.post(address(practice, 1), {**ANSWERS[1], "seen": seen}).status_code in {200, 302}


def test_hints_stand_under_the_field_and_stop_nothing(author, practice):
    author.post(address(practice, 1), {"problem": "Many drug users waited. Mr Jansen complained."})
    page = author.get(address(practice, 1)).text
    assert "“drug users”" in page
    assert "“Mr Jansen”" in page
    practice.refresh_from_db()
    assert "drug users" in practice.problem


def test_a_draft_is_told_more_before_it_is_posted(as_user):
    practice = makers.practice(state="draft", posted_at=None)
    client = as_user(practice.author)
    assert client.post(address(practice, 1), {**ANSWERS[1], "close": "1"}).status_code == 302
    practice.refresh_from_db()
    assert (practice.state, practice.problem) == ("draft", ANSWERS[1]["problem"])
    assert missing(practice)[0].field == "room_model"


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(section=st.sampled_from(list(SECTIONS)), value=st.text(max_size=60))
def test_any_words_in_any_field_are_an_answer_or_a_message(author, practice, section, value):
    data = dict.fromkeys(FORMS[section].base_fields, value)
    if section == 5:
        data |= {"outcome-TOTAL_FORMS": value, **{f"outcome-0-{name}": value for name in OutcomeForm.base_fields}}
    assert author.post(address(practice, section), data).status_code in {200, 302}


@pytest.mark.parametrize("section", SECTIONS)
def test_flat(author, practice, section, django_assert_max_num_queries):
    author.get(address(practice, section))
    with django_assert_max_num_queries(12):
        author.get(address(practice, section))


def test_every_answer_is_found_by_its_words(practice):
    """Not only the six of the short form: the neighbours' problem, the law's limits, what service users want changed."""
    words = {"problem": "heron", "transfer": "otter", "should_change": "badger", "legal_note": "weasel"}
    actions.save_section(practice.author, practice, words)
    reader = makers.member().user
    assert [search(reader, word, kind="practice").total for word in words.values()] == [1, 1, 1, 1]
