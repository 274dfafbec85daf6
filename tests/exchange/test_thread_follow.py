"""Do those who follow a talk hear of new answers: once until they read it, as long as they may read and want to?"""

import pytest
from django.core.cache import cache

from exchange.discussion import actions
from exchange.discussion.models import HiddenAsker, ThreadFollow
from exchange.practices.actions import archive_practice, change_audience
from portal import clock
from portal.delivery.models import Notice
from portal.delivery.registry import texts_for
from portal.moves import MoveRefused
from tests import makers

pytestmark = pytest.mark.django_db
FOLLOWED = "/practices/followed/"


@pytest.fixture(autouse=True)
def _nobody_has_talked_yet():
    cache.clear()


def news_of(user):
    return list(
        Notice.objects.filter(recipient=user, kind__in=("discussion.comment_added", "discussion.thread_answered"))
    )


def answer(obj, words="So did we."):
    return actions.add_comment(makers.member().user, obj, words)


def shown(notices):
    return texts_for(Notice.objects.filter(pk__in=[notice.pk for notice in notices]).select_related("recipient"))


def test_one_notice_until_it_is_read(as_user):
    question, reader = makers.question(), makers.member().user
    as_user(reader).post(f"/talk/question/{question.pk}/follow/")
    first = answer(question)
    for _time in range(3):
        answer(question)
    notice = news_of(reader)[0]
    assert len(news_of(reader)) == len(news_of(question.author)) == 1
    assert shown([notice])[notice.pk].url == f"/questions/{question.pk}/#comment-{first.pk}"
    notice.read_at = clock.now()
    notice.save()
    answer(question)
    assert (len(news_of(reader)), len(news_of(question.author))) == (2, 1)


def test_whoever_answers_follows_and_can_stop(as_user):
    question = makers.question()
    first = answer(question)
    client = as_user(first.author)
    assert "You hear of new answers" in client.get(f"/questions/{question.pk}/").text
    client.post(f"/talk/question/{question.pk}/follow/", {"leave": "1"})
    assert "Tell me of new answers" in client.get(f"/questions/{question.pk}/").text
    actions.add_comment(first.author, question, "One thing more.")
    answer(question)
    assert news_of(first.author) == []
    assert client.get(f"/talk/question/{question.pk}/follow/").status_code == 405


@pytest.mark.parametrize("make", [makers.question, makers.practice])
def test_whoever_asked_or_wrote_hears_and_can_stop(as_user, make):
    text = make()
    client = as_user(text.author)
    kind = "question" if make is makers.question else "practice"
    assert "You hear of new answers" in client.get(f"/{kind}s/{text.pk}/").text
    answer(text)
    notice = news_of(text.author)[0]
    assert notice.pk in shown([notice])
    client.post(f"/talk/{kind}/{text.pk}/follow/", {"leave": "1"})
    assert shown([notice]) == {}
    notice.delete()
    answer(text)
    assert news_of(text.author) == []


def test_an_anonymous_asker_leaves_no_row(as_user):
    asker = makers.member().user
    question = makers.question(author=None, show_author_as="anonymous")
    HiddenAsker.objects.create(question=question, user=asker)
    answer(question)
    actions.add_comment(asker, question, "Thank you.")
    assert len(news_of(asker)) == 1
    assert not ThreadFollow.objects.filter(user=asker).exists()


def test_the_writer_and_those_turned_to_are_not_told_twice():
    question, expert = makers.question(), makers.expert().user
    actions.follow_thread(expert, question)
    comment = actions.add_comment(makers.member().user, question, "And you?", told=[expert])
    assert [notice.kind for notice in expert.notices.all()] == ["discussion.mentioned"]
    assert not comment.author.notices.exists()


def test_who_may_not_read_any_more_hears_nothing_and_can_only_leave(as_user):
    practice, police = makers.practice(title="Zeppelins over the harbour"), makers.member(category="police").user
    actions.follow_thread(police, practice)
    answer(practice)
    notice = news_of(police)[0]
    assert notice.pk in shown([notice])
    client = as_user(police)
    assert "Zeppelins" in client.get(FOLLOWED).text
    change_audience(practice.author, practice, "dcr-and-peers")
    assert shown([notice]) == {}
    assert "Zeppelins" not in client.get(FOLLOWED).text
    with pytest.raises(MoveRefused):
        actions.follow_thread(police, practice)
    fields = {"leave": "1", "followed": "1"}
    page = client.post(f"/talk/practice/{practice.pk}/follow/", fields, follow=True).text
    assert "not open to you any more" not in page
    assert client.post(f"/talk/practice/{practice.pk}/follow/").status_code == 404
    assert client.post(f"/talk/nothing/{practice.pk}/follow/").status_code == 404


def test_what_is_put_away_and_hidden_falls_silent():
    practice, reader = makers.practice(), makers.member().user
    actions.follow_thread(reader, practice)
    first, second = answer(practice), answer(practice)
    notice = news_of(reader)[0]
    actions.hide_comment(makers.coordinator().user, first)
    assert shown([notice])[notice.pk].url.endswith(f"#comment-{second.pk}")
    actions.hide_comment(makers.coordinator().user, second)
    assert shown([notice]) == {}
    answer(practice)
    assert notice.pk in shown([notice])
    archive_practice(practice.author, practice)
    assert shown([notice]) == {}


def test_the_page_of_what_one_follows_shows_both(as_user):
    member = makers.member()
    client = as_user(member)
    country, reference = makers.country(), makers.reference()
    for kind, thing in (("country", country), ("reference", reference)):
        client.post(f"/talk/{kind}/{thing.pk}/follow/")
    client.post(FOLLOWED, {"kind": "topic", "key": "inhalation"})
    page = client.get(FOLLOWED).text
    assert f'href="/talk/country/{country.pk}/"' in page
    assert reference.title in page
    assert 'name="key" value="inhalation"' in page
    client.post(f"/talk/country/{country.pk}/follow/", {"leave": "1", "followed": "1"})
    assert f'href="/talk/country/{country.pk}/"' not in client.get(FOLLOWED).text
