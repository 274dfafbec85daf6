"""A member's own calendar for their phone: without log-in, neutral, right in every zone, theirs alone, and gone at once.

Two readers that are not ours read it: vobject, and icalendar with a parse of its own.
"""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
import vobject
from django.core.cache import cache
from django.test import Client

from portal import clock
from tests import makers
from tests.house.counting import counted
from tests.visits import story
from visits import feed as feeds
from visits.actions import feeds as actions
from visits.actions import planning, requests
from visits.models import CalendarFeed, HostConsent

pytestmark = pytest.mark.django_db


def address(user):
    return f"/calendar/{feeds.secret_of(actions.make_feed(user))}.ics"


def by_vobject(body):
    events = vobject.readOne(body.decode()).contents.get("vevent", [])
    return {
        (one.uid.value, int(one.sequence.value), one.status.value, one.dtstart.value.astimezone(UTC)) for one in events
    }


def by_icalendar(body):
    events = icalendar.Calendar.from_ical(body).walk("VEVENT")
    return {
        (str(one["uid"]), int(one["sequence"]), str(one["status"]), one.decoded("dtstart").astimezone(UTC))
        for one in events
    }


def read(path):
    """What both readers make of it, asked without any log-in."""
    body = Client().get(path).content
    found = by_vobject(body)
    assert by_icalendar(body) == found
    return found


def days_of(asked):
    return {row.start.astimezone(UTC) for row in asked.visit.sessions.all()}


def test_everybody_who_said_yes_has_the_agreed_days():
    asked = story.confirmed()
    people = [asked.requester, asked.invitations.get(state="accepted").expert.user, asked.visit.consents.get().person]
    for user in people:
        found = read(address(user))
        assert {row[3] for row in found} == days_of(asked)
        assert {row[2] for row in found} == {"CONFIRMED"}
    assert read(address(story.desk_user(asked))) == set()
    assert read(address(makers.member().user)) == set()


def test_it_says_appointment_and_nothing_else():
    asked = story.confirmed()
    answer = Client().get(address(asked.requester))
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Cache-Control"] == "no-store"
    text = answer.content.decode()
    for word in (asked.title, asked.visit.facility.name, "Amsterdam,", asked.requester.email, "drug"):
        assert word not in text
    assert text.count("SUMMARY:Appointment") == 2


def test_what_is_called_off_or_moved_is_told_by_the_same_names():
    asked = story.confirmed()
    path = address(asked.requester)
    before = {row[0]: row for row in read(path)}
    planning.postpone_visit(asked.requester, story.fresh(asked), "Our room moves that week.")
    after = {row[0]: row for row in read(path)}
    assert set(after) == set(before)
    assert all(after[name][2] == "CANCELLED" and after[name][1] > before[name][1] for name in before)
    other = story.confirmed("remote-advice", requester=asked.requester, title="A call about the front door")
    requests.cancel_request(asked.requester, other, "funding")
    assert {row[2] for row in read(path)} == {"CANCELLED"}


def test_a_house_let_go_learns_nothing_of_the_new_days():
    asked = story.confirmed()
    consent = asked.visit.consents.get()
    path = address(consent.person)
    planning.postpone_visit(asked.requester, story.fresh(asked), "Our room moves that week.")
    assert {row[2] for row in read(path)} == {"CANCELLED"}
    days = [day + timedelta(days=7) for day in story.days_for(asked)]
    for user in (asked.requester, asked.invitations.get(state="accepted").expert.user):
        planning.propose_days(user, story.fresh(asked), days=days, **story.HOURS)
    HostConsent.objects.filter(state="asked").update(person=makers.member().user)
    assert read(path) == set()


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/Vancouver", "Australia/Sydney", "Asia/Kathmandu"])
def test_ten_oclock_stays_ten_oclock_across_the_change_of_the_clocks(zone):
    asked = story.confirmed()
    visit = asked.visit
    visit.zone = zone
    visit.save()
    visit.sessions.all().delete()
    for day in ("2027-03-13", "2027-03-27", "2027-03-28", "2027-04-04", "2027-10-03", "2027-10-31", "2027-11-07"):
        start = datetime.fromisoformat(f"{day}T10:00").replace(tzinfo=ZoneInfo(zone))
        visit.sessions.create(start=start, end=start + timedelta(hours=6))
    body = Client().get(address(asked.requester)).content
    starts = [one.dtstart.value for one in vobject.readOne(body.decode()).vevent_list]
    assert {start.strftime("%H:%M") for start in starts} == {"10:00"}
    assert (
        {start.astimezone(UTC) for start in starts} == days_of(story.fresh(asked)) == {r[3] for r in by_icalendar(body)}
    )


def test_two_zones_stand_in_one_file_each_once():
    asked = story.confirmed()
    other = story.confirmed("remote-advice", requester=asked.requester, title="A call about the same thing")
    other.visit.zone = "America/Vancouver"
    other.visit.save()
    body = Client().get(address(asked.requester)).content.decode()
    assert body.count("BEGIN:VTIMEZONE") == 2
    assert {row[3] for row in by_vobject(body.encode())} == days_of(asked) | days_of(other)


def test_off_until_asked_for_made_anew_and_switched_off(as_user):
    person = makers.member().user
    browser = as_user(person)
    assert "It is off" in browser.get("/me/calendar/").content.decode()
    paths = []
    for do in ("on", "anew"):
        browser.post("/me/calendar/switch/", {"do": do})
        page = browser.get("/me/calendar/").content.decode()
        paths.append(f"/calendar/{feeds.secret_of(CalendarFeed.objects.get())}.ics")
        assert paths[-1] in page
    assert [Client().get(path).status_code for path in paths] == [404, 200]
    browser.post("/me/calendar/switch/", {"do": "off"})
    assert Client().get(paths[1]).status_code == 404
    assert not CalendarFeed.objects.exists()


def test_the_row_does_not_tell_the_address():
    feed = actions.make_feed(makers.member().user)
    assert feeds.secret_of(feed) not in {str(value) for value in vars(feed).values()}
    assert feed.secret_hash == feeds.hashed(feeds.secret_of(feed))


@pytest.mark.parametrize("state", ["suspended", "left", "protected"])
def test_suspended_left_and_protected_members_have_none(state, as_user):
    member = makers.member()
    path = address(member.user)
    if state == "protected":
        member.user.protected = True
        member.user.save()
        as_user(member).post("/me/calendar/switch/", {"do": "anew"})
    else:
        member.state = state
        member.save()
    assert Client().get(path).status_code == 404


def test_the_secret_opens_nothing_else():
    asked = story.confirmed()
    browser = Client()
    browser.get(address(asked.requester))
    assert browser.get(f"/visits/{asked.pk}/calendar.ics").status_code == 302
    assert not browser.cookies
    assert browser.post(address(asked.requester)).status_code == 405


def test_asked_too_often_or_guessed_too_often_it_is_silent():
    cache.clear()
    path = address(makers.member().user)
    assert {Client().get(path).status_code for _time in range(60)} == {200}
    assert Client().get(path).status_code == 429
    clock.set_offset(clock.offset() + timedelta(hours=1))
    assert Client().get(path).status_code == 200
    assert {Client().get(f"/calendar/guess{number}.ics").status_code for number in range(30)} == {404}
    assert Client().get(path).status_code == 429


def test_few_queries(as_user):
    asked = story.confirmed()
    story.confirmed("remote-advice", requester=asked.requester, title="A call about the same thing")
    assert counted(as_user(asked.requester), address(asked.requester)) <= 6
    assert counted(as_user(asked.requester), "/me/calendar/") <= 6
