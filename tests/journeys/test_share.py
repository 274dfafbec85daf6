"""Is what a member learned read, found and answered by others, in a browser, and does the author hear of it?"""

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from exchange.discussion.models import Comment
from tests import makers
from tests.journeys import joining, letters
from tests.journeys.looking import look, presses

pytestmark = [pytest.mark.journey, pytest.mark.usefixtures("words_of_the_house", "letterbox")]
TITLE = "A lamp beside each door of the booths"
# Add, its first row, three fields, one topic, one tick, "Post it"; the rest is typed or chosen already.
MOST_PRESSES = 8


def share(page: Page, *, axe: bool) -> None:
    """From the own page through the five-minute form to the posted text, every field pressed as on a phone."""
    page.goto("/home/")
    look(page, with_axe=axe)
    page.get_by_text("Add", exact=True).click()
    page.get_by_role("link", name="Share a practice").first.click()
    look(page, with_axe=axe)
    for label, words in (
        ("What is it about?", TITLE),
        ("What did you do?", "We put a small lamp beside each door, green when the booth is free and aired."),
        ("What happened?", "Nobody knocks any more, and the queue is calmer."),
    ):
        page.get_by_label(label).click()
        page.keyboard.type(words)
    page.get_by_text("Smoking rooms and ventilation").click()
    page.get_by_text("I checked: nobody can be recognised").click()
    look(page, with_axe=axe)
    page.get_by_role("button", name="Post it").click()
    expect(page.get_by_role("heading", name=TITLE)).to_be_visible()
    look(page, with_axe=axe)


def search(page: Page, words: str, *, axe: bool) -> None:
    """By the field or the sign in the head, whichever the window has room for."""
    if (page.viewport_size or {})["width"] < 992:
        page.get_by_role("banner").get_by_role("link", name="Search").click()
        field = page.get_by_label("What are you looking for?")
    else:
        field = page.get_by_role("banner").get_by_role("searchbox")
    field.fill(words)
    field.press("Enter")
    expect(page.get_by_role("heading", name="One result")).to_be_visible()
    look(page, with_axe=axe)


def answer(page: Page, *, axe: bool) -> None:
    page.goto("/home/")
    search(page, "lamps door", axe=axe)
    page.get_by_role("link", name=TITLE).click()
    page.get_by_label("Your answer").fill("Who changes the bulbs, and what did it cost?")
    page.get_by_role("button", name="Post answer").click()
    expect(page.get_by_text("Your answer is there.")).to_be_visible()
    look(page, with_axe=axe)


def hear_of_it(page: Page, author: User, place: str, *, axe: bool) -> None:
    """By mail, through the log-in to the very answer; and in the inbox."""
    letter = letters.newest(author.email)
    assert letter.subject == "News for you"
    letters.says_nothing(letter, "lamp", "practice", "bulbs", "answer")
    page.goto(letters.link_in(letter))
    joining.log_in(page, author.email, axe=axe)
    page.wait_for_url(f"**{place}")
    expect(page.locator(place[place.index("#") :])).to_contain_text("Who changes the bulbs")
    look(page, with_axe=axe)
    page.goto("/inbox/")
    look(page, with_axe=axe)
    page.get_by_role("button", name="Somebody answered your practice").click()
    page.wait_for_url(f"**{place}")


@pytest.mark.parametrize(("width", "scripts"), [(1280, True), (390, True), (1280, False)])
@pytest.mark.timeout(240)
def test_from_the_five_minute_form_to_the_answer(window_of, width, scripts):
    author, reader = makers.member(country="NL").user, makers.member(country="BE", category="manager")
    joining.may_log_in(author)
    makers.practice(title="How we word the rules of the house")

    writing = window_of(author, width=width, scripts=scripts)
    share(writing, axe=scripts)
    assert not scripts or 0 < presses(writing) <= MOST_PRESSES
    writing.goto("/practices/")
    expect(writing.get_by_role("link", name=TITLE)).to_be_visible()
    look(writing, with_axe=scripts)
    answer(window_of(reader, width=width, scripts=scripts), axe=scripts)
    comment = Comment.objects.get()
    assert comment.practice.title == TITLE
    place = f"/practices/{comment.practice_id}/#comment-{comment.pk}"
    hear_of_it(window_of(width=width, scripts=scripts), author, place, axe=scripts)
