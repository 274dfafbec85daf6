"""What do requester, experts, house and coordinator press, from the list of people who fit to the practice?"""

from collections.abc import Sequence
from datetime import date

from playwright.sync_api import Page

from accounts.models import Member
from tests.journeys.looking import go, press, tick, words
from visits.models import HostConsent, Invitation, VisitRequest

LEARNED = "What we learned about air"
FOR_THE_OTHERS = "How calm it is at the door."


def approve(desk: Page, asked: VisitRequest, experts: Sequence[Member]) -> None:
    """Put these people on the list in this order; as many as are needed are asked at once."""
    go(desk, f"/desk/requests/{asked.pk}/")
    for place, expert in enumerate(experts, 1):
        desk.locator(f'input[name="expert"][value="{expert.pk}"]').check()
        desk.fill(f'[name="order_{expert.pk}"]', str(place))
    press(desk, "Approve the list and ask")


def invitation_of(asked: VisitRequest, expert: Member) -> Invitation:
    return asked.invitations.get(expert=expert)


def answer(page: Page, invitation: Invitation, said: str, days: Sequence[date] = ()) -> None:
    """Open the invitation and send one of its answers."""
    go(page, f"/visits/invitations/{invitation.pk}/")
    page.locator(f'input[name="answer"][value="{said}"]').check()
    if days:
        choose_days(page, "yes" if said == "accept" else "other", days)
    press(page, "Send my answer")


def choose_days(page: Page, prefix: str, days: Sequence[date]) -> None:
    """Fill in days as the form asks for them: each call, the first day of a window, or a first day and a length."""
    if page.locator(f'[name="{prefix}-call_1"]').count():
        for number, day in enumerate(days, 1):
            page.fill(f'[name="{prefix}-call_{number}"]', day.isoformat())
        return
    if not page.locator(f'[name="{prefix}-window"]').count():
        page.fill(f'[name="{prefix}-first_day"]', days[0].isoformat())
        page.select_option(f'[name="{prefix}-length"]', str(len(days)))
        return
    for first in page.locator(f'[name^="{prefix}-first_"]').all():
        if first.get_attribute("min") <= days[0].isoformat() <= first.get_attribute("max"):
            first.fill(days[0].isoformat())
            tick(page, f"{prefix}-window", first.get_attribute("name").rpartition("_")[2])


def agree_to_days(page: Page, asked: VisitRequest) -> None:
    go(page, f"/visits/{asked.pk}/")
    press(page, "Agree to these dates")


def say_yes_as_house(page: Page, consent: HostConsent) -> None:
    """Walk from the page that says whose turn it is to the question, and answer it."""
    go(page, "/visits/")
    page.locator(f'a[href="/visits/consents/{consent.pk}/"]').first.click()
    page.wait_for_url(f"**/visits/consents/{consent.pk}/")
    press(page, "Yes, they may come")


def accept_house_rules(page: Page, asked: VisitRequest) -> None:
    go(page, f"/visits/{asked.pk}/")
    press(page, "All of us have read this and will keep it")


def say_it_was_held(page: Page, asked: VisitRequest) -> None:
    go(page, f"/visits/{asked.pk}/")
    press(page, "Yes, it took place")


def give_feedback(page: Page, asked: VisitRequest) -> None:
    """Answer with the first tick that is kind, and write a sentence for the other side where one is asked for."""
    go(page, f"/visits/{asked.pk}/feedback/")
    for radio in page.locator('input[type="radio"][value="4"], input[type="radio"][value="yes"]').all():
        radio.check(force=True)
    for field in page.locator('[name="surprised"], [name="learned"]').all():
        field.fill(FOR_THE_OTHERS)
    press(page, "Send my feedback")


def write_report(page: Page, asked: VisitRequest) -> None:
    go(page, f"/visits/{asked.pk}/report/")
    page.fill('[name="title"]', LEARNED)
    page.fill('[name="what_we_saw"]', "Two small booths, each with an outlet of its own, and a light outside.")
    page.fill('[name="plan_1_what"]', "Two booths instead of one big room")
    press(page, "Send it for sign-off")


def sign_off(page: Page, asked: VisitRequest) -> None:
    go(page, f"/visits/{asked.pk}/report/sign-off/")
    page.fill('[name="host_learned"]', "How we look to somebody from outside.")
    press(page, "Sign it off")


def make_practice(page: Page, asked: VisitRequest) -> None:
    go(page, f"/visits/{asked.pk}/report/sign-off/")
    press(page, "Make this a field practice")


def status(page: Page, path: str) -> int:
    """What the portal answers to this person, without drawing the page."""
    return page.request.get(path).status


def all_they_read(page: Page, asked: VisitRequest) -> list[str]:
    """The words of each page on which somebody might learn how a request goes on."""
    found = []
    for path in (f"/visits/{asked.pk}/", "/visits/", "/inbox/", "/home/"):
        go(page, path)
        found.append(words(page))
    return found
