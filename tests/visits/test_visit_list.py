"""My turn first, then what is under way, then what is past; never a list that ends with nothing."""

import pytest

from tests import makers
from tests.house.counting import counted
from tests.visits import story
from visits.actions import requests as actions

pytestmark = pytest.mark.django_db
URL = "/visits/"


def test_an_empty_list_says_what_to_do_next(as_user):
    page = as_user(makers.member()).get(URL).content.decode()
    assert "No visits yet" in page
    assert 'href="/visits/new/"' in page


def test_each_side_finds_its_part(as_user):
    asked = story.agreed()
    expert = asked.invitations.get(state="accepted").expert
    host = asked.visit.consents.get().person
    assert "You asked" in as_user(asked.requester).get(URL).content.decode()
    assert "You are an expert" in as_user(expert).get(URL).content.decode()
    assert f"/visits/consents/{asked.visit.consents.get().pk}/" in as_user(host).get(URL).content.decode()


def test_what_waits_for_me_stands_once(as_user):
    asked = story.planned()
    page = as_user(asked.requester).get(URL)
    assert [turn.act for turn in page.context["turns"]] == ["choose-date"]
    assert page.context["rows"] == []


def test_an_invitation_waits_for_the_person_asked_alone(as_user):
    asked = story.inviting()
    row = story.asked(asked)[0]
    assert f"/visits/invitations/{row.pk}/" in as_user(row.expert).get(URL).content.decode()
    assert asked.title not in as_user(makers.expert()).get(URL).content.decode()


def test_the_requester_does_not_learn_that_the_list_is_exhausted(as_user):
    from visits.actions import answering

    asked = story.inviting(experts=[makers.expert()])
    row = story.asked(asked)[0]
    before = as_user(asked.requester).get(URL).content.decode().split("<main")[1]
    answering.decline_invitation(row.expert.user, row)
    after = as_user(asked.requester).get(URL).content.decode().split("<main")[1]
    assert after.split("</main>")[0] == before.split("</main>")[0]


def test_drafts_and_what_is_past(as_user):
    draft = makers.visit_request()
    withdrawn = story.submitted(requester=draft.requester, title="One that was withdrawn again")
    actions.withdraw_request(draft.requester, withdrawn, "dates")
    page = as_user(draft.requester).get(URL)
    assert [row.asked.pk for row in page.context["drafts"]] == [draft.pk]
    assert [row.asked.pk for row in page.context["past"]] == [withdrawn.pk]


def test_the_desk_of_a_coordinator_is_another_page(as_user):
    asked = story.submitted()
    assert asked.title not in as_user(story.desk_user(asked)).get(URL).content.decode()


def test_flat_and_few_queries(as_user):
    first = story.planned()
    browser = as_user(first.requester)
    one = counted(browser, URL)
    for _number in range(9):
        story.inviting(requester=first.requester, stage="under-threat")
    assert counted(browser, URL) == one <= 6


@pytest.fixture(autouse=True)
def _many_requests_a_day(settings):
    settings.LIMIT_REQUESTS_A_DAY = 99
