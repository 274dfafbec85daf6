"""Can a team walk from its first question to a practice, in a browser, each person in a window of their own?"""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from portal import clock
from tests import makers
from tests.visits import story
from visits.actions.shortlist import compute_shortlist
from visits.models import Invitation, VisitRequest

pytestmark = [pytest.mark.journey, pytest.mark.usefixtures("words_of_the_house")]


def look(page: Page, *, with_axe: bool = True) -> None:
    """Nothing sideways, and (with scripts) nothing that keeps somebody out."""
    if with_axe:
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url
        found = Axe().run(page)
        assert found.violations_count == 0, f"{page.url}: {found.generate_report()}"


def tick(page: Page, name: str, value: str) -> None:
    page.locator(f'input[name="{name}"][value="{value}"]').check(force=True)


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


@pytest.mark.parametrize(("width", "scripts"), [(1280, True), (390, True), (1280, False)])
@pytest.mark.timeout(240)
def test_from_the_question_to_the_practice(window_of, width, scripts):
    coordinator = makers.coordinator().user
    expert = makers.expert(languages=[{"code": "en", "level": "fluent"}])
    offer = makers.host_offer(expert)
    requester = makers.member(country="IE", organisation=makers.organisation(country="IE", city="Dublin"))

    asking = window_of(requester, width=width, scripts=scripts)
    ask(asking, axe=scripts)
    request = VisitRequest.objects.get()
    assert request.state == "submitted"
    look(asking, with_axe=scripts)
    compute_shortlist(request.pk)

    desk = window_of(coordinator, width=width, scripts=scripts)
    desk.goto(f"/desk/requests/{request.pk}/")
    look(desk, with_axe=scripts)
    desk.locator(f'input[name="expert"][value="{expert.pk}"]').check()
    desk.get_by_role("button", name="Approve the list and ask").click()
    row = Invitation.objects.get()

    answering = window_of(expert, width=width, scripts=scripts)
    answering.goto(f"/visits/invitations/{row.pk}/")
    look(answering, with_axe=scripts)
    answering.locator('input[name="answer"][value="accept"]').check()
    answering.get_by_role("button", name="Send my answer").click()
    assert story.fresh(request).state == "planning"

    asking.goto(f"/visits/{request.pk}/")
    look(asking, with_axe=scripts)
    asking.get_by_role("button", name="Agree to these dates").first.click()
    consent = story.fresh(request).visit.consents.get()

    house = window_of(offer.facility.signoff_person, width=width, scripts=scripts)
    house.goto(f"/visits/consents/{consent.pk}/")
    look(house, with_axe=scripts)
    house.get_by_role("button", name="Yes, they may come").click()
    assert story.fresh(request).state == "confirmed"

    story.travel_past(story.fresh(request))
    from visits.actions.clocks import run_all

    run_all()
    for page in (asking, answering):
        page.goto(f"/visits/{request.pk}/")
        page.get_by_role("button", name="Yes", exact=False).first.click()
    assert story.fresh(request).state == "held"

    asking.goto(f"/visits/{request.pk}/report/")
    asking.fill('[name="title"]', "What we learned about air")
    asking.fill('[name="what_we_saw"]', "Two small booths, each with an outlet of its own, and a light outside.")
    look(asking, with_axe=scripts)
    asking.get_by_role("button", name="Send it for sign-off").click()
    house.goto(f"/visits/{request.pk}/report/sign-off/")
    look(house, with_axe=scripts)
    house.get_by_role("button", name="Sign it off").click()
    asking.goto(f"/visits/{request.pk}/report/sign-off/")
    asking.get_by_role("button", name="Make this a field practice").click()
    assert "/practices/" in asking.url
    assert story.fresh(request).state == "closed"
