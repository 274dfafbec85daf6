"""Nobody gets stuck at a house's hours: they are shown before, filled in before, and bind on every way."""

from datetime import date, time, timedelta

import pytest

from portal import clock
from portal.delivery.models import Notice
from portal.moves import MoveRefused
from tests import makers
from tests.house.counting import MOST, counted
from tests.visits import story
from visits import visiting_hours
from visits.actions import answering, consents, planning
from visits.models import HostConsent, HostOffer

pytestmark = pytest.mark.django_db

TUESDAYS = ((1, "13:00", "15:00"),)
WEEK = tuple((weekday, "09:00", "12:00") for weekday in range(5))


def invited(hours=TUESDAYS, days=1, **fields):
    expert = makers.expert()
    makers.host_offer(expert, hours=hours)
    asked = story.inviting(experts=[expert], duration_days=days, **fields)
    return asked, story.asked(asked)[0]


def page_of(as_user, row):
    return as_user(row.expert).get(f"/visits/invitations/{row.pk}/")


def test_what_is_filled_in_beforehand_is_taken(as_user):
    asked, row = invited()
    page = page_of(as_user, row)
    form = page.context["days"]["accept"]
    typed = {f"yes-{name}": form[name].value() for name in form.fields}
    answer = as_user(row.expert).post(f"/visits/invitations/{row.pk}/", {**typed, "answer": "accept"})
    assert "Tue 13:00 – 15:00" in page.content.decode()
    assert (answer.status_code, story.fresh(row).state) == (302, "accepted")
    assert story.fresh(asked).proposals.get().from_hour == time(13)


def test_other_dates_begin_with_hours_of_the_house(as_user):
    _asked, row = invited()
    form = page_of(as_user, row).context["days"]["propose"]
    assert (form["first_day"].value().weekday(), form["from_hour"].value()) == (1, "13:00")
    assert counted(as_user(row.expert), f"/visits/invitations/{row.pk}/") <= MOST


def test_a_window_without_a_day_of_the_house_says_so(as_user):
    asked, row = invited()
    window = asked.windows.first()
    monday = window.start + timedelta(days=-window.start.weekday() % 7)
    asked.windows.filter(pk=window.pk).update(start=monday, end=monday)
    form = page_of(as_user, row).context["days"]["accept"]
    assert "receive nobody on these dates" in form.fields[f"first_{window.pk}"].help_text
    assert form["window"].value() != window.pk


def test_no_way_goes_round_the_hours():
    asked, row = invited()
    window = asked.windows.first()
    day = window.start + timedelta(days=int(window.start.weekday() == 1))
    said = {"days": [day], "from_hour": time(13), "to_hour": time(15)}
    with pytest.raises(MoveRefused, match="receives visitors on Tuesday"):
        answering.accept_invitation(row.expert.user, row, window=window, **said)
    with pytest.raises(MoveRefused, match="receives visitors on Tuesday"):
        answering.propose_dates(row.expert.user, story.fresh(row), **said)
    assert not asked.proposals.exists()


def test_while_planning_they_bind_too():
    asked, row = invited()
    window = asked.windows.first()
    tuesday = window.start + timedelta(days=(1 - window.start.weekday()) % 7)
    answering.accept_invitation(
        row.expert.user, row, window=window, days=[tuesday], from_hour=time(13), to_hour=time(15)
    )
    with pytest.raises(MoveRefused, match="13:00 – 15:00"):
        planning.propose_days(asked.requester, story.fresh(asked), days=[tuesday], **story.HOURS)


def test_a_house_that_never_could_holds_nobody_back():
    """Two days in a row, and a house open on Tuesdays: the expert says yes, and the desk picks another house."""
    asked, row = invited(days=2)
    assert visiting_hours.binding(list(HostOffer.objects.all()), asked) == []
    story.accept(row)
    planning.agree_days(asked.requester, asked.proposals.get())
    asked = story.fresh(asked)
    assert set(asked.turns.values_list("act", flat=True)) == {"pick-house"}
    other = makers.host_offer(hours=[(weekday, "09:00", "17:00") for weekday in range(7)])
    consents.pick_facility(story.desk_user(asked), asked, other.facility)
    assert HostConsent.objects.get().state == HostConsent.State.ASKED


