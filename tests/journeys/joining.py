"""How does somebody join, from the first page to the application that is sent?"""

from allauth.account.models import EmailAddress
from playwright.sync_api import Page, expect

from accounts.models import User
from tests.journeys import letters
from tests.journeys.looking import choose, look

PASSWORD = "three-long-words"


def sign_up(page: Page, email: str, *, axe: bool) -> None:
    """From the first page to the confirmed address, with the code as it stands in the mail."""
    page.goto("/")
    look(page, with_axe=axe)
    page.get_by_role("link", name="Ask to join").first.click()
    look(page, with_axe=axe)
    page.get_by_role("link", name="Sign up with your e-mail").click()
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    look(page, with_axe=axe)
    page.get_by_role("button", name="Send me the code").click()
    expect(page.get_by_role("button", name="Go on")).to_be_visible()
    look(page, with_axe=axe)
    page.get_by_label("Code").fill(letters.code_in(letters.newest(email)))
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", name="It is your turn")).to_be_visible()
    look(page, with_axe=axe)


def apply(page: Page, *, name: str, house: str, axe: bool) -> None:
    """The four parts; the last one sends."""
    page.get_by_role("link", name="Begin with part 1").click()
    page.get_by_label("What shall we call you?").fill(name)
    page.get_by_label("Country", exact=True).select_option("IE")
    page.get_by_label("Language 1").select_option("en")
    page.get_by_label("How well").first.select_option("fluent")
    _continue(page, axe=axe)
    page.get_by_label("What you do").select_option("nurse")
    page.get_by_label("House, group or body you work for").fill(house)
    page.get_by_label("What kind of body is it?").select_option("dcr")
    _continue(page, axe=axe)
    page.get_by_label("What do you hope to learn or to give?").fill("How others air a room in an old building.")
    page.get_by_label("Who in the network knows you?").fill("The team in Utrecht, where I worked for a month.")
    _continue(page, axe=axe)
    choose(page, "I am 18 or older")
    choose(page, "I keep the rules of the house")
    look(page, with_axe=axe)
    page.get_by_role("button", name="Send my application").click()
    expect(page.get_by_role("heading", name="It is the coordinators’ turn")).to_be_visible()
    look(page, with_axe=axe)


def _continue(page: Page, *, axe: bool) -> None:
    look(page, with_axe=axe)
    page.get_by_role("button", name="Continue").click()


def may_log_in(user: User) -> None:
    """As after a sign-up: the address is confirmed, and there is a password."""
    user.set_password(PASSWORD)
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)


def log_in(page: Page, email: str, *, axe: bool) -> None:
    """On the log-in page, by hand."""
    expect(page.get_by_role("button", name="Log in", exact=True)).to_be_visible()
    look(page, with_axe=axe)
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Log in", exact=True).click()
