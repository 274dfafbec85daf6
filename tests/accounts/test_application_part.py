"""Is each part saved, nothing lost, and the whole sent only when complete?"""

import pytest
from django.urls import reverse

from accounts.models import MembershipApplication
from portal.delivery.models import Notice
from tests import makers

pytestmark = pytest.mark.django_db
PARTS = {
    1: {"name": "Night shift", "country": "IE", "language_1": "en", "level_1": "fluent", "wants_protection": "on"},
    2: {"category": "nurse", "organisation_name": "A night café", "organisation_kind": "dcr"},
    3: {"motivation": "To learn about air.", "who_knows_you": "Nobody yet."},
    4: {"is_adult": "on", "accepts_rules": "on"},
}


def url(number):
    return reverse("accounts:application_part", args=[number])


def test_four_parts_make_an_application(as_user):
    coordinator, user = makers.coordinator(), makers.user()
    browser = as_user(user)
    for number, answers in PARTS.items():
        response = browser.post(url(number), answers)
    assert response.url == reverse("accounts:application_status")
    application = MembershipApplication.objects.get()
    assert (application.state, application.wants_protection, application.country) == ("submitted", True, "IE")
    assert application.due_at
    notice = Notice.objects.get(recipient=coordinator.user)
    assert notice.kind == "accounts.application_submitted"


def test_continue_saves_and_goes_on(as_user):
    browser = as_user(makers.user())
    assert browser.post(url(1), PARTS[1]).url == url(2)
    assert "Night shift" in browser.get(url(1)).content.decode()


def test_save_and_go_on_later(as_user):
    browser = as_user(makers.user())
    assert browser.post(url(1), {**PARTS[1], "later": "1"}).url == reverse("accounts:application_status")
    assert MembershipApplication.objects.get().state == "started"


def test_opening_a_part_writes_nothing(as_user):
    assert as_user(makers.user()).get(url(1)).status_code == 200
    assert not MembershipApplication.objects.exists()


@pytest.mark.parametrize(
    ("number", "wrong", "words"),
    [
        (1, {"name": ""}, "Please write the name"),
        (1, {"country": "Atlantis"}, "Atlantis"),
        (1, {"level_1": ""}, "Please say how well"),
        (1, {"language_2": "en", "level_2": "basic"}, "chosen this language already"),
        (2, {"category": ""}, "choose what comes nearest"),
        (2, {"organisation_kind": ""}, "what kind of body"),
        (2, {"organisation_url": "not an address"}, "like https://example.org"),
        (3, {"motivation": ""}, "Please write a sentence or two"),
        (4, {"is_adult": ""}, "18 or older"),
        (4, {"accepts_rules": ""}, "ask for your yes"),
    ],
)
def test_bad_input_is_said_at_the_field_and_kept(as_user, number, wrong, words):
    page = as_user(makers.user()).post(url(number), {**PARTS[number], **wrong}).content.decode()
    assert words in page
    assert not MembershipApplication.objects.exists()


def test_the_last_part_leads_back_to_what_is_missing(as_user):
    browser = as_user(makers.user())
    browser.post(url(1), PARTS[1])
    assert browser.post(url(4), PARTS[4]).url == url(2)
    assert MembershipApplication.objects.get().state == "started"


def test_what_was_sent_cannot_be_changed(as_user):
    application = makers.application("submitted")
    browser = as_user(application.user)
    assert browser.post(url(1), PARTS[1]).url == reverse("accounts:application_status")
    assert MembershipApplication.objects.get().name == application.name


def test_after_an_end_one_may_ask_again(as_user):
    application = makers.application("declined")
    as_user(application.user).post(url(1), PARTS[1])
    assert MembershipApplication.objects.filter(user=application.user, state="started").count() == 1


def test_a_former_member_cannot_start_one(as_user):
    browser = as_user(makers.member(state="left"))
    browser.post(url(1), PARTS[1])
    assert not MembershipApplication.objects.exists()


def test_there_is_no_part_five(as_user):
    assert as_user(makers.user()).get(url(5)).status_code == 404
