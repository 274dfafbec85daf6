"""Does a room under threat find support, in a browser, and does nobody read who gave it without their yes?"""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from exchange.statements.models import Endorsement, Statement
from portal import clock
from portal.delivery.models import Notice
from tests import makers
from tests.journeys.looking import choose, go, look, press, tick, words

pytestmark = [pytest.mark.journey, pytest.mark.usefixtures("words_of_the_house"), pytest.mark.timeout(120)]
TITLE = "Our room is to close"
SUPPORT = "Support it, or take it back"


def click(page: Page, name: str) -> None:
    """Press a button that leads to a page which is looked at elsewhere."""
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).first.click()


def ask(page: Page) -> None:
    """From the list of statements to a call that waits for a coordinator; what was forgotten is said beside its field."""
    page.goto("/statements/")
    page.get_by_role("link", name="Ask for support").click()
    page.get_by_label("Title").fill(TITLE)
    page.get_by_label("What do you ask of others?").fill("Write to the city council, politely.")
    page.get_by_label("Until when?").fill(str(clock.today() + timedelta(days=10)))
    page.get_by_label("Who asks?").fill("A house in Porto")
    tick(page, "audience", "public")
    choose(page, "I checked")
    press(page, "Send it to a coordinator")
    page.get_by_label("What has happened?").fill("The council votes next month.")
    click(page, "Send it to a coordinator")
    expect(page.get_by_text("Not published yet.")).to_be_visible()


def decide(page: Page) -> None:
    """From the desk to the call; a word of it is mended before everybody reads it."""
    go(page, "/desk/statements/")
    page.get_by_role("link", name="Read and decide").click()
    page.get_by_role("link", name="Change it").click()
    look(page)
    page.get_by_label("Who asks?").fill("A house in the north")
    choose(page, "I checked")
    click(page, "Save the changes")
    choose(page, "I read it")
    click(page, "Publish it")
    expect(page.get_by_text("Published, and members are told once.")).to_be_visible()


def support(page: Page, place: str, *, by_name: bool) -> None:
    page.goto(place)
    page.get_by_role("link", name=SUPPORT).click()
    if by_name:
        choose(page, "Name me as")
    else:
        expect(page.get_by_text("You are protected")).to_be_visible()
        assert page.locator("[name=is_named]").count() == 0
    look(page)
    click(page, "Support it")
    expect(page.get_by_text("Thank you.")).to_be_visible()


def test_a_call_from_the_first_word_to_its_end(window_of, travel):
    asker, coordinator = makers.member(country="PT", category="manager"), makers.coordinator()
    nurses = [makers.member() for _number in range(5)]
    hidden = makers.member(user=makers.user(protected=True))
    ask(window_of(asker))
    decide(window_of(coordinator))
    place = f"/statements/{Statement.objects.get().slug}/"
    assert Notice.objects.filter(kind="statements.call", recipient=nurses[0].user).exists()

    support(window_of(nurses[0], width=390), place, by_name=True)
    support(window_of(hidden, width=390, scripts=False), place, by_name=False)
    public = window_of()
    public.goto(place)
    assert "Nurse, Netherlands\n" in words(public)
    assert "Members in all: <5." in words(public)

    travel(days=12)
    public.reload()
    expect(public.get_by_text("This call ended on")).to_be_visible()
    own = window_of(nurses[0], width=390)
    go(own, "/me/support/")
    click(own, "Only take the name back")
    public.reload()
    assert "Nurse" not in words(public)
    click(own, "Take it back")
    expect(own.get_by_role("heading", name="You support nothing yet")).to_be_visible()
    assert Endorsement.objects.get().member == hidden
