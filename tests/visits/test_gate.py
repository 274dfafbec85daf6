"""What holds a complete request back before anybody is bothered, and who may let it through all the same?"""

from datetime import timedelta

import pytest

from portal import clock
from portal.delivery.models import Notice
from portal.moves import MoveRefused
from tests import makers
from tests.house.counting import counted
from tests.visits import story
from visits import gate
from visits.actions import clocks, requests, waiving
from visits.models import VisitRequest, Waiver

SENTENCE = "The first one is about the building, this one is about the staff."


def rules(**fields):
    return [hold.rule for hold in gate.held_back_by(gate.Draft(id=1, kind="study-visit", title="A visit", **fields))]


def other(**fields):
    return gate.Other(**{"id": 2, "kind": "study-visit", "title": "Another", "goes_on": True, **fields})


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, []),
        ({"lacks": ["your name"]}, ["profile"]),
        ({"questions": ["How many nurses are there?", "how many  nurses are there?"]}, ["questions"]),
        ({"questions": ["ventilation ventilation ventilation"]}, ["questions"]),
        ({"questions": ["吸引室需要多少新鲜空气才足够，由谁来测量？"]}, []),
        ({"others": [other(shares_topic=True)]}, ["duplicate"]),
        ({"others": [other(title="a VISIT ")]}, ["duplicate"]),
        ({"others": [other(shares_topic=True, kind="remote-advice")]}, []),
        ({"others": [other(shares_topic=True, goes_on=False)]}, []),
        ({"others": [other(goes_on=False, report_is_late=True)]}, ["report"]),
        ({"others": [other(id=n, is_own=n > 1) for n in range(6)]}, []),
        ({"others": [other(id=n) for n in range(5)]}, ["open"]),
        ({"others": [other(id=n, goes_on=False, sent_today=True) for n in range(5)]}, ["today"]),
        ({"is_sent_back": True, "mended": [False, False]}, ["mending"]),
        ({"is_sent_back": True, "mended": [True, False]}, []),
    ],
)
def test_each_rule_holds_back_what_it_should(fields, expected):
    assert rules(**fields) == expected


def test_what_cannot_be_opened_is_not_named():
    hold = gate.held_back_by(gate.Draft(1, "study-visit", others=[other(title="Theirs", is_own=False, may_open=False, shares_topic=True)]))[0]  # fmt: skip
    assert "Theirs" not in hold.message
    assert hold.url == ""


@pytest.mark.django_db
def test_the_same_thing_is_not_asked_twice_and_the_page_leads_to_the_first(as_user):
    first = story.submitted()
    again = makers.visit_request(requester=first.requester)
    page = as_user(first.requester).get(f"/visits/{again.pk}/edit/").content.decode()
    assert f'href="/visits/{first.pk}/"' in page
    assert as_user(first.requester).post(f"/visits/{again.pk}/submit/")["Location"] == f"/visits/{again.pk}/edit/"
    with pytest.raises(MoveRefused, match="goes on"):
        requests.submit_request(first.requester, again)


@pytest.mark.django_db
def test_a_colleagues_request_counts_unless_it_is_sensitive():
    house = makers.organisation()
    theirs = story.submitted(organisation=house)
    mine = makers.visit_request(organisation=house)
    assert [hold.rule for hold in gate.holds(mine)] == ["duplicate"]
    VisitRequest.objects.filter(pk=theirs.pk).update(confidentiality="sensitive")
    assert gate.holds(mine) == []


@pytest.mark.django_db
def test_a_late_report_of_the_organisation_waits_for_whoever_learned():
    house = makers.organisation()
    owing = story.held(organisation=house)
    report = owing.visit.report
    mine = makers.visit_request("remote-advice", organisation=house)
    assert gate.holds(mine) == []
    clock.set_offset(clock.offset() + (report.due_at - clock.now()) + timedelta(hours=1))
    assert [hold.rule for hold in gate.holds(mine)] == ["report"]
    reviewed = makers.visit_request("peer-review", organisation=house)
    VisitRequest.objects.filter(pk=owing.pk).update(kind="peer-review")
    # After a peer review the experts write: the house that was looked at owes nothing.
    assert gate.holds(reviewed) == []


@pytest.mark.django_db
def test_nothing_holds_a_room_under_threat_back_and_all_are_told_the_same_day():
    first = story.submitted()
    makers.coordinator(countries=["BE"])
    again = makers.visit_request(requester=first.requester, stage="under-threat", windows=[(3, 5), (9, 12)])
    requests.submit_request(first.requester, again)
    told = Notice.objects.filter(kind="visits.request_urgent", object_ids__request=again.pk)
    assert told.count() == 2
    clock.set_offset(clock.offset() + timedelta(hours=9))
    administrator = makers.administrator()
    clocks.run_all()
    assert story.fresh(again).turns.filter(act="read-request", user=administrator).exists()


