"""Does an empty house fill itself? From the printed link to the first member who asks for a visit."""

import io
import re

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from accounts.models import Member, MembershipApplication, User
from exchange.world.models import Country, Facility
from portal.site import shipped
from tests.journeys import joining, letters
from tests.journeys.asking import ask
from tests.journeys.looking import look
from visits.models import VisitRequest

pytestmark = [pytest.mark.journey, pytest.mark.usefixtures("words_of_the_house", "letterbox")]
FIRST, SECOND = "first@example.org", "night.shift@example.org"


def printed(command: str, *words: str) -> str:
    said = io.StringIO()
    call_command(command, *words, stdout=said)
    return said.getvalue().strip()


@pytest.mark.timeout(240)
def test_from_the_printed_link_to_the_first_request(window_of, settings):
    settings.DEMO = False
    shipped.load_what_is_due(lambda _words: None)
    assert (Country.objects.count() >= 25, Facility.objects.count() >= 168, User.objects.count()) == (True, True, 0)
    link = printed("make_admin_link")

    opening = window_of()
    opening.goto(link)
    look(opening)
    opening.get_by_role("button", name="Open the house").click()
    expect(opening.get_by_text("3 answers need another look")).to_be_visible()
    look(opening)
    opening.get_by_label("Your e-mail").fill(FIRST)
    opening.get_by_label("Country you work in").select_option("NL")
    opening.get_by_label("Password").fill(joining.PASSWORD)
    opening.get_by_role("button", name="Open the house").click()
    expect(opening.get_by_text("You are the first administrator")).to_be_visible()
    look(opening)

    late = window_of()
    late.goto(link)
    expect(late.get_by_role("heading", name="This link is used up")).to_be_visible()
    expect(late.get_by_label("Your e-mail")).to_have_count(0)
    look(late)

    asking = window_of()
    joining.sign_up(asking, SECOND, axe=True)
    joining.apply(asking, name="Sam", house="A room on the quay", axe=True)

    opening.goto(letters.link_in(letters.newest(FIRST)))
    opening.get_by_role("button", name="Take it up").click()
    expect(opening.get_by_role("heading", name="decide, or ask")).to_be_visible()
    opening.get_by_label("Yes, let them in").check(force=True)
    opening.get_by_label("Why").fill("We have worked with this room since spring.")
    opening.get_by_role("button", name="Say so").click()
    expect(opening.get_by_role("heading", name="You have said yes")).to_be_visible()
    look(opening)
    waiting = MembershipApplication.objects.get()
    assert waiting.state == "in-review"
    reason = "Nobody else is here yet who could say yes."
    said = printed("accept_application", str(waiting.pk), "--by", FIRST, "--reason", reason)
    assert re.fullmatch(r"Accepted: member \d+\.", said)

    asking.goto(letters.link_in(letters.newest(SECOND)))
    assert asking.url.endswith("/home/")
    look(asking)
    ask(asking, group=2)
    look(asking)
    assert VisitRequest.objects.get().state == "submitted"
    assert VisitRequest.objects.get().requester.member == Member.objects.get(name="Sam")
