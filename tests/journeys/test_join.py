"""Does somebody whom nobody knows yet become a member, in a browser, and see nothing of the members before?"""

import pytest
from playwright.sync_api import Page, expect

from accounts.models import Member, MembershipApplication, User
from tests import makers
from tests.journeys import joining, letters
from tests.journeys.looking import choose, look

pytestmark = [pytest.mark.journey, pytest.mark.usefixtures("words_of_the_house", "letterbox")]
NIGHT_SHIFT = "night.shift@example.org"
FOR_MEMBERS = ("/home/", "/practices/new/", "/people/", "/organisations/", "/visits/", "/visits/new/", "/me/", "/desk/")


def sees_nothing_of_the_members(page: Page, secret: str) -> None:
    """Each of the members' pages leads back to the own application; lists and search are as for everybody."""
    for path in FOR_MEMBERS:
        page.goto(path)
        assert page.url.endswith("/join/"), path
    for path in ("/practices/", f"/search/?q={secret.split()[0]}"):
        page.goto(path)
        expect(page.get_by_text(secret)).to_have_count(0)


def ask_back(desk: Page, *, axe: bool) -> None:
    """From the desk to the question that the applicant is asked."""
    desk.goto("/desk/")
    look(desk, with_axe=axe)
    desk.get_by_role("link", name="An application, complete", exact=True).click()
    look(desk, with_axe=axe)
    desk.get_by_role("button", name="Take it up").click()
    look(desk, with_axe=axe)
    desk.get_by_text("Ask the applicant a question").click()
    desk.get_by_label("Your question").fill("Since when does your room smoke inside?")
    look(desk, with_axe=axe)
    desk.get_by_role("button", name="Send the question").click()
    expect(desk.get_by_role("heading", name="It is the applicant’s turn")).to_be_visible()
    look(desk, with_axe=axe)


def answer(asking: Page, *, axe: bool) -> None:
    letter = letters.newest(NIGHT_SHIFT)
    assert letter.subject.startswith("Please answer by")
    letters.says_nothing(letter, "Sam", "smoke", "drug", "room", "application")
    asking.goto(letters.link_in(letter))
    look(asking, with_axe=axe)
    asking.get_by_label("Your answer").fill("Since March, in one small booth.")
    asking.get_by_role("button", name="Send my answer").click()
    expect(asking.get_by_role("heading", name="It is the coordinators’ turn")).to_be_visible()
    look(asking, with_axe=axe)


def ask_to_vouch(desk: Page, coordinator: User, voucher: Member, *, axe: bool) -> None:
    desk.goto(letters.link_in(letters.newest(coordinator.email)))
    expect(desk.get_by_text("Since March, in one small booth.")).to_be_visible()
    desk.get_by_text("Ask a member to vouch").click()
    desk.get_by_label("Which member?").select_option(str(voucher.pk))
    desk.get_by_role("button", name="Ask this member").click()
    expect(desk.get_by_text("The member was asked.")).to_be_visible()
    look(desk, with_axe=axe)


def vouch(page: Page, voucher: Member, *, axe: bool) -> None:
    """With what is needed for it before their eyes, and no more."""
    letter = letters.newest(voucher.user.email)
    letters.says_nothing(letter, "Sam", "vouch", "quay")
    page.goto(letters.link_in(letter))
    expect(page.get_by_text("A room on the quay")).to_be_visible()
    expect(page.get_by_text("Since March")).to_have_count(0)
    look(page, with_axe=axe)
    choose(page, "Yes, I know this person")
    page.get_by_label("From where do you know each other?").fill("We worked one month side by side.")
    page.get_by_role("button", name="Send my answer").click()
    expect(page.get_by_text("The coordinators have your answer.")).to_be_visible()
    look(page, with_axe=axe)


def accept(desk: Page, *, axe: bool) -> None:
    desk.reload()
    expect(desk.get_by_text("We worked one month side by side.")).to_be_visible()
    choose(desk, "Yes, let them in")
    desk.get_by_label("Why").fill("Known to Robin, and answers frankly.")
    desk.get_by_role("button", name="Say so").click()
    expect(desk.get_by_text("they are a member now")).to_be_visible()
    look(desk, with_axe=axe)


def hear_of_it(at_home: Page, secret: str, *, axe: bool) -> None:
    """By mail, through the log-in, in the inbox; and what was hidden is there."""
    letter = letters.newest(NIGHT_SHIFT)
    assert letter.subject == "News for you"
    letters.says_nothing(letter, "Sam", "member", "accepted")
    at_home.goto(letters.link_in(letter))
    joining.log_in(at_home, NIGHT_SHIFT, axe=axe)
    at_home.wait_for_url("**/home/")
    look(at_home, with_axe=axe)
    at_home.goto("/inbox/")
    expect(at_home.get_by_text("Welcome: you are a member now")).to_be_visible()
    look(at_home, with_axe=axe)
    at_home.goto("/practices/")
    expect(at_home.get_by_text(secret)).to_be_visible()


@pytest.mark.parametrize(("width", "scripts"), [(1280, True), (390, True), (1280, False)])
@pytest.mark.timeout(240)
def test_from_the_first_page_to_member(window_of, width, scripts):
    coordinator, voucher = makers.coordinator().user, makers.member(name="Robin", category="manager")
    secret = makers.practice(title="Airing with open windows").title

    asking = window_of(width=width, scripts=scripts)
    joining.sign_up(asking, NIGHT_SHIFT, axe=scripts)
    joining.apply(asking, name="Sam", house="A room on the quay", axe=scripts)
    sees_nothing_of_the_members(asking, secret)
    desk = window_of(coordinator, width=width, scripts=scripts)
    ask_back(desk, axe=scripts)
    answer(asking, axe=scripts)
    sees_nothing_of_the_members(asking, secret)
    ask_to_vouch(desk, coordinator, voucher, axe=scripts)
    vouch(window_of(voucher, width=width, scripts=scripts), voucher, axe=scripts)
    accept(desk, axe=scripts)
    assert MembershipApplication.objects.get().state == "accepted"
    hear_of_it(window_of(width=width, scripts=scripts), secret, axe=scripts)
