"""Does a question without an answer reach three experts who fit, in private, and none of them too often?"""

import pytest
from django.core.cache import cache

from exchange.discussion import actions
from exchange.discussion.models import HiddenAsker, QuestionOffer
from portal.delivery.models import Notice
from portal.delivery.registry import texts_for
from tests import makers
from visits.actions import clocks
from visits.actions.offers import offer_questions

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nobody_has_talked_yet():
    cache.clear()


def told(question) -> list[int]:
    notices = Notice.objects.filter(kind="discussion.question_offered", object_ids__question=question.pk)
    return sorted(notices.values_list("recipient", flat=True))


def test_three_after_a_week_and_the_next_three_after_two(travel):
    question = makers.question(topics=["inhalation"])
    experts = [makers.expert("inhalation") for _n in range(7)]
    makers.expert("police")
    travel(days=6)
    assert offer_questions() == 0
    travel(days=1)
    assert (offer_questions(), offer_questions()) == (3, 0)
    first = told(question)
    assert set(first) <= {expert.user_id for expert in experts}
    travel(days=7)
    assert clocks.run_all() >= 3
    assert offer_questions() == 0
    assert len(told(question)) == 6
    travel(days=30)
    assert offer_questions() == 0


def test_whoever_receives_visitors_at_a_house_is_told_too(travel):
    question = makers.question(topics=["inhalation"])
    expert = makers.expert("inhalation")
    makers.host_offer(expert)
    travel(days=7)
    assert offer_questions() == 1
    assert told(question) == [expert.user_id]


def test_those_who_did_it_themselves_come_first(travel):
    question = makers.question(topics=["inhalation"])
    know = [makers.expert("inhalation", depth="know") for _n in range(2)]
    done = [makers.expert("inhalation") for _n in range(3)]
    travel(days=7)
    offer_questions()
    assert told(question) == sorted(expert.user_id for expert in done)
    assert not {expert.user_id for expert in know} & set(told(question))


def test_words_count_where_no_topic_does(travel):
    makers.practice(
        author=makers.expert("police").user, title="A heptagon of glass", what_was_done="Heptagon glass walls"
    )
    near = makers.expert("legal")
    near.expert_profile.bio = "I build octagonal cabins of porcelain for smoking."
    near.expert_profile.save()
    question = makers.question(topics=["bbv"], title="Who has octagonal cabins of porcelain?")
    travel(days=7)
    offer_questions()
    assert told(question) == [near.user_id]


def test_whoever_does_not_fit_is_not_told(travel):
    question = makers.question(topics=["inhalation"], audience="dcr-and-peers", language="de")
    german = [{"code": "de", "level": "fluent"}]
    makers.expert("inhalation")  # reads no German
    makers.expert("inhalation", languages=german, category="police")  # is no reader
    makers.expert("inhalation", languages=german, state="suspended")
    makers.expert("inhalation", languages=german, profile={"is_listed": False})
    asker = makers.expert("inhalation", languages=german)
    question.author = None
    question.save()
    HiddenAsker.objects.create(question=question, user=asker.user)
    travel(days=7)
    assert offer_questions() == 0


def test_never_more_than_two_a_week(travel):
    expert = makers.expert("inhalation")
    for _n in range(3):
        makers.question(topics=["inhalation"])
    travel(days=7)
    assert offer_questions() == 2
    assert QuestionOffer.objects.filter(user=expert.user).count() == 2
    travel(days=6)
    assert offer_questions() == 0
    travel(days=1)
    assert offer_questions() == 1


def test_answered_and_closed_ones_are_left_alone(travel):
    answered, closed, hidden = makers.question(), makers.question(), makers.question()
    makers.expert("inhalation")
    actions.add_comment(makers.member().user, answered, "We did.")
    actions.close_question(closed.author, closed)
    actions.hide_question(makers.coordinator().user, hidden, "It names a street.")
    travel(days=8)
    assert offer_questions() == 0


def test_the_asker_learns_that_and_not_whom(as_user, travel):
    question = makers.question()
    expert = makers.expert("inhalation", name="A very special expert")
    travel(days=7)
    offer_questions()
    page = as_user(question.author).get(f"/questions/{question.pk}/").text
    assert "We are asking people who fit." in page
    assert "very special" not in page
    assert "We are asking" not in as_user(makers.member()).get(f"/questions/{question.pk}/").text
    notice = expert.user.notices.get()
    assert texts_for([notice])[notice.pk].url == f"/questions/{question.pk}/"
    actions.close_question(question.author, question)
    assert texts_for([notice]) == {}
