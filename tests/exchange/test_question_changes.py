"""Does a question keep what it said before, for its readers alone, until its asker wipes it?"""

import pytest

from exchange.discussion import actions
from exchange.discussion.models import HiddenAsker, OlderQuestion
from portal.audit.models import AuditEvent
from portal.moves import MoveRefused
from tests import makers
from tests.house.counting import counted

pytestmark = pytest.mark.django_db


@pytest.fixture
def question():
    made = makers.question(title="Who has a lift for a bed?", body="Ours is **too** small.")
    actions.edit_question(made.author, made, {"body": "Ours is too old."}, [])
    made.refresh_from_db()
    return made


def address(question):
    return f"/questions/{question.pk}/changes/"


def test_its_readers_see_what_has_changed(as_user, question):
    reader = as_user(makers.member())
    assert f'href="{address(question)}"' in reader.get(f"/questions/{question.pk}/").text
    page = reader.get(address(question)).text
    assert "<del>" in page
    assert "<ins>" in page
    assert "Wipe" not in page


def test_what_is_not_words_keeps_no_older_ones(question):
    actions.edit_question(question.author, question, {"audience": "dcr-and-peers", "title": question.title}, [])
    assert OlderQuestion.objects.get().body == "Ours is **too** small."
    assert OlderQuestion.objects.get().version == 1


def test_strangers_and_those_shut_out_later_see_nothing(as_user, question):
    police = as_user(makers.member(category="police"))
    assert police.get(address(question)).status_code == 200
    actions.edit_question(question.author, question, {"audience": "dcr-and-peers"}, [])
    assert police.get(address(question)).status_code == 404
    assert as_user(makers.user()).get(address(question)).status_code == 302


def test_the_asker_and_coordinators_wipe_nobody_else(as_user, question):
    other = as_user(makers.member())
    other.post(f"/questions/{question.pk}/forget/")
    with pytest.raises(MoveRefused):
        actions.forget_older_question(makers.member().user, question)
    assert OlderQuestion.objects.exists()
    assert "Wipe" in as_user(makers.coordinator()).get(address(question)).text
    as_user(question.author).post(f"/questions/{question.pk}/forget/")
    assert not OlderQuestion.objects.exists()
    assert "Nothing to compare" in other.get(address(question)).text


def test_an_anonymous_asker_who_wipes_is_not_in_the_trail():
    asker = makers.member().user
    question = makers.question(author=None, show_author_as="anonymous")
    HiddenAsker.objects.create(question=question, user=asker)
    actions.edit_question(asker, question, {"body": "Shorter.", "show_author_as": "anonymous"}, [])
    actions.forget_older_question(asker, question)
    assert AuditEvent.objects.filter(action="question.older_forgotten").exists()
    assert not AuditEvent.objects.filter(actor=asker).exists()


def test_many_changes_cost_no_more(as_user, question):
    reader = as_user(makers.member())
    before = counted(reader, address(question))
    for number in range(6):
        actions.edit_question(question.author, question, {"body": f"Ours is {number}."}, [])
    assert counted(reader, address(question)) == before