@pytest.mark.django_db
def test_a_coordinator_lets_it_through_with_a_reason(as_user):
    first = story.submitted()
    desk = story.desk_user(first)
    again = makers.visit_request(requester=first.requester)
    browser, at_desk = as_user(first.requester), as_user(desk)
    browser.post(f"/visits/{again.pk}/let-through/", {"word": SENTENCE})
    assert again.turns.get(act="let-through").user == desk
    assert SENTENCE in at_desk.get(f"/desk/requests/{again.pk}/let-through/").content.decode()
    assert at_desk.get(f"/desk/requests/{again.pk}/").status_code == 404
    at_desk.post(f"/desk/requests/{again.pk}/let-through/", {"answer": "yes", "word": "Two things indeed."})
    assert not again.turns.filter(act="let-through").exists()
    browser.post(f"/visits/{again.pk}/submit/")
    assert story.fresh(again).state == "submitted"


@pytest.mark.django_db
def test_a_no_is_read_by_the_requester_and_holds(as_user):
    first = story.submitted()
    again = makers.visit_request(requester=first.requester)
    waiver = waiving.ask_waiver(first.requester, again, SENTENCE)
    waiving.decide_waiver(story.desk_user(first), waiver, grants=False, reason="Please wait for the first.")
    page = as_user(first.requester).get(f"/visits/{again.pk}/edit/").content.decode()
    assert "Please wait for the first." in page
    assert [hold.rule for hold in gate.holds(again)] == ["duplicate"]
    with pytest.raises(MoveRefused, match="decided already"):
        waiving.decide_waiver(story.desk_user(first), waiver, grants=True, reason="Changed my mind.")


@pytest.mark.django_db
def test_only_coordinators_decide_and_nobody_by_looking(as_user):
    first = story.submitted()
    again = makers.visit_request(requester=first.requester)
    assert as_user(makers.member()).post(f"/visits/{again.pk}/let-through/", {"word": SENTENCE}).status_code == 404
    waiver = waiving.ask_waiver(first.requester, again, SENTENCE)
    with pytest.raises(MoveRefused):
        waiving.ask_waiver(first.requester, again, SENTENCE)
    address = f"/desk/requests/{again.pk}/let-through/"
    assert as_user(makers.member()).get(address).status_code == 404
    assert as_user(first.requester).get(address).status_code == 404
    assert Waiver.objects.get(pk=waiver.pk).decided_at is None


@pytest.mark.django_db
def test_silence_about_a_waiver_goes_up():
    first = story.submitted()
    again = makers.visit_request(requester=first.requester)
    waiving.ask_waiver(first.requester, again, SENTENCE)
    administrator = makers.administrator()
    for _step in range(3):
        clock.set_offset(clock.offset() + timedelta(days=9))
        clocks.run_all()
    assert story.fresh(again).turns.filter(act="let-through", user=administrator).exists()


@pytest.mark.django_db
def test_what_was_asked_for_ticks_itself_off(as_user):
    asked = story.submitted()
    as_user(story.desk_user(asked)).post(
        f"/desk/requests/{asked.pk}/return/", {"word": "Which days exactly, please?", "items": ["questions", "costs"]}
    )
    browser = as_user(asked.requester)
    page = browser.get(f"/visits/{asked.pk}/").content.decode()
    assert page.count("To mend") == 2
    assert [hold.rule for hold in gate.holds(story.fresh(asked))] == ["mending"]
    requests.save_part(
        asked.requester, story.fresh(asked), {"questions": ["Who measured the air, and how often?"]}, part=2
    )
    page = browser.get(f"/visits/{asked.pk}/edit/2/").content.decode()
    assert (page.count("Changed"), page.count("To mend")) == (1, 0)
    browser.post(f"/visits/{asked.pk}/submit/")
    assert story.fresh(asked).state == "submitted"


@pytest.mark.django_db
def test_looking_once_more_costs_the_same_with_many_others(as_user):
    first = story.submitted()
    again = makers.visit_request(requester=first.requester)
    few = counted(as_user(first.requester), f"/visits/{again.pk}/edit/")
    for _n in range(8):
        makers.visit_request(requester=first.requester, state="inviting")
    assert counted(as_user(first.requester), f"/visits/{again.pk}/edit/") == few <= 6
