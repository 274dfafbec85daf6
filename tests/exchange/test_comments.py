"""Do answers reach the author, and nobody who may not read the text?"""

import pytest

from exchange.discussion import actions, queries
from exchange.discussion.models import Comment
from exchange.practices.actions import change_audience, hide_practice
from exchange.practices.models import HiddenAuthor
from portal.audit.models import AuditEvent
from portal.delivery.models import Notice
from portal.delivery.registry import texts_for
from portal.moves import MoveRefused
from tests import makers

pytestmark = pytest.mark.django_db


def test_the_author_is_told_once():
    practice, reader = makers.practice(), makers.member().user
    comment = actions.add_comment(reader, practice, "How many booths?", form_code="a")
    assert actions.add_comment(reader, practice, "How many booths?", form_code="a") == comment
    notice = practice.author.notices.get()
    text = texts_for([notice])[notice.pk]
    assert text.url == f"/practices/{practice.pk}/#comment-{comment.pk}"
    assert practice.title in text.body


def test_nobody_is_told_of_their_own_answer():
    practice = makers.practice()
    actions.add_comment(practice.author, practice, "One more thing.")
    assert not Notice.objects.exists()


def test_an_anonymous_author_stays_so_when_answering():
    author = makers.member().user
    practice = makers.practice(author=None, show_author_as="anonymous")
    HiddenAuthor.objects.create(practice=practice, user=author)
    comment = actions.add_comment(author, practice, "Yes, two.")
    assert comment.author is None
    assert queries.byline(comment) == "The author"
    assert not AuditEvent.objects.filter(actor=author).exists()
    assert actions.edit_comment(author, comment, "Yes, three.").body == "Yes, three."
    actions.add_comment(makers.member().user, practice, "Thank you")
    assert author.notices.count() == 1


@pytest.mark.parametrize("state", ["draft", "archived", "hidden"])
def test_what_is_put_away_takes_no_answers(state):
    practice = makers.practice(state=state)
    with pytest.raises(MoveRefused):
        actions.add_comment(makers.member().user, practice, "Hello")
    assert not Comment.objects.exists()


def test_answers_have_the_readers_of_the_text():
    practice = makers.practice()
    reader, police = makers.member().user, makers.member(category="police").user
    actions.add_comment(reader, practice, "Hello")
    assert queries.comments_for_user(police).count() == 1
    change_audience(practice.author, practice, "dcr-and-peers")
    assert queries.comments_for_user(reader).count() == 1
    assert queries.comments_for_user(police).count() == 0
    with pytest.raises(MoveRefused):
        actions.add_comment(police, practice, "Hello")


def test_a_public_text_has_no_public_answers():
    practice = makers.practice(audience="public")
    actions.add_comment(makers.member().user, practice, "Hello")
    assert not queries.comments_for_user(makers.user()).exists()
    assert not queries.comments_of(practice, makers.user()).exists()


def test_a_notice_falls_silent_with_its_answer():
    practice = makers.practice()
    comment = actions.add_comment(makers.member().user, practice, "Hello")
    notice = practice.author.notices.get()
    actions.hide_comment(makers.coordinator().user, comment)
    assert texts_for([notice]) == {}


def test_only_authors_change_and_only_they_and_coordinators_hide():
    comment = actions.add_comment(makers.member().user, makers.practice(), "Hello")
    for stranger in (makers.member().user, comment.practice.author):
        with pytest.raises(MoveRefused):
            actions.edit_comment(stranger, comment, "Mine")
        with pytest.raises(MoveRefused):
            actions.hide_comment(stranger, comment)
    with pytest.raises(MoveRefused):
        actions.edit_comment(makers.coordinator().user, comment, "Mine")
    assert actions.edit_comment(comment.author, comment, "Better").edited_at
    assert actions.hide_comment(comment.author, comment).is_hidden
    with pytest.raises(MoveRefused):
        actions.edit_comment(comment.author, comment, "Again")


@pytest.mark.parametrize("body", ["", "   ", "x" * 20001])
def test_empty_and_endless_answers_are_refused(body):
    with pytest.raises(MoveRefused):
        actions.add_comment(makers.member().user, makers.practice(), body)


def test_a_hidden_practice_hides_its_answers():
    practice = makers.practice()
    reader = makers.member().user
    actions.add_comment(reader, practice, "Hello")
    hide_practice(makers.coordinator().user, practice, "It names a street.")
    assert not queries.comments_for_user(reader).exists()
