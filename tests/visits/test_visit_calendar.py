"""The file is for those who said yes, once everybody did; it says as little as its name."""

from datetime import timedelta

import pytest
import vobject

from tests import makers
from tests.house.counting import counted
from tests.visits import story
from visits.actions import consents, planning, requests
from visits.models import HostConsent

pytestmark = pytest.mark.django_db


def url(asked):
    return f"/visits/{asked.pk}/calendar.ics"


def test_those_who_said_yes_download_it(as_user):
    asked = story.confirmed()
    expert = asked.invitations.get(state="accepted").expert
    host = asked.visit.consents.get().person
    for person in (asked.requester, expert, host):
        answer = as_user(person).get(url(asked))
        assert answer["Content-Type"] == "text/calendar; charset=utf-8"
        assert answer["Content-Disposition"] == 'attachment; filename="appointment.ics"'
        assert b"SUMMARY:Appointment" in answer.content


def test_nobody_else_does_and_not_before_everybody_said_yes(as_user):
    asked = story.confirmed()
    assert as_user(makers.member()).get(url(asked)).status_code == 404
    assert as_user(story.desk_user(asked)).get(url(asked)).status_code == 404
    early = story.agreed(title="One that the house has not answered")
    assert as_user(early.requester).get(url(early)).status_code == 404


def entries(browser, asked):
    """What an independent reader makes of the file: name -> (status, sequence, first day)."""
    events = vobject.readOne(browser.get(url(asked)).content.decode()).contents.get("vevent", [])
    return {
        event.uid.value.rpartition("-")[2]: (
            event.status.value,
            int(event.sequence.value),
            event.dtstart.value.date(),
        )
        for event in events
    }


def postpone(asked):
    planning.postpone_visit(asked.requester, story.fresh(asked), "Our room moves that week.")
    return story.fresh(asked)


def agree_again(asked, days):
    """Everybody agrees to the new days, and the house says yes to them."""
    asked = story.fresh(asked)
    for user in (asked.requester, asked.invitations.get(state="accepted").expert.user):
        planning.propose_days(user, story.fresh(asked), days=days, **story.HOURS)
    consent = HostConsent.objects.get(visit__request=asked, state="asked")
    consents.agree_as_host(consent.person, consent)
    return story.fresh(asked)


def test_postponed_days_are_called_off_for_everybody_who_has_them(as_user):
    asked = story.confirmed()
    people = [asked.requester, asked.invitations.get(state="accepted").expert.user, asked.visit.consents.get().person]
    before = [entries(as_user(person), asked) for person in people]
    postpone(asked)
    for person, old in zip(people, before, strict=True):
        now = entries(as_user(person), asked)
        assert set(now) == set(old) == {"1", "2"}
        assert all(status == "CANCELLED" for status, _sequence, _day in now.values())
        assert all(now[name][1] > old[name][1] and now[name][2] == old[name][2] for name in old)


def test_a_shorter_visit_moves_its_first_day_and_calls_off_its_last(as_user):
    asked = story.confirmed(duration_days=2)
    browser = as_user(asked.requester)
    old = entries(browser, asked)
    [day] = [old["1"][2] + timedelta(days=7)]
    asked = agree_again(postpone(asked), [day])
    now = entries(browser, asked)
    assert now["1"][0] == "CONFIRMED"
    assert now["1"][2] == day
    assert now["2"][0] == "CANCELLED"
    assert now["2"][2] == old["2"][2]
    assert now["1"][1] == now["2"][1] > old["1"][1]


def test_a_longer_visit_takes_the_same_names_back(as_user):
    asked = story.confirmed(duration_days=2)
    first = entries(as_user(asked.requester), asked)["1"][2]
    asked = agree_again(postpone(asked), [first + timedelta(days=7)])
    asked = agree_again(postpone(asked), [first + timedelta(days=n) for n in (14, 15, 16)])
    now = entries(as_user(asked.requester), asked)
    assert {name: row[0] for name, row in now.items()} == dict.fromkeys("123", "CONFIRMED")
    assert asked.visit.fallen_away == []


def test_a_cancelled_visit_is_called_off(as_user):
    asked = story.confirmed()
    old = entries(as_user(asked.requester), asked)
    requests.cancel_request(asked.requester, asked, "funding")
    for person in (asked.requester, asked.visit.consents.get().person):
        now = entries(as_user(person), asked)
        assert {row[0] for row in now.values()} == {"CANCELLED"}
        assert now["1"][1] == old["1"][1] + 1
    page = as_user(asked.requester).get(f"/visits/{asked.pk}/").content.decode()
    assert "Take it out of my calendar" in page
    assert "Put it in my calendar" not in page


def test_days_that_nobody_was_given_are_not_called_off():
    asked = story.agreed()
    consent = asked.visit.consents.get()
    consents.decline_as_host(consent.person, consent)
    visit = story.fresh(asked).visit
    assert (visit.fallen_away, visit.sessions.count()) == ([], 0)


def test_the_house_hears_of_it_on_its_own_page(as_user):
    asked = story.confirmed()
    consent = asked.visit.consents.get()
    postpone(asked)
    inbox = as_user(consent.person).get("/inbox/").content.decode()
    assert "It is postponed" in inbox
    page = as_user(consent.person).get(f"/visits/consents/{consent.pk}/").content.decode()
    assert "These days hold no longer" in page
    assert f"/visits/{asked.pk}/calendar.ics" in page
    assert as_user(consent.person).get(f"/visits/{asked.pk}/").status_code == 404
    asked = agree_again(asked, [story.days_for(asked)[0] + timedelta(days=7)])
    assert "calendar.ics" not in as_user(consent.person).get(f"/visits/consents/{consent.pk}/").content.decode()


def test_a_strangers_house_takes_nothing_out(as_user):
    asked, other = story.confirmed(), story.confirmed(title="A visit to somewhere else")
    postpone(asked)
    assert as_user(other.visit.consents.get().person).get(url(asked)).status_code == 404


def test_few_queries(as_user):
    asked = story.confirmed()
    assert counted(as_user(asked.requester), url(asked)) <= 6
