"""How does somebody ask for a visit, from the first page of the form to the last?"""

from datetime import timedelta

from playwright.sync_api import Page

from portal import clock
from tests.journeys.looking import look, tick


def ask(page: Page, *, axe: bool) -> None:
    """Fill in the six parts as somebody would, and send."""
    page.goto("/visits/new/")
    look(page, with_axe=axe)
    tick(page, "kind", "study-visit")
    page.get_by_role("button", name="Continue").or_(page.get_by_role("button", name="Begin")).first.click()
    page.fill('[name="title"]', "How do we air a smoking room in an old building?")
    page.fill('[name="question_1"]', "How many air changes are enough, and who measured it?")
    page.fill(
        '[name="why_now"]', "We got the keys of an old shop in September. The builder needs our answer soon. " * 2
    )
    tick(page, "topics_chosen", "inhalation")
    look(page, with_axe=axe)
    page.get_by_role("button", name="Continue").click()
    page.select_option('[name="stage"]', "preparing")
    page.fill('[name="city"]', "Dublin")
    page.select_option('[name="legal_basis"]', "law")
    look(page, with_axe=axe)
    page.get_by_role("button", name="Continue").click()
    for number, ahead in ((1, 42), (2, 60)):
        page.fill(f'[name="window_{number}_start"]', (clock.today() + timedelta(days=ahead)).isoformat())
        page.fill(f'[name="window_{number}_end"]', (clock.today() + timedelta(days=ahead + 6)).isoformat())
    look(page, with_axe=axe)
    page.get_by_role("button", name="Continue").click()
    page.fill('[name="group_size"]', "2")
    tick(page, "peer_in_group", "no")
    page.fill('[name="why_no_peer"]', "Nobody is hired yet")
    page.select_option('[name="who_pays"]', "requester")
    look(page, with_axe=axe)
    page.get_by_role("button", name="Continue").click()
    page.locator('[name="accepts_code"]').check(force=True)
    page.locator('[name="promises_report"]').check(force=True)
    look(page, with_axe=axe)
    page.get_by_role("button", name="Continue").click()
    look(page, with_axe=axe)
    page.get_by_role("button", name="Send").click()
