"""A house at work: does the list of people who fit show by itself, and do days pass at the press of a button?

Nothing is called from here but pages: web, worker and schedule are processes, started as `make run` starts them.
"""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.faults import at_work
from tests.faults.conftest import migrated, open_house
from tests.faults.house import House, free_port
from tests.journeys.asking import ask
from tests.journeys.looking import go, look, press, words

pytestmark = [pytest.mark.journey, pytest.mark.timeout(300)]
__all__ = ["migrated", "open_house"]  # fixtures that the fault tests have, too
WAITING = "We are looking through everybody’s profile"


@pytest.fixture
def house(open_house: Callable[..., House]) -> House:
    return at_work.open_demo(open_house, PORT=free_port())


@pytest.fixture
def window(house: House, browser: Browser) -> Iterator[Callable[..., Page]]:
    """window(user id): a page in which one has become that person by the demo bar."""
    address = at_work.start_web(house)
    opened = []

    def become(user: int, *, scripts: bool = True) -> Page:
        context = browser.new_context(base_url=address, java_script_enabled=scripts)
        opened.append(context)
        context.set_default_timeout(30_000)
        page = context.new_page()
        page.goto("/about/")
        in_the_bar(page, "person", str(user), "Be this one")
        return page

    yield become
    for context in opened:
        context.close()


def in_the_bar(page: Page, name: str, value: str, button: str) -> None:
    page.locator(".demo-bar summary").click()
    field = page.locator(f'.demo-bar [name="{name}"]')
    if name == "person":
        field.select_option(value)
    else:
        field.fill(value)
    press(page, button)


def test_the_list_shows_by_itself_and_days_pass(house: House, window: Any) -> None:
    ids = json.loads(house.run("-m", "tests.faults.asked"))
    asking, desk = window(ids["requester"]), window(ids["coordinator"])
    without_scripts = window(ids["coordinator"], scripts=False)
    ask(asking, group=2)
    number = asking.url.rstrip("/").rpartition("/")[2]
    for page in (desk, without_scripts):
        go(page, f"/desk/requests/{number}/")
        assert WAITING in words(page)

    desk.evaluate("window.sameAsBefore = true")
    at_work.start(house, "worker", "schedule")
    desk.get_by_role("heading", name="Odile Herbst").wait_for()
    assert desk.evaluate("window.sameAsBefore"), "the list came without loading the page anew"
    look(desk)
    assert WAITING in words(without_scripts)
    without_scripts.reload()
    look(without_scripts)
    assert "Odile Herbst" in words(without_scripts)

    for place, name in enumerate(("Odile Herbst", "Ruben Falk"), 1):
        fit = desk.locator("article.fit", has_text=name)
        fit.locator('[name="expert"]').check()
        fit.locator('[name^="order_"]').fill(str(place))
    press(desk, "Approve the list and ask")
    in_the_bar(desk, "days", "8", "Move the clock")
    desk.get_by_text("8 days have passed").wait_for(timeout=60_000)
    go(desk, f"/desk/requests/{number}/")
    rows = desk.locator("table.fold tbody tr").all_inner_texts()
    assert "no answer" in rows[0]
    assert "reminded 2 times" in rows[0]
    assert "asked" in rows[1]
    go(asking, f"/visits/{number}/")
    assert "We are asking people who fit" in words(asking)
    go(desk, "/demo/mail/")
