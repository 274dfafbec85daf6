"""Does it still hold? Asked in time, passed on when nobody answers; an expert replaced, and the house's yes kept."""

from datetime import timedelta

import pytest

from portal import clock
from portal.moves import MoveRefused
from tests import makers
from tests.house.counting import counted
from tests.visits import story
from visits import hours, notices
from visits.actions import answering, clocks, concluding, planning, reconfirming, requests
from visits.models import HostConsent, Reconfirmation

pytestmark = pytest.mark.django_db


def url(asked):
    return f"/visits/{asked.pk}/still-fine/"


def before(asked, **delta):
    """Stand so long before the first session, and let the clocks run."""
    first = asked.visit.sessions.first().start
    clock.set_offset(clock.offset() + (first - clock.now()) - timedelta(**delta))
    clocks.run_all()


def acts(asked, act="reconfirm"):
    return set(asked.turns.filter(act=act).values_list("user", flat=True))


def everybody(asked):
    consent = asked.visit.consents.get()
    return asked.requester, asked.invitations.get(state="accepted").expert.user, consent.person


def test_both_sides_and_the_house_are_asked_and_press_one_button(as_user):
    asked = story.confirmed()
    before(asked, days=13, hours=23)
    assert acts(asked) == {person.pk for person in everybody(asked)}
    for person in everybody(asked):
        assert "Still fine" in as_user(person).get(url(asked)).content.decode()
        assert as_user(person).post(url(asked)).status_code == 302
    assert acts(asked) == set()
    assert not Reconfirmation.objects.filter(fine_at=None).exists()


def test_three_days_before_they_are_asked_again():
    asked = story.confirmed()
    before(asked, days=13)
    for person in everybody(asked):
        reconfirming.say_still_fine(person, asked)
    before(asked, days=2, hours=23)
    assert acts(asked) == {person.pk for person in everybody(asked)}
    assert acts(asked, "ask-round") == set()


def test_silence_at_three_days_is_the_coordinators_turn():
    asked = story.confirmed()
    before(asked, days=13)
    before(asked, days=2, hours=23)
    assert acts(asked, "ask-round") == {story.desk_user(asked).pk}
    assert story.desk_user(asked).notices.filter(kind="visits.stuck").count() == 1
    assert clocks.run_all() == 0


def test_silence_until_the_last_day_too():
    asked = story.confirmed()
    before(asked, days=13)
    for person in everybody(asked):
        reconfirming.say_still_fine(person, asked)
    before(asked, days=2, hours=23)
    before(asked, hours=23)
    assert acts(asked, "ask-round") == {story.desk_user(asked).pk}
    for person in everybody(asked):
        reconfirming.say_still_fine(person, asked)
    assert acts(asked, "ask-round") == set()


def test_strangers_find_nothing_and_the_desk_is_led_back(as_user):
    asked = story.confirmed()
    before(asked, days=13)
    assert as_user(makers.member()).get(url(asked)).status_code == 404
    assert as_user(story.desk_user(asked)).post(url(asked))["Location"] == f"/visits/{asked.pk}/"
    assert acts(asked) == {person.pk for person in everybody(asked)}


def test_it_is_not_asked_earlier():
    asked = story.confirmed()
    with pytest.raises(MoveRefused, match="14 and 3 days before"):
        reconfirming.say_still_fine(asked.requester, asked)


def test_a_postponed_visit_asks_anew():
    asked = story.confirmed()
    before(asked, days=13)
    planning.postpone_visit(asked.requester, story.fresh(asked), "Our room moves that week.")
    assert not Reconfirmation.objects.exists()
    assert acts(asked) == set()


@pytest.mark.parametrize(("days", "alarms"), [(2, 1), (10, 0)])
def test_a_change_at_short_notice_is_an_alarm(days, alarms):
    asked = story.confirmed()
    before(asked, days=days)
    planning.postpone_visit(asked.requester, story.fresh(asked), "Our room moves that week.")
    for person in (everybody(asked)[1], story.desk_user(asked)):
        assert person.notices.filter(kind="visits.alarm").count() == alarms
    assert "visits.alarm" in notices.MUST_DELIVER


