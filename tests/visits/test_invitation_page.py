"""An expert reads what is asked and answers with one press; bad days are said at their field, late answers in words."""

from datetime import timedelta

import pytest

from portal import clock
from tests import makers
from tests.house.counting import counted
from tests.visits import story
from visits.actions import answering, clocks
from visits.actions.shortlist import compute_shortlist
from visits.models import Invitation, VisitRequest

pytestmark = pytest.mark.django_db


def url(row):
    return f"/visits/invitations/{row.pk}/"


def invited(**fields):
    return story.asked(story.inviting(**fields))[0]


def day(ahead):
    return (clock.today() + timedelta(days=ahead)).isoformat()


def yes(row, **changes):
    window = row.request.windows.first()
    return {
        "answer": "accept",
        "yes-window": window.pk,
        f"yes-first_{window.pk}": window.start.isoformat(),
        "yes-from_hour": "10:00",
        "yes-to_hour": "16:00",
        **changes,
    }


def other(**changes):
    return {
        "answer": "propose",
        "other-first_day": day(90),
        "other-length": "2",
        "other-from_hour": "10:00",
        "other-to_hour": "16:00",
        **changes,
    }


def test_looking_changes_nothing_and_says_why_you(as_user):
    request = story.inviting()
    compute_shortlist(request.pk)
    row = story.asked(request)[0]
    page = as_user(row.expert).get(url(row)).content.decode()
    assert "Why you" in page
    assert request.questions[0] in page
    assert story.fresh(row).state == Invitation.State.INVITED


def test_strangers_the_requester_and_those_next_on_the_list_find_nothing(as_user):
    request = story.inviting()
    row = story.asked(request)[0]
    waiting = request.invitations.filter(state="suggested").first()
    assert as_user(makers.expert()).get(url(row)).status_code == 404
    assert as_user(request.requester).get(url(row)).status_code == 404
    assert as_user(waiting.expert).get(url(waiting)).status_code == 404


def test_a_sensitive_request_tells_nothing_about_who_asks(as_user):
    for _number in range(5):
        makers.member(country="BE")
    row = invited(confidentiality="sensitive", requester=makers.member(country="BE").user)
    page = as_user(row.expert).get(url(row)).content.decode()
    assert "A member asks." in page
    assert "Belgium" not in page


def test_yes_on_one_of_their_dates(as_user):
    row = invited()
    answer = as_user(row.expert).post(url(row), yes(row))
    assert answer["Location"] == f"/visits/{row.request_id}/"
    assert story.fresh(row.request).state == VisitRequest.State.PLANNING
    assert len(row.request.proposals.get().days) == row.request.duration_days


def test_yes_to_calls_without_windows_names_each_call(as_user):
    row = invited(kind="remote-advice", duration_days=2, windows=[])
    calls = {"yes-call_1": day(20), "yes-call_2": day(27), "yes-from_hour": "14:00", "yes-to_hour": "15:00"}
    page = as_user(row.expert).get(url(row)).content.decode()
    assert 'value="propose"' not in page
    as_user(row.expert).post(url(row), {"answer": "accept", **calls})
    assert row.request.proposals.get().days == [day(20), day(27)]


def test_yes_on_other_dates_and_then_nothing_to_do(as_user):
    row = invited()
    browser = as_user(row.expert)
    browser.post(url(row), other())
    assert story.fresh(row).state == Invitation.State.DATES_PROPOSED
    assert "Your dates are with them" in browser.get(url(row)).content.decode()


def test_once_more_when_their_dates_did_not_fit(as_user):
    row = invited()
    browser = as_user(row.expert)
    browser.post(url(row), other())
    answering.refuse_proposed_dates(row.request.requester, row.proposals.get())
    page = browser.get(url(row))
    assert page.context["possible"] == ("propose", "decline")
    browser.post(url(row), other(**{"other-first_day": day(100)}))
    assert row.proposals.filter(state="open").get().days[0] == day(100)


@pytest.mark.parametrize(("answer", "state"), [("tentative", "tentative"), ("decline", "declined")])
def test_probably_and_not_this_time(as_user, answer, state):
    row = invited()
    as_user(row.expert).post(url(row), {"answer": answer, "word": "My rota changes."})
    assert (story.fresh(row).state, story.fresh(row).word) == (state, "My rota changes.")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"answer": ""}, "Please choose one of the answers."),
        ({"answer": "perhaps"}, "This answer is not possible any more."),
        ({"yes-to_hour": "09:00"}, "The end must be later than the start."),
        ({"yes-from_hour": ""}, "At which hour?"),
        ({"word": "x" * 401}, "At most 400 letters, please; there are 401."),
    ],
)
def test_bad_input_is_said_and_what_was_typed_stays(as_user, changes, said):
    row = invited()
    page = as_user(row.expert).post(url(row), yes(row, **{"word": "Mornings are calm", **changes})).content.decode()
    assert said in page
    assert changes.get("word", "Mornings are calm") in page
    assert story.fresh(row).state == Invitation.State.INVITED


@pytest.mark.parametrize("ahead", [-1, 20, 47])
def test_days_outside_their_dates(as_user, ahead):
    row = invited()
    window = row.request.windows.first()
    page = as_user(row.expert).post(url(row), yes(row, **{f"yes-first_{window.pk}": day(ahead)}))
    assert page.context["days"]["accept"].errors[f"first_{window.pk}"]


def test_answering_twice_and_after_the_lapse_is_a_message(as_user, travel):
    row = invited()
    browser = as_user(row.expert)
    browser.post(url(row), {"answer": "decline"})
    again = browser.post(url(row), yes(row))
    assert again.status_code == 200
    assert "You said: not this time" in again.content.decode()
    late = invited(title="How do we run a night shift with three people?")
    travel(days=9)
    clocks.run_all()
    page = as_user(late.expert).post(url(late), yes(late)).content.decode()
    assert "The time to answer has passed" in page
    assert story.fresh(late).state == Invitation.State.LAPSED


def test_the_last_place_is_taken_meanwhile(as_user):
    request = story.inviting(at_once=2)
    first, second = story.asked(request)
    form = yes(second)
    story.accept(first)
    page = as_user(second.expert).post(url(second), form)
    assert "Enough people said yes" in page.content.decode()


def test_the_pause_goes_to_the_profile(as_user):
    row = invited()
    page = as_user(row.expert).get(url(row)).content.decode()
    assert 'action="/me/expert/pause/"' in page


def test_few_queries(as_user):
    row = invited()
    assert counted(as_user(row.expert), url(row)) <= 6


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("job-shadowing", "They come to a house: 2 people"),
        ("on-site-training", "You travel to them"),
        ("remote-advice", "Nobody: you call each other"),
        ("peer-review", "You travel to them"),
    ],
)
def test_it_says_who_travels(as_user, kind, words):
    row = invited(kind=kind)
    assert words in as_user(row.expert).get(url(row)).content.decode()
