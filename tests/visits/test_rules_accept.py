"""Do those who come read the visitor code with the rules of the very house, and is it kept what they accepted?"""

import re
from hashlib import sha256
from pathlib import Path

import pytest
from django.conf import settings

from portal.moves import MoveRefused
from tests import makers
from tests.visits import story
from visits.actions import code, consents, hosts, planning, requests
from visits.models import CodeAcceptance, HostOffer
from visits.visitor_code import VERSION

pytestmark = pytest.mark.django_db
RULES = "Coats stay in the staff room.\nNobody comes in boots."
# A changed sentence is another code: give it another version, and write its sum here.
SUMS = {"2026-11": "c780b5d01d285199"}


def url(asked, act=""):
    return f"/visits/{asked.pk}/{act}"


def confirmed(rules=RULES, **fields):
    """A study visit the house said yes to; its own rules stand in its offer."""
    asked = story.agreed(**fields)
    HostOffer.objects.filter(facility=asked.visit.facility_id).update(own_rules=rules)
    consent = asked.visit.consents.get()
    consents.agree_as_host(consent.person, consent)
    return story.fresh(asked)


def test_a_changed_code_has_a_new_version():
    text = (Path(settings.BASE_DIR) / "templates/visits/visitor_code.html").read_text()
    sentences = re.findall(r'<li>{% translate "(.+?)" %}</li>', text)
    assert len(sentences) == 11
    assert sha256("\n".join(sentences).encode()).hexdigest()[:16] == SUMS[VERSION]
    assert f'version="{VERSION}"' in text


def test_sending_notes_version_and_day():
    asked = story.submitted()
    row = asked.code_acceptances.get()
    assert (row.user, row.version, row.rules_of) == (asked.requester, VERSION, None)
    assert row.at == asked.submitted_at or row.at.date() == asked.submitted_at.date()


def test_ticking_notes_it_and_a_second_tick_does_not(travel):
    asked = makers.visit_request()
    for _time in range(2):
        requests.save_part(asked.requester, asked, {"accepts_code": True}, part=6)
        travel(days=1)
    requests.submit_request(asked.requester, asked)
    assert asked.code_acceptances.count() == 1


def test_a_coordinator_who_helps_accepts_nothing():
    asked = story.submitted()
    requests.save_part(story.desk_user(asked), asked, {"accepts_code": True}, part=6)
    assert [row.user for row in asked.code_acceptances.all()] == [asked.requester]


def test_rules_are_shown_from_the_houses_yes_on(as_user):
    asked = story.agreed()
    HostOffer.objects.filter(facility=asked.visit.facility_id).update(own_rules=RULES)
    assert "Coats stay" not in as_user(asked.requester).get(url(asked)).content.decode()
    consent = asked.visit.consents.get()
    consents.agree_as_host(consent.person, consent)
    page = as_user(asked.requester).get(url(asked)).content.decode()
    assert "It is your turn: read the rules of the house" in page
    assert page.count("Coats stay in the staff room.") == 1
    assert "You are guests where people live" in page


def test_accepting_is_noted_with_the_rules_date_and_the_turn_is_over(as_user):
    asked = confirmed()
    browser = as_user(asked.requester)
    for _twice in range(2):
        assert browser.post(url(asked, "rules/")).status_code == 302
    row = asked.code_acceptances.get(rules_of__isnull=False)
    assert (row.version, row.rules_of) == (VERSION, asked.visit.rules_of)
    assert not asked.turns.exists()
    page = browser.get(url(asked)).content.decode()
    assert "Those who come accepted them on" in page
    assert "Coats stay in the staff room." in page


