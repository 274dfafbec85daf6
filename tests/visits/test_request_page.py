"""Whose turn it is first; and nobody learns who else was asked."""

from datetime import timedelta

import pytest

from portal import clock
from tests import makers
from tests.house.counting import MOST, counted
from tests.visits import story
from visits.actions import answering, consents
from visits.models import VisitRequest

pytestmark = pytest.mark.django_db
STATES = {
    "submitted": story.submitted,
    "inviting": story.inviting,
    "planned": story.planned,
    "agreed": story.agreed,
    "confirmed": story.confirmed,
    "held": story.held,
    "reported": story.reported,
    "closed": story.closed,
}


def page_of(asked):
    return f"/visits/{asked.pk}/"


def accepted(asked):
    return asked.invitations.filter(state="accepted").first().expert


def test_a_draft_leads_to_where_it_was_left(as_user):
    asked = makers.visit_request(part=3)
    assert as_user(asked.requester).get(page_of(asked))["Location"] == f"/visits/{asked.pk}/edit/3/"


def test_the_requester_never_learns_who_was_asked_or_declined(as_user):
    experts = [makers.expert(name="Somebody Particular"), makers.expert(name="Somebody Else")]
    asked = story.inviting(experts=experts)
    browser = as_user(asked.requester)
    first = browser.get(page_of(asked)).content.decode()
    row = story.asked(asked)[0]
    answering.decline_invitation(row.expert.user, row, word="I do not like them")
    second = browser.get(page_of(asked)).content.decode()
    assert "We are asking people who fit" in first
    for page in (first, second):
        assert "Particular" not in page
        assert "I do not like them" not in page
        assert "eclined" not in page


def test_dates_of_somebody_who_fits_are_for_the_requester_alone(as_user):
    experts = [makers.expert(name="A"), makers.expert(name="Somebody Particular")]
    asked = story.inviting(experts=experts, experts_needed=2, at_once=2)
    first, second = story.asked(asked)
    story.accept(first)
    answering.propose_dates(second.expert.user, story.fresh(second), days=story.days_for(asked), **story.HOURS)
    theirs = as_user(asked.requester).get(page_of(asked)).content.decode()
    assert "Somebody who fits" in theirs
    assert "Particular" not in theirs
    proposal = second.proposals.get()
    expert = as_user(first.expert)
    assert "Somebody who fits" not in expert.get(page_of(asked)).content.decode()
    assert expert.post(f"/visits/dates/{proposal.pk}/accept/").status_code == 404
    assert expert.post(f"/visits/dates/{proposal.pk}/refuse/").status_code == 404


def test_dates_are_said_in_both_zones(as_user):
    asked = story.planned()
    asked.requester.time_zone = "Europe/Lisbon"
    asked.requester.save()
    page = as_user(asked.requester).get(page_of(asked)).content.decode()
    assert "09:00 to 15:00 your time" in page
    assert "10:00 to 16:00 at the house" in page


def test_agreeing_to_dates(as_user):
    asked = story.planned()
    as_user(asked.requester).post(f"/visits/dates/{asked.proposals.get().pk}/agree/")
    assert asked.visit.consents.get().state == "asked"


def test_the_house_is_named_only_when_it_has_said_yes(as_user):
    asked = story.agreed()
    name = asked.visit.facility.name
    browser = as_user(asked.requester)
    assert name not in browser.get(page_of(asked)).content.decode()
    consent = asked.visit.consents.get()
    consents.agree_as_host(consent.person, consent)
    assert name in browser.get(page_of(asked)).content.decode()


def test_a_house_that_is_asked_or_said_no_reads_no_conversation(as_user):
    asked = story.agreed()
    consent = asked.visit.consents.get()
    host = as_user(consent.person)
    assert host.get(page_of(asked)).status_code == 404
    consents.decline_as_host(consent.person, consent)
    assert host.get(page_of(asked)).status_code == 404


def test_messages_are_seen_by_those_who_said_yes(as_user):
    asked = story.planned()
    as_user(asked.requester).post(f"{page_of(asked)}message/", {"body": "May we bring the architect?"})
    assert "May we bring the architect?" in as_user(accepted(asked)).get(page_of(asked)).content.decode()
    assert as_user(makers.expert()).post(f"{page_of(asked)}message/", {"body": "Hello"}).status_code == 404


@pytest.mark.parametrize(
    ("state", "path", "typed", "said"),
    [
        ("planned", "message/", {"body": ""}, "write something first"),
        ("submitted", "withdraw/", {"reason": "", "word": "We moved house."}, "choose a reason"),
        ("planned", "cancel/", {"reason": "because", "word": "We moved house."}, "because"),
        ("confirmed", "postpone/", {"word": "No."}, "write a sentence"),
    ],
)
def test_bad_input_is_said_and_what_was_typed_stays(as_user, state, path, typed, said):
    asked = STATES[state]()
    before = asked.state
    page = as_user(asked.requester).post(page_of(asked) + path, typed)
    assert page.status_code == 200
    assert said in page.content.decode()
    assert typed.get("word", "") in page.content.decode()
    assert story.fresh(asked).state == before


