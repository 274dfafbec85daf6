"""A house's hours, months and budget bind: beside the field, when a house is looked for, and when it says yes."""

from datetime import timedelta

import pytest

from portal import clock
from portal.delivery.models import Notice
from portal.moves import MoveRefused
from tests import makers
from tests.visits import story
from visits import houses
from visits.actions import concluding, consents, planning
from visits.matching import filters
from visits.matching.gather import facts_for
from visits.models import HostOffer

pytestmark = pytest.mark.django_db


def first_day(asked, weekday=None):
    day = asked.windows.first().start
    while weekday is not None and day.weekday() != weekday:
        day += timedelta(days=1)
    return day


def planned(**terms):
    """Somebody with a house of these terms said yes; the days of their yes have been put aside."""
    expert = makers.expert()
    asked = story.planned(experts=[expert], house=False, duration_days=1)
    makers.host_offer(expert, **terms)
    asked.proposals.update(state="replaced")
    return story.fresh(asked)


def propose(as_user, asked, day, first="10:00", last="15:00"):
    fields = {"first_day": day.isoformat(), "length": "1", "from_hour": first, "to_hour": last}
    return as_user(asked.requester).post(f"/visits/{asked.pk}/dates/", fields)


def test_another_weekday_is_said_beside_the_day(as_user):
    asked = planned(hours=[(1, "10:00", "15:00")])
    form = propose(as_user, asked, first_day(asked, 2)).context["form"]
    assert "receives visitors on Tuesday" in form.errors["first_day"][0]
    assert propose(as_user, asked, first_day(asked, 1)).status_code == 302


def test_a_closed_month_is_said_beside_the_day(as_user):
    asked = planned()
    day = first_day(asked)
    HostOffer.objects.update(months_closed=[day.month])
    form = propose(as_user, asked, day).context["form"]
    assert "receives nobody in" in form.errors["first_day"][0]
    assert not asked.proposals.filter(state="open").exists()


def test_hours_outside_are_said_beside_the_hour(as_user):
    asked = planned(hours=[(1, "10:00", "15:00")])
    form = propose(as_user, asked, first_day(asked, 1), "09:00").context["form"]
    assert "10:00 – 15:00, by its own clock" in form.errors["from_hour"][0]


def test_one_house_that_can_is_enough(as_user):
    asked = planned(hours=[(1, "10:00", "15:00")])
    makers.host_offer(asked.invitations.get(state="accepted").expert)
    assert propose(as_user, asked, first_day(asked, 2)).status_code == 302


def test_an_expert_reads_it_beside_the_field_too(as_user):
    expert = makers.expert()
    asked = story.inviting(experts=[expert], duration_days=1)
    window = asked.windows.first()
    makers.host_offer(expert, months_closed=[window.start.month])
    row = story.asked(asked)[0]
    fields = {
        "answer": "accept", "yes-window": str(window.pk), f"yes-first_{window.pk}": window.start.isoformat(),
        "yes-from_hour": "10:00", "yes-to_hour": "12:00",
    }  # fmt: skip
    page = as_user(expert).post(f"/visits/invitations/{row.pk}/", fields)
    assert "receives nobody in" in page.context["days"]["accept"].errors[f"first_{window.pk}"][0]


def test_a_house_that_could_not_is_not_bothered():
    asked = story.planned()
    HostOffer.objects.update(months_closed=list(range(1, 13)))
    planning.agree_days(asked.requester, asked.proposals.get())
    assert not story.fresh(asked).visit.consents.exists()
    assert Notice.objects.filter(recipient=story.desk_user(asked), kind="visits.house_needed").exists()


def test_the_desk_cannot_pick_a_house_closed_then():
    asked = story.agreed(house=False)
    closed = makers.host_offer(months_closed=list(range(1, 13)))
    with pytest.raises(MoveRefused, match="receives nobody in"):
        consents.pick_facility(story.desk_user(asked), asked, closed.facility)
    assert story.fresh(asked).picked_facility is None


@pytest.mark.parametrize(
    ("terms", "words"),
    [({"visits_per_year": 0}, "visits a year were said"), ({"visitor_days_per_year": 3}, "this visit needs 4")],
)
def test_the_budget_binds_when_the_house_says_yes(terms, words):
    asked = story.agreed()  # two people, two days
    consent = asked.visit.consents.get()
    HostOffer.objects.update(**terms)
    with pytest.raises(MoveRefused, match=words):
        consents.agree_as_host(consent.person, consent)
    assert story.fresh(asked).state == "planning"


def test_what_is_agreed_is_spent_and_what_is_cancelled_is_not():
    from visits.actions import requests

    asked = story.confirmed()
    year = asked.visit.sessions.first().start.year
    key = (asked.visit.facility_id, year)
    assert houses.taken()[key] == houses.Taken(1, 4)
    assert houses.taken(without=asked) == {}
    requests.cancel_request(asked.requester, asked, "other")
    assert houses.taken() == {}


def ruled_out(asked, expert):
    request, experts = facts_for(asked)
    return filters.ruled_out(request, next(one for one in experts if one.id == expert.pk))


def test_matching_leaves_out_whose_house_is_full_or_closed_then():
    expert = makers.expert()
    offer = makers.host_offer(expert)
    asked = story.submitted(flexible=False)
    assert ruled_out(asked, expert) == ""
    HostOffer.objects.filter(pk=offer.pk).update(visits_per_year=0)
    assert ruled_out(asked, expert) == "house-full"
    HostOffer.objects.filter(pk=offer.pk).update(visits_per_year=5, months_closed=list(range(1, 13)))
    assert ruled_out(asked, expert) == "house-months"


def test_the_address_is_for_those_who_come_between_yes_and_visit(as_user):
    asked = story.agreed()
    HostOffer.objects.update(address="12 Quay", door="Ring twice.")
    page = f"/visits/{asked.pk}/"
    assert "12 Quay" not in as_user(asked.requester).get(page).content.decode()
    consent = asked.visit.consents.get()
    consents.agree_as_host(consent.person, consent)
    assert "12 Quay" in as_user(asked.requester).get(page).content.decode()
    for other in (asked.invitations.get(state="accepted").expert.user, story.desk_user(asked)):
        assert "12 Quay" not in as_user(other).get(page).content.decode()
    story.travel_past(asked)
    concluding.say_held(story.desk_user(asked), story.fresh(asked), True)
    assert "12 Quay" not in as_user(asked.requester).get(page).content.decode()


def test_no_notice_tells_the_address():
    asked = story.agreed()
    HostOffer.objects.update(address="12 Quay", door="Ring twice.")
    consent = asked.visit.consents.get()
    consents.agree_as_host(consent.person, consent)
    from visits import notices

    rows = list(Notice.objects.filter(object_ids__request=asked.pk))
    said = " ".join(f"{text.heading} {text.body}" for text in notices.texts(rows).values())
    assert said
    assert "Quay" not in said


def test_last_years_visits_do_not_count():
    asked = story.confirmed()
    consent = asked.visit.consents.get()
    offer = HostOffer.objects.get(facility=consent.visit.facility)
    day = clock.today().replace(year=clock.today().year + 5)
    assert houses.no_to_budget(offer, story.fresh(makers.visit_request()), [day]) == ""
