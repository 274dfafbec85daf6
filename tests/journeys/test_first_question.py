"""Is what somebody asks in their application answered there, and does it wait for them as a draft once they are let in?"""

import pytest
from playwright.sync_api import Page, expect

from tests import makers
from tests.journeys.looking import choose, go, look, press
from visits.models import VisitRequest

pytestmark = [pytest.mark.journey, pytest.mark.usefixtures("words_of_the_house")]
ASKED = "How did others talk with the neighbours before a place was chosen?"


def ask(page: Page) -> None:
    """The two last parts of the application; the two before are filled in already."""
    go(page, "/join/part/3/")
    page.get_by_label("Your first question").fill(ASKED)
    page.get_by_label("How far is your room?").select_option("preparing")
    with page.expect_navigation():
        page.get_by_role("button", name="Continue").click()
    choose(page, "I am 18 or older")
    choose(page, "I keep the rules of the house")
    with page.expect_navigation():
        page.get_by_role("button", name="Send my application").click()


def answer(desk: Page, address: str) -> None:
    desk.goto(address)
    with desk.expect_navigation():
        desk.get_by_role("button", name="Take it up").click()
    desk.get_by_text("Answer it now").click()
    desk.get_by_label("Your answer").fill("Before the keys, with the city at the table.")
    press(desk, "Send the answer")
    expect(desk.get_by_text("Before the keys, with the city at the table.")).to_be_visible()


def let_in(desk: Page, address: str) -> None:
    """Another journey looks at these pages."""
    desk.goto(address)
    choose(desk, "Yes, let them in")
    desk.get_by_label("Why").fill("We know the house.")
    with desk.expect_navigation():
        desk.get_by_role("button", name="Say so").click()


@pytest.mark.timeout(120)
def test_a_first_question_is_answered_and_becomes_a_draft(window_of):
    application = makers.application(
        "started", organisation_name="A house that plans", organisation_kind="planning-dcr"
    )
    address = f"/desk/applications/{application.pk}/"
    asking, desk = window_of(application.user, width=390), window_of(makers.coordinator())
    ask(asking)
    answer(desk, address)
    go(asking, "/join/")
    expect(asking.get_by_text("Before the keys, with the city at the table.")).to_be_visible()
    let_in(desk, address)
    let_in(window_of(makers.coordinator()), address)
    go(asking, "/home/")
    asking.get_by_role("link", name=ASKED).click()
    look(asking)
    press(asking, "Continue")
    expect(asking.locator('[name="question_1"]')).to_have_value(ASKED)
    assert VisitRequest.objects.get().state == "draft"
