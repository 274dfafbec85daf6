"""Roles first; names that only the house sees, and only after its yes; everybody who comes signs the code."""

from datetime import timedelta

import pytest

from portal import clock
from portal.audit.models import AuditEvent
from portal.moves import MoveRefused
from tests import makers
from tests.house.counting import counted
from tests.visits import story
from visits.actions import clocks, consents, group
from visits.actions.group import Person
from visits.models import HostOffer
from visits.visitor_code import VERSION, signatures

pytestmark = pytest.mark.django_db
ROWS = {"person1-role": "nurse", "person1-name": "Nora Example", "person2-role": "manager", "person2-name": ""}


def url(asked):
    return f"/visits/{asked.pk}/participants/"


def signed(asked):
    return [(one.participant.role, bool(one.day), one.on_paper) for one in signatures(story.fresh(asked))]


def test_roles_and_names_are_kept(as_user):
    asked = story.planned()
    more = {"person1-organisation_kind": "municipality", "instead-role": "doctor", "instead-name": "Odd Example"}
    as_user(asked.requester).post(url(asked), {**ROWS, **more})
    assert [(row.role, row.name, row.organisation_kind, row.is_substitute) for row in asked.participants.all()] == [
        ("nurse", "Nora Example", "municipality", False),
        ("manager", "", "", False),
        ("doctor", "Odd Example", "", True),
    ]
    assert "Nora Example" in as_user(asked.requester).get(url(asked)).content.decode()


def test_names_are_for_the_house_after_its_yes(as_user):
    asked = story.agreed()
    as_user(asked.requester).post(url(asked), ROWS)
    consent = asked.visit.consents.get()
    host = as_user(consent.person)
    assert "Nora Example" not in host.get(f"/visits/consents/{consent.pk}/").content.decode()
    host.post(f"/visits/consents/{consent.pk}/", {"answer": "yes"})
    assert "Nora Example" in host.get(f"/visits/consents/{consent.pk}/").content.decode()
    expert = asked.invitations.get(state="accepted").expert
    assert "Nora Example" not in as_user(expert).get(f"/visits/{asked.pk}/").content.decode()


def test_a_name_without_a_role_is_asked_about(as_user):
    asked = story.planned()
    page = as_user(asked.requester).post(url(asked), {**ROWS, "person2-role": "", "person2-name": "Somebody"})
    assert "choose a role" in page.content.decode()
    assert not asked.participants.exists()


def test_only_the_requester_and_only_where_somebody_travels(as_user):
    asked = story.planned()
    for other in (makers.member(), asked.invitations.get(state="accepted").expert, story.desk_user(asked)):
        assert as_user(other).get(url(asked)).status_code == 404
        assert as_user(other).get(f"/visits/{asked.pk}/code/").status_code == 404
    call = makers.visit_request(kind="remote-advice", duration_days=1)
    assert as_user(call.requester).get(url(call)).status_code == 404


def test_few_queries(as_user):
    asked = story.planned(group_size=4)
    assert counted(as_user(asked.requester), url(asked)) <= 6


def test_a_signature_on_paper_is_noted_with_its_day_and_the_house_sees_it(as_user):
    asked = story.confirmed()
    group.save_participants(asked.requester, asked, [Person("nurse", "Nora Example"), Person("manager")])
    nora = asked.participants.get(role="nurse")
    browser = as_user(asked.requester)
    ahead = (clock.today() + timedelta(days=1)).isoformat()
    page = browser.post(f"/visits/participants/{nora.pk}/paper/", {"day": ahead}).content.decode()
    assert "cannot lie ahead" in page
    assert browser.post(f"/visits/participants/{nora.pk}/paper/", {"day": clock.today().isoformat()}).status_code == 302
    assert signed(asked) == [("nurse", True, True), ("manager", False, False)]
    assert nora.signatures.get().version == VERSION
    consent = asked.visit.consents.get()
    page = as_user(consent.person).get(f"/visits/consents/{consent.pk}/").content.decode()
    assert page.count("Not signed yet") == 1
    assert "on paper" in page


def test_whoever_takes_the_place_has_signed_nothing():
    asked = story.confirmed()
    group.save_participants(asked.requester, asked, [Person("nurse", "Nora Example")])
    nora = asked.participants.get()
    group.note_paper_signature(asked.requester, nora, clock.today())
    group.save_participants(asked.requester, asked, [Person("nurse", "Nora Example", pk=nora.pk)])
    assert signed(asked) == [("nurse", True, True)]
    group.save_participants(asked.requester, asked, [Person("nurse", "Otto Example", pk=nora.pk)])
    assert signed(asked) == [("nurse", False, False)]


