"""Does a reader get the PDF of what stands there, made by a worker, and nobody else anything?"""

import io
from datetime import date, timedelta

import pikepdf
import pytest
from django.test import Client

from exchange.practices import actions
from exchange.practices.actions.documents import make_document, make_waiting
from exchange.practices.models import HiddenAuthor, Outcome, Practice, PracticeDocument, Voice
from exchange.practices.paper import data, pdf
from portal import clock
from portal.ui.paper import blocks
from tests import makers

pytestmark = pytest.mark.django_db


def address(practice, file=False):
    return f"/practices/{practice.pk}/document/" + ("file/" if file else "")


@pytest.fixture
def practice(travel):
    made = makers.practice(what_was_done='Two **small** booths. #import "x" $x$ [a](https://example.org) ' * 3)
    travel(minutes=1)
    return made


def test_asked_made_and_saved(as_user, practice):
    client = as_user(makers.member())
    assert "Make the PDF" in client.get(address(practice)).text
    assert client.post(address(practice)).status_code == 302
    assert "being set" in client.get(address(practice)).text
    assert client.get(address(practice, file=True)).status_code == 404
    make_document(PracticeDocument.objects.get().pk)
    answer = client.get(address(practice, file=True))
    assert answer["Content-Disposition"].startswith("attachment")
    with pikepdf.open(io.BytesIO(answer.content)) as pdf:
        assert str(pdf.docinfo["/Title"]) == practice.title


def test_looking_makes_nothing(as_user, practice):
    as_user(makers.member()).get(address(practice))
    assert not PracticeDocument.objects.exists()


def test_who_may_not_read_gets_nothing_also_of_what_is_ready(as_user, practice):
    reader = as_user(makers.member(category="police"))
    make_document(actions.ask_document(practice, "en").pk)
    assert reader.get(address(practice, file=True)).status_code == 200
    actions.change_audience(practice.author, practice, "dcr-and-peers")
    assert reader.get(address(practice, file=True)).status_code == 404
    assert reader.post(address(practice)).status_code == 404
    assert Client().post(address(practice)).status_code == 302


def test_a_changed_practice_is_set_anew(as_user, practice, travel):
    make_document(actions.ask_document(practice, "en").pk)
    travel(minutes=1)
    actions.edit_practice(practice.author, practice, {"title": "Three booths and a window"})
    client = as_user(makers.member())
    assert client.get(address(practice, file=True)).status_code == 404
    client.post(address(practice))
    assert set(PracticeDocument.objects.values_list("version", "state")) == {(1, "ready"), (2, "waiting")}


def test_the_schedule_makes_what_a_killed_worker_left_and_forgets_the_old(practice, travel):
    actions.ask_document(practice, "en")
    assert make_waiting() == 0
    travel(minutes=1)
    assert make_waiting() == 1
    assert PracticeDocument.objects.get().state == "ready"
    travel(days=2)
    make_waiting()
    assert not PracticeDocument.objects.exists()


def test_what_cannot_be_made_is_given_up(practice, travel, monkeypatch, as_user):
    actions.ask_document(practice, "en")
    travel(minutes=20)
    make_waiting()
    assert PracticeDocument.objects.get().state == "failed"
    assert "could not be made" in as_user(makers.member()).get(address(practice)).text


def test_no_author_is_on_paper_and_small_counts_stay_small():
    author = makers.member(name="Rosa Sanchez")
    practice = makers.practice(author=None, show_author_as="anonymous")
    HiddenAuthor.objects.create(practice=practice, user=author.user)
    Outcome.objects.create(practice=practice, indicator="Ambulances", before="12", after="3", period="a year")
    Voice.objects.create(practice=practice, side="service-user", state="shown", words="It is calm now.")
    Voice.objects.create(practice=practice, side="service-user", state="draft", words="Not yet.")
    found = str(data(practice))
    assert "Rosa" not in found
    assert "<5" in found
    assert "It is calm now." in found
    assert "Not yet." not in found


def test_a_word_about_the_law_has_its_day_and_source_on_paper():
    law = {"legal_note": "No help with the use.", "legal_note_on": date(2025, 3, 1), "legal_note_source": "Section 10a"}
    practice = makers.full_practice(**law)
    notes = [section["note"] for section in data(practice)["sections"] if section["note"]]
    assert notes == ["As of March 2025. Section 10a · Not legal advice."]
    assert pdf(practice).startswith(b"%PDF")


@pytest.mark.parametrize(
    "words", ["مرحبا " * 20, "🙂 שלום", '#panic()\n\n```\n#eval("1")\n```', "> a\n\n- b\n  - c\n\n# d"]
)
def test_any_words_are_set(words, travel):
    practice = makers.practice(what_was_done=words * 3, title="#panic() $ _ * @x <y>", language="ar")
    travel(minutes=1)
    make_document(actions.ask_document(practice, "en").pk)
    assert PracticeDocument.objects.get().state == "ready"


def test_markdown_becomes_blocks():
    found = blocks("# One\n\nTwo **three**\n\n- four\n\n> five")
    assert [block["kind"] for block in found] == ["heading", "paragraph", "item", "quote"]
    assert found[1]["runs"][1] == {"text": "three", "strong": True, "emph": False, "break": False}


def test_flat(as_user, practice, django_assert_max_num_queries):
    client = as_user(makers.member())
    client.get(address(practice))
    with django_assert_max_num_queries(10):
        client.get(address(practice))


def test_the_clock_is_the_houses(practice):
    row = actions.ask_document(practice, "en")
    assert clock.now() - row.asked_at < timedelta(seconds=5)
    assert row.state == PracticeDocument.State.WAITING
    assert Practice.objects.count() == 1
