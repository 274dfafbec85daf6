"""Do answers keep their history, say whom they helped, and lose nothing that was typed?"""

import pytest
from django.core.cache import cache

from exchange.discussion import actions, signs
from exchange.discussion.models import OlderWords
from portal.audit.models import AuditEvent
from portal.delivery.registry import texts_for
from portal.moves import MoveRefused
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nobody_has_talked_yet():
    cache.clear()


@pytest.fixture
def answer():
    return actions.add_comment(makers.member().user, makers.question(), "Through the old chimney.")


def test_what_it_said_before_is_kept_and_shown_to_its_readers(as_user, answer):
    actions.edit_comment(answer.author, answer, "Through the new chimney.")
    actions.edit_comment(answer.author, answer, "Through the new chimney.")
    assert OlderWords.objects.get().body == "Through the old chimney."
    page = as_user(makers.member()).get(f"/comments/{answer.pk}/changes/").text
    assert "<del>old</del>" in page
    assert "<ins>new</ins>" in page
    assert "Wipe" not in page
    assert as_user(makers.user()).get(f"/comments/{answer.pk}/changes/").status_code == 302


def test_older_words_can_be_wiped_by_author_and_coordinator_only(as_user, answer):
    actions.edit_comment(answer.author, answer, "Through the new chimney.")
    as_user(makers.member()).post(f"/comments/{answer.pk}/forget/")
    assert OlderWords.objects.exists()
    as_user(answer.author).post(f"/comments/{answer.pk}/forget/")
    assert not OlderWords.objects.exists()
    assert "Nothing to compare" in as_user(makers.member()).get(f"/comments/{answer.pk}/changes/").text


def test_a_hidden_answer_hides_its_history(as_user, answer):
    actions.edit_comment(answer.author, answer, "Through the new chimney.")
    actions.hide_comment(makers.coordinator().user, answer)
    assert as_user(makers.member()).get(f"/comments/{answer.pk}/changes/").status_code == 404


def test_two_change_it_at_once(as_user, answer):
    client = as_user(answer.author)
    client.post(f"/comments/{answer.pk}/edit/", {"body": "The first", "seen": 1})
    page = client.post(f"/comments/{answer.pk}/edit/", {"body": "The second", "seen": 1}).text
    assert "changed meanwhile" in page
    assert "The first" in page
    assert "The second" in page
    answer.refresh_from_db()
    assert answer.body == "The first"
    client.post(f"/comments/{answer.pk}/edit/", {"body": "Both", "seen": 2})
    answer.refresh_from_db()
    assert answer.body == "Both"


def test_the_asker_says_what_helped_and_its_author_is_told_once(as_user, answer):
    client = as_user(answer.question.author)
    for _time in range(2):
        assert "Helped the person who asked" in client.post(f"/comments/{answer.pk}/thank/", follow=True).text
    assert "Helped" not in client.post(f"/comments/{answer.pk}/thank/", {"back": "1"}, follow=True).text
    client.post(f"/comments/{answer.pk}/thank/")
    notice = answer.author.notices.get()
    assert texts_for([notice])[notice.pk].url == f"/questions/{answer.question_id}/#comment-{answer.pk}"
    assert client.get(f"/comments/{answer.pk}/thank/").status_code == 405


def test_nobody_else_says_so_and_nobody_of_their_own(answer):
    question = answer.question
    own = actions.add_comment(question.author, question, "One thing more.")
    for user, which in (
        (makers.member().user, answer),
        (makers.coordinator().user, answer),
        (answer.author, answer),
        (question.author, own),
    ):
        with pytest.raises(MoveRefused):
            actions.mark_helpful(user, which)
    with pytest.raises(MoveRefused):
        actions.mark_helpful(makers.member().user, actions.add_comment(answer.author, makers.country(), "Hello"))


def test_three_at_most(answer):
    question = answer.question
    more = [actions.add_comment(makers.member().user, question, f"So did we {n}") for n in range(3)]
    for one in more:
        actions.mark_helpful(question.author, one)
    with pytest.raises(MoveRefused):
        actions.mark_helpful(question.author, answer)
    actions.mark_helpful(question.author, more[0], helped=False)
    assert actions.mark_helpful(question.author, answer).helpful_at


def test_an_anonymous_asker_is_not_in_the_trail():
    asker = makers.member().user
    fields = {"title": "Who knows?", "audience": "members", "show_author_as": "anonymous"}
    question = actions.ask_question(asker, fields, [])
    actions.mark_helpful(asker, actions.add_comment(makers.member().user, question, "We do."))
    assert not AuditEvent.objects.filter(actor=asker).exists()


def test_a_look_first_posts_nothing(as_user, answer):
    address = f"/talk/question/{answer.question_id}/answer/"
    client = as_user(makers.member())
    page = client.post(address, {"body": "It is **loud**.", "preview": "1"}).text
    assert "It is <strong>loud</strong>." in page
    assert "It is **loud**.</textarea>" in page
    assert answer.question.comments.count() == 1
    page = as_user(answer.author).post(f"/comments/{answer.pk}/edit/", {"body": "*New*", "preview": "1"}).text
    assert "<em>New</em>" in page
    answer.refresh_from_db()
    assert answer.body == "Through the old chimney."


@pytest.mark.parametrize("name", [name for name, _label, _example in signs.examples()])
def test_a_sign_is_put_under_what_was_typed_without_a_script(as_user, answer, name):
    example = {sign: text for sign, _label, text in signs.examples()}[name]
    client = as_user(makers.member())
    page = client.post(f"/talk/question/{answer.question_id}/answer/", {"body": "Mine", "sign": name}).context["form"]
    assert page.initial["body"] == f"Mine\n\n{example}"
    fields = {"title": "Who has a lift for a bed?", "topics": ["inhalation"], "body": "", "sign": name}
    form = client.post("/questions/new/", fields).context["form"]
    assert (form.initial["body"], form.initial["topics"]) == (example, ["inhalation"])
    assert answer.question.comments.count() == 1


def test_quoting_stays_within_the_thread(as_user, answer):
    client = as_user(makers.member())
    elsewhere = makers.question()
    page = client.get(f"/talk/question/{answer.question_id}/answer/?quote={answer.pk}").context["form"]
    assert page.initial["body"] == "> Through the old chimney.\n\n"
    for odd in (f"/talk/question/{elsewhere.pk}/answer/?quote={answer.pk}", "?quote=x"):
        address = odd if odd.startswith("/") else f"/talk/question/{elsewhere.pk}/answer/{odd}"
        assert client.get(address).context["form"].initial["body"] == ""