def test_a_member_who_comes_along_signs_in_the_portal(as_user):
    house = makers.organisation()
    me = makers.member(organisation=house)
    colleague, stranger = makers.member(organisation=house), makers.member()
    asked = story.confirmed(requester=me.user, organisation=house)
    fields = {**ROWS, "person1-member": str(stranger.pk)}
    assert "person1-member" in str(as_user(me).post(url(asked), fields).content.decode())
    assert not asked.participants.exists()
    as_user(me).post(url(asked), {**fields, "person1-member": str(colleague.pk)})
    assert asked.turns.get(act="sign-code").user == colleague.user
    clocks.run_all()
    assert colleague.user.notices.filter(kind="visits.code_to_sign").count() == 1
    page = f"/visits/{asked.pk}/visitor/"
    assert as_user(stranger).get(page).status_code == 404
    assert as_user(colleague).get(f"/visits/{asked.pk}/").status_code == 404
    assert "read and sign" in as_user(colleague).get(page).content.decode()
    as_user(colleague).post(page)
    assert ("nurse", True, False) in signed(asked)
    assert not story.fresh(asked).turns.filter(act="sign-code").exists()


def test_rules_of_the_house_are_signed_anew():
    asked = story.agreed()
    HostOffer.objects.update(own_rules="Coats stay in the staff room.", rules_changed_at=clock.now())
    group.save_participants(asked.requester, asked, [Person("nurse", "Nora Example")])
    group.note_paper_signature(asked.requester, asked.participants.get(), clock.today())
    assert signed(asked) == [("nurse", True, True)]
    consent = asked.visit.consents.get()
    consents.agree_as_host(consent.person, consent)
    assert signed(asked) == [("nurse", False, False)]


def test_the_sheet_names_who_signs_and_the_rules(as_user):
    asked = story.agreed()
    HostOffer.objects.update(own_rules="Coats stay in the staff room.", rules_changed_at=clock.now())
    consent = asked.visit.consents.get()
    consents.agree_as_host(consent.person, consent)
    group.save_participants(asked.requester, story.fresh(asked), [Person("nurse", "Nora Example")])
    page = as_user(asked.requester).get(f"/visits/{asked.pk}/code/").content.decode()
    for words in ("Nora Example", "Coats stay", "You are guests"):
        assert words in page


@pytest.mark.parametrize(
    "people",
    [
        [Person("nurse")] * 3,
        [Person("nurse", is_substitute=True)] * 2,
        [Person("police", outsider="police")],
        [Person("police", outsider="journalist")],
    ],
)
def test_more_than_was_agreed_is_refused_in_words(people):
    asked = story.planned(outsiders=["politician"])
    with pytest.raises(MoveRefused, match=r"\w{3}"):
        group.save_participants(asked.requester, asked, people)
    assert not asked.participants.exists()


def test_people_from_outside_come_only_with_the_houses_tick(as_user):
    asked = story.agreed(outsiders=["police", "politician"])
    consent = asked.visit.consents.get()
    as_user(consent.person).post(f"/visits/consents/{consent.pk}/", {"answer": "yes", "outsiders": ["politician"]})
    assert story.fresh(consent).outsiders == ["politician"]
    assert "The house agreed to: Politician." in as_user(asked.requester).get(f"/visits/{asked.pk}/").content.decode()
    with pytest.raises(MoveRefused, match="did not agree to these people"):
        group.save_participants(asked.requester, asked, [Person("police", outsider="police")])
    group.save_participants(asked.requester, asked, [Person("public-official", outsider="politician")])
    assert asked.participants.count() == 1


def test_a_yes_without_ticks_lets_nobody_from_outside_in():
    asked = story.confirmed(outsiders=["police"])
    assert group.welcome_outsiders(asked) == []


def test_names_are_wiped_90_days_after_the_visit(travel):
    asked = story.confirmed(contact_deputy="Nils Example")
    group.save_participants(asked.requester, asked, [Person("nurse", "Nora Example"), Person("manager", "Max Example")])
    story.travel_past(asked)
    travel(days=88)
    clocks.run_all()
    assert asked.participants.exclude(name="").count() == 2
    travel(days=2)
    clocks.run_all()
    assert [(row.role, row.name) for row in asked.participants.all()] == [("nurse", ""), ("manager", "")]
    assert story.fresh(asked).contact_deputy == ""
    assert AuditEvent.objects.filter(action="visits.names_forget", subject_id=asked.pk).count() == 1


def test_names_of_what_was_called_off_go_90_days_after_the_end(travel):
    from visits.actions import requests

    asked = story.planned()
    group.save_participants(asked.requester, asked, [Person("nurse", "Nora Example")])
    requests.cancel_request(asked.requester, asked, "other")
    travel(days=91)
    clocks.run_all()
    assert asked.participants.get().name == ""