def lost(asked):
    """The expert steps back after everybody's yes."""
    answering.release_expert(everybody(asked)[1], asked.invitations.get(state="accepted"))
    return story.fresh(asked)


def test_an_expert_is_replaced_and_the_houses_yes_stays(as_user):
    asked = story.confirmed()
    sessions = list(asked.visit.sessions.values_list("start", flat=True))
    asked = lost(asked)
    assert asked.state == "inviting"
    row = story.asked(asked)[0]
    page = as_user(row.expert).get(f"/visits/invitations/{row.pk}/").content.decode()
    assert "Yes, on these days" in page
    as_user(row.expert).post(f"/visits/invitations/{row.pk}/", {"answer": "accept", "word": ""})
    asked = story.fresh(asked)
    assert asked.state == "confirmed"
    assert HostConsent.objects.get().state == "agreed"
    assert list(asked.visit.sessions.values_list("start", flat=True)) == sessions


def test_the_same_days_by_themselves_stand_too():
    asked = lost(story.confirmed())
    story.accept(story.asked(asked)[0])
    assert (story.fresh(asked).state, HostConsent.objects.get().state) == ("confirmed", "agreed")


def test_other_days_ask_the_house_anew():
    asked = lost(story.confirmed())
    row = story.asked(asked)[0]
    other = asked.windows.last()
    story.accept(row, window=other, days=[other.start, other.start + timedelta(days=1)])
    asked = story.fresh(asked)
    assert asked.state == "planning"
    assert HostConsent.objects.get().state == "dropped"
    assert not asked.visit.sessions.exists()
    assert not list(clocks.everything_waiting())


def test_nobody_steps_back_once_it_has_begun():
    asked = story.confirmed()
    story.travel_past(asked)
    with pytest.raises(MoveRefused, match="has begun"):
        lost(asked)
    assert story.fresh(asked).state == "confirmed"


def test_kept_days_that_have_come_are_let_go():
    asked = story.confirmed()
    asked = lost(asked)
    before(asked, hours=-1)
    assert not asked.proposals.filter(state="agreed").exists()
    assert HostConsent.objects.get().state == "dropped"


def test_taken_back_while_somebody_is_looked_for_the_house_hears_it():
    asked = story.confirmed()
    host = everybody(asked)[2]
    asked = lost(asked)
    requests.withdraw_request(asked.requester, asked, "other")
    assert host.notices.filter(kind="visits.cancelled").exists()


def test_why_it_did_not_take_place_is_asked_and_kept(as_user):
    asked = story.confirmed()
    story.travel_past(asked)
    browser = as_user(asked.requester)
    path = f"/visits/{asked.pk}/held/"
    assert "Please say why" in browser.post(path, {"held": "no"}, follow=True).content.decode()
    assert story.fresh(asked).visit.requester_says_held is None
    browser.post(path, {"held": "no", "reason": "safety"})
    concluding.say_held(everybody(asked)[1], story.fresh(asked), False, "other")
    assert (story.fresh(asked).state, story.fresh(asked).reason) == ("not-held", "safety")


def test_another_day_at_the_house_is_named():
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from django.utils import timezone

    start = datetime(2027, 1, 20, 1, tzinfo=ZoneInfo("Europe/Zurich"))
    with timezone.override("America/Vancouver"):
        spell = hours.spell([(start, start + timedelta(hours=2))], "Europe/Zurich")
    assert (spell.hours, spell.there) == ("16:00 to 18:00", "Wed 20 January 2027, 01:00 to 03:00")


def test_few_queries(as_user):
    asked = story.confirmed()
    before(asked, days=13)
    assert counted(as_user(asked.requester), url(asked)) <= 7