@pytest.mark.parametrize(
    ("state", "path", "typed", "after"),
    [
        ("submitted", "withdraw/", {"reason": "dates"}, "withdrawn"),
        ("planned", "cancel/", {"reason": "funding"}, "cancelled"),
        ("confirmed", "cancel/", {"reason": "safety", "word": "The street is closed."}, "cancelled"),
        ("confirmed", "postpone/", {"word": "Our room moves that week."}, "planning"),
    ],
)
def test_leaving(as_user, state, path, typed, after):
    asked = STATES[state]()
    as_user(asked.requester).post(page_of(asked) + path, typed)
    assert story.fresh(asked).state == after


def test_an_expert_steps_back(as_user):
    asked = story.planned()
    as_user(accepted(asked)).post(f"{page_of(asked)}step-back/")
    assert story.fresh(asked).state == VisitRequest.State.INVITING
    assert as_user(asked.requester).post(f"{page_of(asked)}step-back/").status_code == 404


def test_both_sides_say_that_it_took_place(as_user):
    asked = story.confirmed()
    expert = accepted(asked)
    story.travel_past(asked)
    as_user(asked.requester).post(f"{page_of(asked)}held/", {"held": "perhaps"})
    assert story.fresh(asked.visit).requester_says_held is None
    for person in (asked.requester, expert):
        as_user(person).post(f"{page_of(asked)}held/", {"held": "yes"})
    assert story.fresh(asked).state == VisitRequest.State.HELD


def test_an_ended_request_says_why_and_offers_to_ask_again(as_user):
    asked = story.submitted()
    as_user(asked.requester).post(f"{page_of(asked)}withdraw/", {"reason": "funding", "word": "The city said no."})
    page = as_user(asked.requester).get(page_of(asked)).content.decode()
    assert "The city said no." in page
    assert f"/visits/{asked.pk}/copy/" in page


def test_the_conversation_closes_after_14_days(as_user):
    asked = story.closed()
    asked.ended_at = clock.now() - timedelta(days=15)
    asked.save()
    assert f"{page_of(asked)}message/" not in as_user(asked.requester).get(page_of(asked)).content.decode()


@pytest.mark.parametrize("name", STATES)
def test_few_queries_in_every_state(as_user, name):
    asked = STATES[name]()
    for number in range(10):
        asked.messages.create(author=asked.requester, body=f"Message {number}", at=clock.now())
    assert counted(as_user(asked.requester), page_of(asked)) <= MOST


def test_a_day_that_has_passed_is_promised_no_more(as_user):
    asked = story.inviting()
    browser = as_user(asked.requester)
    assert "You will hear by" in browser.get(page_of(asked)).content.decode()
    asked.turns.update(due_at=clock.now() - timedelta(days=3))
    page = browser.get(page_of(asked)).content.decode()
    assert "You will hear by" not in page
    assert "we keep at it" in page


def test_a_report_that_waits_for_its_sign_off_lights_no_seat_of_its_writer(as_user):
    asked = story.reported()
    page = as_user(asked.requester).get(page_of(asked))
    assert page.context["turn"].act == "give-feedback"
    assert [step.note for step in page.context["steps"] if step.state == "now"] == ["being written"]
    assert 'class="now"' not in page.content.decode()


def test_the_expert_reads_that_the_requester_chooses_the_date(as_user):
    asked = story.planned()
    assert "It is the turn of the requester" in as_user(accepted(asked)).get(page_of(asked)).content.decode()


def test_feedback_can_be_given_from_the_page_after_the_closing(as_user):
    asked = story.closed()
    assert f"/visits/{asked.pk}/feedback/" in as_user(asked.requester).get(page_of(asked)).content.decode()


@pytest.mark.parametrize(
    ("kind", "to_requester", "to_expert"),
    [
        ("study-visit", "You learn the house when it has said yes", "You learn the house when it has said yes"),
        ("peer-review", "At your own place", "At their own place"),
        ("remote-advice", None, None),
    ],
)
def test_it_says_where_it_is_before_everybody_said_yes(as_user, kind, to_requester, to_expert):
    asked = story.planned(kind)
    for person, words in ((asked.requester, to_requester), (accepted(asked), to_expert)):
        page = as_user(person).get(page_of(asked)).content.decode()
        assert ("Where is it?" in page) == bool(words)
        assert not words or words in page


def test_the_last_step_is_a_button_on_the_page_for_the_side_that_learned(as_user):
    asked = story.closed()
    button = "Make this a field practice"
    assert button in as_user(asked.requester).get(page_of(asked)).content.decode()
    assert button not in as_user(accepted(asked)).get(page_of(asked)).content.decode()
    as_user(asked.requester).post(f"/visits/{asked.pk}/report/practice/")
    page = as_user(asked.requester).get(page_of(asked)).content.decode()
    assert button not in page
    assert "The practice that came of it" in page
