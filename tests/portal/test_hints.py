"""Do the hints see what they should, and leave alone what is somebody else's or plainly harmless?"""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.vocabularies.hints import hints
from portal.vocabularies.models import AvoidedWord

pytestmark = pytest.mark.django_db


def kinds(text: str, language: str = "en") -> list[str]:
    return [hint.kind for hint in hints(text, language)]


@pytest.mark.parametrize(
    ("text", "kind", "quote"),
    [
        ("Many drug users come at night.", "word", "drug users"),
        ("An ADDICT told us.", "word", "ADDICT"),
        ("We asked Mr Jansen about it.", "name", "Mr Jansen"),
        ("A woman called Irina came back.", "name", "called Irina"),
        ("Then we saw Peter B. at the door.", "name", "Peter B."),
        ("It happened on 12 March 2024 at 14:30.", "day", "12 March"),
        ("It happened on 3.4.2024, 21 Uhr.", "day", "3.4.2024"),
        ("On March 12th he fell.", "day", "March 12th"),
        ("A 34-year-old Moroccan slept there.", "age", "34-year-old Moroccan"),
        ("Ein 34-jähriger aus Polen.", "age", "34-jähriger aus Polen"),
        ("Call 06 12 34 56 78 at night.", "phone", "06 12 34 56 78"),
        ("Or +351 912 345 678.", "phone", "+351 912 345 678"),
        ("Write to somebody@example.org first.", "mail", "somebody@example.org"),
    ],
)
def test_what_might_hurt_is_seen(text, kind, quote):
    found = [hint for hint in hints(text, "en") if hint.kind == kind]
    assert found
    assert quote in found[0].quote


@pytest.mark.parametrize(
    "text",
    [
        "We opened in March 2024 with 12 places for people who use drugs.",
        "From 2016 to 2024 the number of visits grew from 1200 to 48 000.",
        "Two nurses and a peer worker start at 14:30, every day.",
        "The city pays 250 000 euros a year; 15 % is for training.",
        "A visitor said: “I am a drug user since 12 March, call me on 06 12 34 56 78”.",
        "> Mr Jansen, 34-year-old Moroccan, drug users",
        "Rooms in Lisbon, The Hague and Vancouver do it too.",
        "Oxygen first, 10 to 15 litres; naloxone 0.4 mg when needed.",
    ],
)
def test_harmless_and_quoted_words_are_left_alone(text):
    assert kinds(text) == []


def test_each_language_has_its_own_words():
    assert kinds("Der Drogenabhängige kam wieder.", "de") == ["word"]
    assert kinds("Der Drogenabhängige kam wieder.", "en") == []


def test_a_row_that_is_switched_off_says_nothing():
    from portal.vocabularies import queries

    AvoidedWord.objects.filter(language="en").update(is_active=False)
    queries.forget()
    assert kinds("An addict told us.") == []


def test_unchecked_rows_wait_for_somebody_who_knows():
    assert AvoidedWord.objects.filter(source="recalled").exists()
    assert not AvoidedWord.objects.filter(source="recalled", is_active=True).exists()


@given(st.text(max_size=400))
def test_any_text_is_survived(text):
    found = hints(text, "en")
    assert len(found) <= 12
    assert [hint.start for hint in found] == sorted(hint.start for hint in found)


@pytest.mark.parametrize("piece", ["1 ", "Aa, ", '"', "12.", "> \n", "a@", "(1)", "“", "March "])
def test_long_texts_are_quick(piece):
    began = time.process_time()
    hints(piece * 20_000, "en")
    assert time.process_time() - began < 1
