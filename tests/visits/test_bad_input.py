"""Does what people get wrong end in a clear message, with nothing lost? What no page's own test looks at.

Elsewhere: dates in the past, windows that overlap or end before they start (test_request_edit, test_completeness,
test_days_propose, test_invitation_page); an expert who answers twice or after the lapse, the last place taken meanwhile
(test_invitation_page, test_answers; at the same moment: tests/faults/test_last_place.py); a request sent twice
(test_request_summary); a broken row in the data (tests/exchange/test_import_world.py, test_import_library.py).
"""

import pytest
from django.test import Client

from portal.ui import kept_typing
from tests import makers
from tests.visits import story
from visits.actions import consents, planning
from visits.models import HostOffer, VisitRequest

pytestmark = pytest.mark.django_db
R = VisitRequest.State


def test_a_group_too_large_for_the_house_the_desk_picks(as_user):
    asked = story.submitted(group_size=5)
    small = makers.host_offer(largest_group=4)
    page = as_user(story.desk_user(asked)).post(
        f"/desk/requests/{asked.pk}/house/", {"facility": small.facility_id}, follow=True
    )
    assert page.status_code == 200
    assert "This house receives at most 4 visitors; this group is larger." in page.content.decode()
    assert story.fresh(asked).picked_facility is None


def test_a_house_too_small_is_not_bothered(as_user):
    """Its expert was picked by hand and said yes: the desk picks another house."""
    asked = story.inviting(group_size=5)
    row = story.asked(asked)[0]
    small = makers.host_offer(row.expert, largest_group=4)
    story.accept(row)
    planning.agree_days(asked.requester, asked.proposals.get(state="open"))
    asked = story.fresh(asked)
    assert [turn.act for turn in asked.turns.all()] == ["pick-house"]
    assert not small.facility.signoff_person.notices.exists()


def test_a_house_that_became_too_small_says_so_itself(as_user):
    asked = story.agreed()
    HostOffer.objects.filter(facility=asked.visit.facility_id).update(largest_group=asked.group_size - 1)
    consent = asked.visit.consents.get()
    page = as_user(consent.person).post(
        f"/visits/consents/{consent.pk}/", {"answer": "yes", "word": "You are welcome at ten."}
    )
    assert page.status_code == 200
    assert "this group is larger" in page.content.decode()
    assert "You are welcome at ten." in page.content.decode()
    assert story.fresh(asked).state == R.PLANNING


def test_nobody_travels_so_no_group_is_too_large():
    asked = story.agreed("on-site-training", group_size=40)
    facility = makers.facility(signoff_person=makers.member().user)
    makers.host_offer(facility=facility, largest_group=2)
    consents.pick_facility(story.desk_user(asked), asked, facility)
    consent = asked.visit.consents.get(state="asked")
    consents.agree_as_host(consent.person, consent)
    assert story.fresh(asked).state == R.CONFIRMED


def without_session(user, address, typed):
    """Send a form after the session ended, then log in again; return the browser."""
    browser = Client()
    answer = browser.post(address, {**typed, "typed_by": kept_typing.mark(user)})
    assert answer.url == f"/accounts/login/?next={address}"
    browser.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return browser


def test_session_ended_while_a_request_was_written():
    asked = makers.visit_request(title="")
    address = f"/visits/{asked.pk}/edit/2/"
    browser = without_session(asked.requester, address, {"title": "How two rooms share one nurse"})
    assert "How two rooms share one nurse" in browser.get(address).content.decode()
    assert story.fresh(asked).title == ""


def test_session_ended_while_an_invitation_was_answered():
    row = story.asked(story.inviting())[0]
    address = f"/visits/invitations/{row.pk}/"
    browser = without_session(row.expert.user, address, {"answer": "decline", "word": "My mother is ill."})
    page = browser.get(address)
    assert "My mother is ill." in page.content.decode()
    assert page.context["chosen"] == "decline"
    assert story.fresh(row).state == "invited"


def test_session_ended_while_the_house_answered():
    consent = story.agreed().visit.consents.get()
    address = f"/visits/consents/{consent.pk}/"
    browser = without_session(consent.person, address, {"answer": "yes", "word": "Ring twice."})
    assert "Ring twice." in browser.get(address).content.decode()
    assert story.fresh(consent).state == "asked"


def test_session_ended_while_a_message_was_written():
    asked = story.planned()
    address = f"/visits/{asked.pk}/message/"
    browser = without_session(asked.requester, address, {"body": "Shall we bring rain clothes?"})
    assert "Shall we bring rain clothes?" in browser.get(address).content.decode()
    assert not asked.messages.exists()
    browser.post(address, {"body": "Shall we bring rain clothes?"})
    assert asked.messages.count() == 1
    assert browser.get(address).url == f"/visits/{asked.pk}/"


def test_session_ended_before_a_button_was_pressed():
    """The button's own address shows nothing: the log-in leads to the page on which it stands."""
    asked = story.planned()
    page = f"/visits/{asked.pk}/"
    press = Client().post(f"{page}cancel/", {"reason": "dates"}, headers={"referer": f"http://testserver{page}"})
    assert press.url == f"/accounts/login/?next={page}"
    away = Client().post(f"{page}cancel/", {}, headers={"referer": "https://evil.invalid/visits/"})
    assert away.url == f"/accounts/login/?next={page}cancel/"
    assert story.fresh(asked).state == R.PLANNING
