"""What went wrong is told the same hour, read by the house and the desk alone, and never left lying."""

from datetime import timedelta

import pytest

from portal import clock
from portal.audit.models import AuditEvent
from portal.moves import MoveRefused
from tests import makers
from tests.house.counting import counted
from tests.visits import story
from visits.actions import clocks, consents, group, incidents
from visits.actions.clocks import later
from visits.models import Incident

pytestmark = pytest.mark.django_db
WHAT = "A visitor took a photo in the living room."


def url(asked):
    return f"/visits/{asked.pk}/incidents/"


def typed(**changes):
    return {"what": WHAT, "who": "Two visitors", "day": clock.today().isoformat(), "hour": "00:01", **changes}


def host_of(asked):
    return asked.visit.consents.get(state="agreed").person


def told(asked, by=None, **fields):
    fields = {"what": WHAT, "happened_at": clock.now() - timedelta(hours=1), **fields}
    return incidents.tell_incident(by or asked.requester, asked, **fields)


def waiting(asked):
    return set(asked.turns.filter(act="read-incident").values_list("user", flat=True))


def test_who_took_part_tells_and_house_and_desk_have_it_at_once(as_user):
    asked = story.confirmed()
    expert = asked.invitations.get(state="accepted").expert
    assert as_user(expert).post(url(asked), typed()).status_code == 302
    assert waiting(asked) == {host_of(asked).pk, story.desk_user(asked).pk}
    for reader in (host_of(asked), story.desk_user(asked)):
        assert reader.notices.filter(kind="visits.incident").exists()
        assert WHAT in as_user(reader).get(url(asked)).content.decode()


def test_nobody_else_reads_it(as_user):
    asked = story.confirmed()
    row = told(asked)
    expert = asked.invitations.get(state="accepted").expert
    assert WHAT not in as_user(expert).get(url(asked)).content.decode()
    assert WHAT in as_user(asked.requester).get(url(asked)).content.decode()
    assert as_user(makers.member()).get(url(asked)).status_code == 404
    for person in (expert, asked.requester, makers.member()):
        assert as_user(person).post(f"/visits/incidents/{row.pk}/read/").status_code == 404
        assert as_user(person).post(f"/visits/incidents/{row.pk}/close/", {"note": "All is well."}).status_code == 404
    assert as_user(story.desk_user(asked)).get(f"/visits/incidents/{row.pk}/read/").status_code == 405


def test_the_page_leads_there_from_everybodys_yes_on(as_user):
    asked = story.agreed()
    page = f"/visits/{asked.pk}/"
    assert as_user(asked.requester).get(url(asked)).status_code == 404
    assert "Something went wrong?" not in as_user(asked.requester).get(page).content.decode()

    consent = asked.visit.consents.get()
    consents.agree_as_host(consent.person, consent)
    assert url(asked) in as_user(asked.requester).get(page).content.decode()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"what": ""}, "Please say in a sentence what happened."),
        ({"what": "Oh."}, "Please say in a sentence what happened."),
        ({"day": "soon"}, "Please give a day"),
        ({"hour": "late"}, "Please give an hour"),
        ({"day": "2999-01-01"}, "This lies ahead"),
        ({"who": "x" * 301}, "at most 300"),
    ],
)
def test_bad_input_is_said_and_kept(as_user, changes, said):
    asked = story.confirmed()
    page = as_user(asked.requester).post(url(asked), typed(**changes)).content.decode()
    assert said in page
    assert "Send it to the house" in page
    assert not Incident.objects.exists()


def test_urgent_goes_to_all_coordinators_and_must_be_delivered():
    from visits import notices

    asked = story.confirmed()
    other = makers.coordinator(countries=[asked.country])
    told(asked, is_urgent=True)
    assert {other.user_id, story.desk_user(asked).pk, host_of(asked).pk} <= waiting(asked)
    assert other.user.notices.filter(kind="visits.incident_urgent").exists()
    assert "visits.incident_urgent" in notices.MUST_DELIVER