def test_a_stay_of_more_than_a_week_leaves_the_weekend_out():
    offer = makers.host_offer(hours=WEEK)
    monday = date(2027, 3, 1)
    days = visiting_hours.days_of_stay(offer, monday, 10)
    assert (days[4], days[5], days[-1]) == (date(2027, 3, 5), date(2027, 3, 8), date(2027, 3, 12))
    assert visiting_hours.days_of_stay(offer, monday, 3)[-1] == date(2027, 3, 3)
    assert visiting_hours.can_ever(offer, makers.visit_request("job-shadowing", duration_days=10))


def test_hours_in_words():
    offer = makers.host_offer(hours=[*WEEK[:4], (4, "10:00", "11:00"), (6, "10:00", "11:00")], months_closed=[8])
    assert visiting_hours.in_words(offer) == (
        "Mon to Thu 09:00 – 12:00; Fri 10:00 – 11:00; Sun 10:00 – 11:00; nobody in August"
    )


def test_common_hours_of_two_days():
    offer = makers.host_offer(hours=[(0, "09:00", "12:00"), (1, "11:00", "16:00")])
    assert visiting_hours.hours_on(offer, [0, 1]) == [(time(11), time(12))]
    assert visiting_hours.hours_on(offer, [0, 2]) == []


def test_the_form_for_dates_shows_hours_of_houses(as_user):
    makers.host_offer(hours=TUESDAYS)
    draft = makers.visit_request()
    url = f"/visits/{draft.pk}/edit/4/"
    assert "Tue 13:00 – 15:00" in as_user(draft.requester).get(url).content.decode()
    assert counted(as_user(draft.requester), url) <= MOST
    call = makers.visit_request("remote-advice")
    assert "13:00" not in as_user(call.requester).get(f"/visits/{call.pk}/edit/4/").content.decode()


def test_dates_that_fit_no_house_are_said_once_kept(as_user):
    makers.host_offer(hours=TUESDAYS)
    draft = makers.visit_request(duration_days=1)
    monday = clock.today() + timedelta(days=60 - clock.today().weekday())
    monday -= timedelta(days=monday.weekday())
    assert visiting_hours.fits_no_house(draft, [(monday, monday)])
    assert not visiting_hours.fits_no_house(draft, [(monday, monday + timedelta(days=1))])


def lacking(hours=TUESDAYS):
    """Days are agreed, and no house is asked."""
    asked = story.agreed(house=False)
    makers.host_offer(hours=hours)
    return asked


def test_the_desk_sees_hours_and_who_cannot(as_user):
    asked = lacking()
    able = makers.host_offer(hours=[(weekday, "08:00", "18:00") for weekday in range(7)])
    url = f"/desk/requests/{asked.pk}/"
    page = as_user(story.desk_user(asked)).get(url)
    first, second = page.context["houses"]
    assert (first.facility, first.is_chosen, first.no) == (able.facility, True, "")
    assert "receives visitors on Tuesday" in second.no
    assert counted(as_user(story.desk_user(asked)), url) <= MOST


def test_a_house_that_never_could_is_not_picked():
    asked = story.planned(house=False)
    offer = makers.host_offer(hours=TUESDAYS)
    with pytest.raises(MoveRefused, match="Tue 13:00"):
        consents.pick_facility(story.desk_user(asked), asked, offer.facility)


def test_where_no_house_can_the_desk_asks_for_other_days(as_user):
    asked = lacking()
    answer = as_user(story.desk_user(asked)).post(f"/desk/requests/{asked.pk}/other-days/")
    assert answer.status_code == 302
    turn = asked.turns.get()
    assert (turn.act, turn.user) == ("propose-date", asked.requester)
    assert Notice.objects.filter(kind="visits.other_days").count() == 2


def test_other_days_only_where_no_house_is_asked_and_only_by_the_desk(as_user):
    asked = story.agreed()
    with pytest.raises(MoveRefused, match="no house has been asked"):
        planning.ask_other_days(story.desk_user(asked), asked)
    with pytest.raises(MoveRefused, match="Somebody else"):
        planning.ask_other_days(asked.requester, asked)
    url = f"/desk/requests/{asked.pk}/other-days/"
    assert as_user(asked.requester).post(url).status_code == 404
    assert as_user(story.desk_user(asked)).get(url).status_code == 405
