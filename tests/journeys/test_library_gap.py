"""Is a question that nobody can answer asked, needed by others and taken up; and hidden as soon as it names somebody?"""

import pytest
from playwright.sync_api import Page, expect

from exchange.library.models import EvidenceGap
from tests import makers
from tests.journeys.looking import choose, look

pytestmark = [pytest.mark.journey, pytest.mark.usefixtures("words_of_the_house", "letterbox")]
QUESTION = "What does a lamp beside each door change?"


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def report(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("link", name="Report something that is wrong").click()
    choose(page, "Somebody can be recognised")
    press(page, "Report it")
    expect(page.get_by_text("A coordinator looks within a day")).to_be_visible()


@pytest.mark.timeout(120)
def test_from_the_question_to_the_offer_and_from_two_reports_to_the_decision(window_of):
    author, researcher, other, desk = makers.member(), makers.member(), makers.member(), makers.coordinator()
    asking = window_of(author, width=390)
    asking.goto("/library/missing/new/")
    asking.get_by_label("What does nobody know yet?").fill(QUESTION)
    asking.get_by_label("Why does it matter?").fill("We would put one at each door if somebody had counted.")
    asking.locator("main form .btn-primary").click()
    expect(asking.get_by_role("heading", name=QUESTION)).to_be_visible()
    look(asking)
    address = f"/library/missing/{EvidenceGap.objects.get().pk}/"

    offering = window_of(researcher, width=390)
    offering.goto(address)
    press(offering, "We need this too")
    offering.get_by_role("link", name="Offer to work on it").click()
    offering.get_by_label("Your words").fill("We could count for three months.")
    offering.locator("main form .btn-primary").click()
    expect(offering.get_by_role("heading", name="Your offer")).to_be_visible()
    asking.goto(address)
    expect(asking.get_by_text("three months")).to_be_visible()
    asking.get_by_role("link", name="Answer", exact=True).click()
    press(asking, "Yes, please work on it")
    expect(asking.get_by_text("Somebody works on it", exact=True)).to_be_visible()

    for reader in (offering, window_of(other, width=390)):
        report(reader, address)
    asking.goto(address)
    expect(asking.get_by_text("A coordinator decides within a day")).to_be_visible()
    deciding = window_of(desk)
    deciding.goto("/desk/library/")
    look(deciding)
    deciding.get_by_role("link", name="Look and decide").first.click()
    look(deciding)
    choose(deciding, "Nothing is wrong")
    press(deciding, "Decide")
    expect(deciding.get_by_text("No other reported text waits")).to_be_visible()
    offering.goto(address)
    expect(offering.get_by_role("heading", name=QUESTION)).to_be_visible()
