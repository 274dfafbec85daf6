"""Do the demo's practices keep to the form, and are they written by people of the demo?"""

import json
import re

import pytest

from exchange.practices.completeness import NEEDED
from exchange.practices.forms.full import OutcomeFormSet
from exchange.practices.shapes import is_enough
from portal.site.demo.network.posts import full_answers
from portal.site.shipped import DEMO_CONTENT
from portal.vocabularies import queries as vocabularies

ROWS = json.loads((DEMO_CONTENT / "practices.json").read_text())
QUESTIONS = json.loads((DEMO_CONTENT / "questions.json").read_text())
PEOPLE = json.loads((DEMO_CONTENT / "people.json").read_text())
LIMITS = {"title": 120, "what_was_done": 1500, "what_happened": 1500, "went_wrong": 2000, "what_helps": 2000}
# domain.md 1.5; and a field practice is never called a best one
AVOID = re.compile(
    r"\b(best practice|addicts?|junkies?|abuse|misuse|drug users?|clean needles?|prostitutes?|the homeless|victims?|"
    r"hard-to-reach|alcoholics?)\b",
    re.IGNORECASE,
)


def test_there_are_enough_and_in_several_languages_and_views():
    assert len(ROWS) >= 25
    assert len({row["language"] for row in ROWS}) >= 4
    assert {"service-user", "peer-worker", "neighbour", "police", "policy-maker"} < {row["perspective"] for row in ROWS}


@pytest.mark.django_db
@pytest.mark.parametrize("row", ROWS, ids=[row["title"][:30] for row in ROWS])
def test_practice_keeps_to_the_form(row):
    keys = {one["key"] for group in ("coordinators", "experts", "members") for one in PEOPLE[group]}
    assert [name for name, most in LIMITS.items() if len(row.get(name, "")) > most] == []
    assert is_enough(row["perspective"], row)
    assert set(row["topics"]) <= {term.slug for term in vocabularies.terms("topic")}
    assert 1 <= len(row["topics"]) <= 3
    assert {row["by"], *(comment["by"] for comment in row["comments"])} <= keys
    assert not AVOID.search(json.dumps(row))


FULL = [row for row in ROWS if "full" in row]


def test_some_tell_all_of_it():
    assert len(FULL) >= 3


@pytest.mark.django_db
@pytest.mark.parametrize("row", FULL, ids=[row["title"][:30] for row in FULL])
def test_a_full_one_answers_what_a_full_one_needs(row):
    answers = full_answers(row)
    assert set(row["full"]) <= set(answers)
    assert [gap.field for gap in NEEDED if not answers[gap.field]] == []
    assert (answers["cost_currency"], answers["legal_note_source"]) > ("", "")
    assert answers["legal_note_on"].day == 1  # the month is enough
    rows = {f"outcome-{n}-{name}": value for n, one in enumerate(row["outcomes"]) for name, value in one.items()}
    counts = {"outcome-TOTAL_FORMS": len(row["outcomes"]), "outcome-INITIAL_FORMS": 0}
    assert OutcomeFormSet({**rows, **counts}, prefix="outcome").is_valid()


@pytest.mark.django_db
@pytest.mark.parametrize("row", QUESTIONS, ids=[row["title"][:30] for row in QUESTIONS])
def test_question_keeps_to_the_form(row):
    keys = {one["key"] for group in ("coordinators", "experts", "members") for one in PEOPLE[group]}
    assert 10 <= len(row["title"]) <= 160
    assert set(row["topics"]) <= {term.slug for term in vocabularies.terms("topic")}
    assert {row["by"], *(answer["by"] for answer in row["answers"])} <= keys
    assert not AVOID.search(json.dumps(row))


TRANSLATED = [row for row in ROWS if "translation" in row]


def test_some_are_translated_and_some_done_elsewhere_too():
    assert len(TRANSLATED) >= 2
    assert len([row for row in ROWS if row.get("too")]) >= 3


@pytest.mark.parametrize("row", TRANSLATED, ids=[row["title"][:30] for row in TRANSLATED])
def test_a_translation_says_all_of_it_by_somebody_who_reads_both(row):
    words = row["translation"]["words"]
    spoken = {one["key"]: one["languages"] for group in ("experts", "members") for one in PEOPLE[group]}
    assert [name for name in LIMITS if row.get(name) and not words.get(name)] == []
    assert [name for name, most in LIMITS.items() if len(words.get(name, "")) > most] == []
    for language in (row["language"], row["translation"]["language"]):
        assert f"{language}:" in spoken[row["translation"]["by"]]
