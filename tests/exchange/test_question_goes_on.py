"""Does a question become a draft of a request, or of a practice, with its words and for its asker only?"""

import pytest
from django.core.cache import cache

from exchange.discussion import actions
from exchange.practices.models import HiddenAuthor, Practice
from portal.audit.models import AuditEvent
from portal.moves import MoveRefused
from portal.ui import kept_typing
from tests import makers
from visits.actions.from_question import start_from_question
from visits.models import VisitRequest

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nobody_has_talked_yet():
    cache.clear()


def test_a_request_starts_with_its_words(as_user):
    question = makers.question(body="Ours is **from 1890**.", topics=["inhalation", "space-design"])
    client = as_user(question.author)
    assert f"/visits/new/?question={question.pk}" in client.get(f"/questions/{question.pk}/").text
    assert question.title in client.get(f"/visits/new/?question={question.pk}").text
    client.post(f"/visits/new/?question={question.pk}", {"kind": "remote-advice"})
    request = VisitRequest.objects.get()
    assert (request.title, request.questions, request.why_now) == (
        question.title,
        [question.title],
        "Ours is from 1890.",
    )
    assert {topic.slug for topic in request.topics.all()} == {"inhalation", "space-design"}
    assert request.state == "draft"


def test_somebody_elses_question_gives_an_empty_draft(as_user):
    question = makers.question(audience="dcr-and-peers")
    other = makers.member()
    assert "?question=" not in as_user(other).get(f"/questions/{question.pk}/").text
    for address in (f"/visits/new/?question={question.pk}", "/visits/new/?question=x", "/visits/new/?question=9999"):
        assert question.title not in as_user(other).get(address).text
        as_user(other).post(address, {"kind": "remote-advice"})
    assert {request.title for request in VisitRequest.objects.all()} == {""}
    with pytest.raises(MoveRefused):
        start_from_question(other.user, "remote-advice", question)


def test_an_anonymous_question_is_not_named_in_the_trail_of_the_request(as_user):
    asker = makers.member()
    fields = {"title": "Who has done it?", "body": "", "audience": "members", "show_author_as": "anonymous"}
    question = actions.ask_question(asker.user, fields, [])
    client = as_user(asker)
    assert "without showing who you are" in client.get(f"/visits/new/?question={question.pk}").text
    client.post(f"/visits/new/?question={question.pk}", {"kind": "remote-advice"})
    assert VisitRequest.objects.get().title == "Who has done it?"
    assert not AuditEvent.objects.filter(action="visits.request_from_question").exists()


def test_a_practice_starts_with_its_words_and_what_helped(as_user):
    question = makers.question(body="Ours is from 1890.", audience="dcr-and-peers", language="de")
    helped = actions.add_comment(makers.member().user, question, "Through the chimney.")
    other = actions.add_comment(makers.member().user, question, "Good luck!")
    actions.mark_helpful(question.author, helped)
    client = as_user(question.author)
    page = client.get(f"/questions/{question.pk}/tell/").text
    assert f'value="{helped.pk}" checked' in page
    assert f'value="{other.pk}">' in page
    fields = {"answer": [helped.pk, "x"], "typed_by": kept_typing.mark(question.author)}
    for _time in range(2):
        client.post(f"/questions/{question.pk}/tell/", fields)
    practice = Practice.objects.get()
    assert (practice.state, practice.audience, practice.language) == ("draft", "dcr-and-peers", "de")
    assert practice.what_was_done == "Ours is from 1890."
    assert "> Through the chimney." in practice.what_happened
    assert "Good luck" not in practice.what_happened


def test_only_its_asker_makes_a_practice_of_it(as_user):
    question = makers.question()
    for stranger in (makers.member(), makers.coordinator().user):
        assert as_user(stranger).get(f"/questions/{question.pk}/tell/").status_code == 404
        assert as_user(stranger).post(f"/questions/{question.pk}/tell/").status_code == 404
    assert not Practice.objects.exists()


def test_answers_of_other_questions_do_not_come_in(as_user):
    question, elsewhere = makers.question(), makers.question(audience="peers-only")
    secret = elsewhere.comments.create(author=elsewhere.author, body="A secret", at=elsewhere.asked_at)
    as_user(question.author).post(f"/questions/{question.pk}/tell/", {"answer": [secret.pk, "9" * 30]})
    assert "A secret" not in Practice.objects.get().what_happened


def test_an_anonymous_asker_stays_so_in_the_practice(as_user):
    asker = makers.member()
    fields = {"title": "Who has done it?", "body": "", "audience": "members", "show_author_as": "anonymous"}
    question = actions.ask_question(asker.user, fields, [])
    as_user(asker).post(f"/questions/{question.pk}/tell/")
    assert Practice.objects.get().author is None
    assert HiddenAuthor.objects.get().user == asker.user