def test_four_hours_unread_pass_it_on_and_the_house_alone_stops_no_clock(travel):
    asked = story.confirmed()
    deputy, boss = makers.coordinator(countries=[asked.country]), makers.administrator()
    row = told(asked)
    incidents.read_incident(host_of(asked), row)
    assert story.fresh(row).state == "told"
    assert waiting(asked) == {story.desk_user(asked).pk}
    travel(hours=4, minutes=1)
    clocks.run_all()
    assert deputy.user_id in waiting(asked)
    assert boss.pk not in waiting(asked)
    travel(hours=4, minutes=1)
    clocks.run_all()
    assert boss.pk in waiting(asked)
    assert boss.notices.filter(kind="visits.incident").exists()
    before = AuditEvent.objects.count()
    assert clocks.run_all() == 0
    assert AuditEvent.objects.count() == before


def test_it_is_read_and_closed_with_a_note(as_user):
    asked = story.confirmed()
    row = told(asked)
    desk = as_user(story.desk_user(asked))
    desk.post(f"/visits/incidents/{row.pk}/read/")
    assert story.fresh(row).state == "read"
    page = desk.post(f"/visits/incidents/{row.pk}/close/", {"note": "Ok"}).content.decode()
    assert "about what was done" in page
    desk.post(f"/visits/incidents/{row.pk}/close/", {"note": "The photo was deleted before our eyes."})
    row = story.fresh(row)
    assert (row.state, row.note) == ("closed", "The photo was deleted before our eyes.")
    assert waiting(asked) == set()
    with pytest.raises(MoveRefused):
        incidents.close_incident(story.desk_user(asked), row, "Once more, with feeling.")


def test_nothing_is_closed_unread():
    asked = story.confirmed()
    row = told(asked)
    with pytest.raises(MoveRefused):
        incidents.close_incident(host_of(asked), row, "We talked about it.")


def test_a_coordinator_who_writes_it_has_read_it():
    asked = story.confirmed()
    row = told(asked, by=story.desk_user(asked))
    assert (row.state, waiting(asked)) == ("read", {host_of(asked).pk})


def test_it_waits_on_whatever_becomes_of_the_visit():
    from visits.actions import requests

    asked = story.confirmed()
    told(asked)
    requests.cancel_request(asked.requester, story.fresh(asked), "safety")
    assert story.desk_user(asked).pk in waiting(asked)


def test_a_colleague_who_came_along_may_tell(as_user):
    house = makers.organisation()
    me, colleague = makers.member(organisation=house), makers.member(organisation=house)
    asked = story.confirmed(requester=me.user, organisation=house)
    group.save_participants(me.user, asked, [group.Person("nurse", "Nora", member_id=colleague.pk)])
    assert as_user(colleague).post(url(asked), typed()).status_code == 302
    assert Incident.objects.get().by == colleague.user


def test_every_step_is_in_the_trail():
    asked = story.confirmed()
    row = told(asked)
    incidents.read_incident(story.desk_user(asked), row)
    incidents.close_incident(story.desk_user(asked), story.fresh(row), "We talked about it.")
    steps = AuditEvent.objects.filter(action__startswith="visits.incident").order_by("id")
    assert [one.action.rsplit("_", 1)[1] for one in steps] == ["tell", "acknowledge", "close"]
    assert not any(WHAT in str(one.facts) for one in steps)


def test_few_queries(as_user):
    asked = story.confirmed()
    for _n in range(4):
        told(asked)
    for reader in (story.desk_user(asked), asked.requester):
        assert counted(as_user(reader), url(asked)) <= 6


def closed_incident():
    asked = story.confirmed()
    row = told(asked)
    incidents.read_incident(story.desk_user(asked), row)
    incidents.close_incident(story.desk_user(asked), story.fresh(row), "The photo was deleted before our eyes.")
    return row


def test_it_is_kept_for_two_years_once_it_is_closed(travel):
    row, still_open = closed_incident(), told(story.confirmed(title="Another visit to another smoking room"))
    travel(days=729)
    later.forget_incidents()
    assert Incident.objects.filter(pk=row.pk).exists()
    travel(days=2)
    assert later.forget_incidents() == 1
    assert list(Incident.objects.all()) == [still_open]
    assert AuditEvent.objects.filter(action="visits.incident_forget").count() == 1
