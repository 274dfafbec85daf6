"""Can a member turn to somebody of the directory, without learning who is protected, a peer, or a reader?"""

import pytest
from django.core.cache import cache

from accounts.models import PeerConsent
from exchange.discussion import actions, queries
from portal import clock
from portal.delivery.registry import texts_for
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nobody_has_talked_yet():
    cache.clear()


def turn_to(client, question, number):
    return client.post(f"/talk/question/{question.pk}/answer/", {"body": "What do you think?", "told": number})


def test_an_expert_is_told_and_shown_by_byline(as_user):
    question, expert = makers.question(), makers.expert(name="A very special expert")
    writer = as_user(makers.member())
    assert f'value="{expert.pk}"' in writer.get(f"/talk/question/{question.pk}/answer/").text
    turn_to(writer, question, expert.pk)
    comment = question.comments.get()
    notice = expert.user.notices.get()
    assert texts_for([notice])[notice.pk].url == f"/questions/{question.pk}/#comment-{comment.pk}"
    page = writer.get(f"/questions/{question.pk}/").text
    assert "To: " in page
    assert "very special" not in page
    actions.hide_comment(makers.coordinator().user, comment)
    assert texts_for([notice]) == {}


def test_protected_unlisted_and_unknown_people_give_the_same_answer(as_user):
    question = makers.question()
    makers.expert()
    writer = as_user(makers.coordinator())
    hidden = [
        makers.expert(user=makers.user(protected=True)).pk,
        makers.member().pk,
        makers.expert(state="suspended").pk,
        makers.expert(profile={"is_listed": False}).pk,
        999_999,
        "x",
    ]
    answers = {
        str(turn_to(writer, question, number).context["form"].errors).replace(str(number), "N") for number in hidden
    }
    assert len(answers) == 1
    assert not question.comments.exists()


def test_whoever_may_not_read_is_listed_as_all_are_and_not_told(as_user):
    question = makers.question(audience="peers-only")
    writer = makers.member(category="peer-worker")
    PeerConsent.objects.create(member=writer, given_at=clock.now())
    expert = makers.expert()
    assert expert in queries.people_to_tell(writer.user, question)
    turn_to(as_user(writer), question, expert.pk)
    assert question.comments.get().told == expert.user
    assert not expert.user.notices.exists()


def test_somebody_protected_later_is_shown_no_more(as_user):
    question, expert = makers.question(), makers.expert()
    actions.add_comment(makers.member().user, question, "And you?", told=expert.user)
    expert.user.protected = True
    expert.user.save()
    assert "To: " not in as_user(makers.member()).get(f"/questions/{question.pk}/").text


def test_the_asker_is_not_told_twice():
    expert = makers.expert()
    question = makers.question(author=expert.user)
    actions.add_comment(makers.member().user, question, "And you?", told=expert.user)
    assert expert.user.notices.count() == 1