def test_house_and_expert_see_whether_it_was_accepted(as_user):
    asked = confirmed()
    consent = asked.visit.consents.get()
    expert = asked.invitations.get(state="accepted").expert
    for person in (consent.person, expert):
        assert "Not accepted yet" in as_user(person).get(url(asked)).content.decode()
    code.accept_rules(asked.requester, asked)
    for person in (consent.person, expert):
        assert "Those who come accepted them on" in as_user(person).get(url(asked)).content.decode()
    assert "with your own rules" in as_user(consent.person).get(f"/visits/consents/{consent.pk}/").content.decode()


def test_nobody_accepts_for_those_who_come(as_user):
    asked = confirmed()
    for person in (asked.visit.consents.get().person, asked.invitations.get(state="accepted").expert.user):
        with pytest.raises(MoveRefused, match="Somebody else"):
            code.accept_rules(person, asked)
    assert as_user(makers.member()).post(url(asked, "rules/")).status_code == 404
    assert as_user(asked.requester).get(url(asked, "rules/")).status_code == 405
    assert asked.turns.get().act == "read-rules"


def test_a_house_without_rules_asks_nothing():
    asked = confirmed(rules="  ")
    assert not asked.turns.exists()
    with pytest.raises(MoveRefused, match="once it has said yes"):
        code.accept_rules(asked.requester, asked)


def test_agreed_visits_keep_the_old_rules(as_user, travel):
    asked = confirmed()
    offer = HostOffer.objects.get(facility=asked.visit.facility_id)
    travel(days=1)
    fields = {name: getattr(offer, name) for name in hosts.FIELDS}
    hosts.save_host_offer(offer.facility.signoff_person, offer.facility, {**fields, "own_rules": "No coats at all."})
    page = as_user(asked.requester).get(url(asked)).content.decode()
    assert "Coats stay" in page
    assert "No coats at all" not in page


def test_the_date_of_the_rules_is_the_day_they_changed(travel):
    room = makers.facility(signoff_person=makers.member().user)
    fields = {name: getattr(makers.host_offer(), name) for name in hosts.FIELDS}
    first = hosts.save_host_offer(room.signoff_person, room, {**fields, "own_rules": RULES}).rules_changed_at
    travel(days=3)
    again = hosts.save_host_offer(room.signoff_person, room, {**fields, "own_rules": RULES, "largest_group": 2})
    assert story.fresh(again).rules_changed_at == first
    changed = hosts.save_host_offer(room.signoff_person, room, {**fields, "own_rules": "Others."})
    assert story.fresh(changed).rules_changed_at > first


def test_new_days_in_a_house_with_new_rules_ask_again():
    asked = confirmed()
    code.accept_rules(asked.requester, asked)
    planning.postpone_visit(asked.requester, asked, "Our room moves that week.")
    facility = asked.visit.facility
    HostOffer.objects.filter(facility=facility).update(own_rules="Others.", rules_changed_at=story.clock.now())
    for user in (asked.requester, asked.invitations.get(state="accepted").expert.user):
        planning.propose_days(user, story.fresh(asked), days=story.days_for(asked), **story.HOURS)
    consent = asked.visit.consents.get(state="asked")
    consents.agree_as_host(consent.person, consent)
    assert [turn.act for turn in story.fresh(asked).turns.all()] == ["read-rules"]


def test_an_expert_who_travels_accepts_the_code_with_the_yes(as_user):
    asked = story.inviting("on-site-training")
    row = story.asked(asked)[0]
    page = as_user(row.expert).get(f"/visits/invitations/{row.pk}/").content.decode()
    assert "with a yes you accept the visitor code" in page
    story.accept(row)
    assert CodeAcceptance.objects.filter(request=asked, user=row.expert.user, version=VERSION).count() == 1


def test_an_expert_at_home_does_not():
    asked = story.planned()
    assert [row.user for row in asked.code_acceptances.all()] == [asked.requester]


def test_the_turn_ends_when_the_visit_begins():
    asked = confirmed()
    story.travel_past(asked)
    from visits.actions.settling import settle

    settle(asked)
    assert {turn.act for turn in asked.turns.all()} == {"say-held"}
