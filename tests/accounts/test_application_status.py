"""Does whoever wants to join see where it stands, and nothing of the members' side?"""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.models import ApplicationDecision, ApplicationMessage, Member
from portal import clock
from tests import makers

pytestmark = pytest.mark.django_db
URL = "/join/"


def test_anybody_reads_how_to_join(client):
    page = client.get(URL).content.decode()
    assert "Journalists cannot become members" in page
    assert reverse("account_signup") in page


def test_after_the_sign_up_it_is_their_turn(as_user):
    assert "Begin with part 1" in as_user(makers.user()).get(URL).content.decode()


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("started", "Your draft is saved"),
        ("submitted", "coordinators’ turn"),
        ("in-review", "coordinators’ turn"),
        ("information-requested", "a coordinator has a question"),
        ("declined", "It was not accepted"),
        ("withdrawn", "You have withdrawn it"),
        ("expired", "heard nothing for 30 days"),
    ],
)
def test_each_state_says_whose_turn_it_is(as_user, state, words):
    application = makers.application(state)
    assert words in as_user(application.user).get(URL).content.decode()


@pytest.mark.parametrize(("state", "lamps"), [("submitted", 0), ("in-review", 0), ("information-requested", 1)])
def test_the_lamp_is_lit_only_where_it_is_the_applicants_turn(as_user, state, lamps):
    page = as_user(makers.application(state).user).get(URL).content.decode()
    assert page.count('class="now"') == page.count('class="turn"') == lamps


def test_a_day_that_has_passed_is_promised_no_more(as_user):
    application = makers.application("submitted")
    browser = as_user(application.user)
    application.due_at = clock.now() - timedelta(days=3)
    application.save()
    assert "It is late: they should have read it by" in browser.get(URL).content.decode()


def test_a_no_comes_with_its_reason_a_yes_of_one_stays_inside(as_user):
    application = makers.application("declined")
    for accepts, reason in ((True, "A private yes."), (False, "We could not reach you.")):
        ApplicationDecision.objects.create(
            application=application, by=makers.user(), accepts=accepts, reason=reason, at=clock.now()
        )
    page = as_user(application.user).get(URL).content.decode()
    assert "We could not reach you." in page
    assert "A private yes." not in page


def test_the_question_stands_there(as_user):
    application = makers.application("information-requested")
    ApplicationMessage.objects.create(
        application=application, author=makers.coordinator().user, body="Which house?", at=clock.now()
    )
    assert "Which house?" in as_user(application.user).get(URL).content.decode()


def test_members_go_to_their_own_page(as_user):
    assert as_user(makers.member()).get(URL).url == reverse("site:dashboard")


@pytest.mark.parametrize(("state", "words"), [("suspended", "membership rests"), ("left", "have left")])
def test_former_members_read_what_happened(as_user, state, words):
    assert words in as_user(makers.member(state=state)).get(URL).content.decode()


@pytest.mark.parametrize("state", ["applicant", Member.State.SUSPENDED, Member.State.LEFT])
@pytest.mark.parametrize("url", ["/people/", "/me/", "/me/expert/", "/desk/applications/", "/home/", "/organisations/"])
def test_the_gate_sends_everybody_else_here(as_user, state, url):
    person = makers.user() if state == "applicant" else makers.member(state=state)
    assert as_user(person).get(url).url == URL


@pytest.mark.parametrize("url", ["/people/", "/me/", "/desk/applications/", "/join/part/1/", "/people/vouch/1/"])
def test_strangers_are_asked_to_log_in(client, url):
    assert client.get(url).url.startswith(reverse("account_login"))
