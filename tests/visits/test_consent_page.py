"""The house reads group, days and questions, and says its own yes."""

import pytest

from tests import makers
from tests.house.counting import counted
from tests.visits import story
from visits.actions import clocks, planning
from visits.models import HostOffer, VisitRequest

pytestmark = pytest.mark.django_db


def asked_house(**fields):
    return story.agreed(**fields).visit.consents.get()


def url(consent):
    return f"/visits/consents/{consent.pk}/"


def test_it_shows_what_the_answer_is_about_and_looking_changes_nothing(as_user):
    consent = asked_house(outsiders=["police"], access_needs="One of us uses a wheelchair.")
    page = as_user(consent.person).get(url(consent)).content.decode()
    for words in (consent.visit.request.questions[0], "Police", "wheelchair", "2 people"):
        assert words in page
    assert story.fresh(consent).state == "asked"


def test_nobody_else_opens_it(as_user):
    consent = asked_house()
    for other in (consent.visit.request.requester, makers.member(), story.desk_user(consent.visit.request)):
        assert as_user(other).get(url(consent)).status_code == 404


def test_yes_confirms_the_visit(as_user):
    consent = asked_house()
    answer = as_user(consent.person).post(url(consent), {"answer": "yes"})
    assert answer["Location"] == f"/visits/{consent.visit.request_id}/"
    assert story.fresh(consent.visit.request).state == VisitRequest.State.CONFIRMED


def test_no_sends_them_back_to_the_dates(as_user):
    consent = asked_house()
    as_user(consent.person).post(url(consent), {"answer": "no", "word": "We paint that week."})
    assert (story.fresh(consent).state, story.fresh(consent).word) == ("declined", "We paint that week.")
    assert story.fresh(consent.visit.request).state == VisitRequest.State.PLANNING


@pytest.mark.parametrize(
    ("typed", "said"),
    [({"answer": ""}, "Please choose one of the answers."), ({"answer": "yes", "word": "y" * 401}, "there are 401")],
)
def test_bad_input_is_said_and_kept(as_user, typed, said):
    consent = asked_house()
    page = as_user(consent.person).post(url(consent), {"word": "Come in by the yard", **typed}).content.decode()
    assert said in page
    assert typed.get("word", "Come in by the yard") in page
    assert story.fresh(consent).state == "asked"


def test_answering_twice_or_too_late_is_a_message(as_user, travel):
    consent = asked_house()
    browser = as_user(consent.person)
    browser.post(url(consent), {"answer": "no"})
    assert browser.post(url(consent), {"answer": "yes"}).status_code == 200
    assert story.fresh(consent).state == "declined"
    late = asked_house(title="How do we run a night shift with three people?")
    travel(days=12)
    clocks.run_all()
    page = as_user(late.person).post(url(late), {"answer": "yes"})
    assert "The time to answer has passed" in page.content.decode()


def test_a_house_that_is_taken_says_so_and_keeps_the_word(as_user):
    expert = makers.expert()
    offer = makers.host_offer(expert)
    request = story.planned(experts=[expert], house=False)
    planning.agree_days(request.requester, request.proposals.get())
    consent = story.fresh(request).visit.consents.get()
    HostOffer.objects.filter(pk=offer.pk).update(visits_per_year=0)
    page = as_user(consent.person).post(url(consent), {"answer": "yes", "word": "Welcome"}).content.decode()
    assert "that number is reached" in page
    assert "Welcome" in page


def test_few_queries(as_user):
    consent = asked_house()
    assert counted(as_user(consent.person), url(consent)) <= 6


def test_who_answers_for_their_own_house_reads_their_own_words(as_user):
    consent = asked_house(kind="on-site-training")
    assert consent.person == consent.visit.request.requester
    page = as_user(consent.person).get(url(consent)).content.decode()
    for words in ("Your questions", "The experts travel to you", "You pay"):
        assert words in page
    for words in ("Who asks", "Names are shown to you"):
        assert words not in page
