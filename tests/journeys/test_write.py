"""Is nothing lost when somebody writes on a phone with a bad connection, and in two windows at once?"""

import time

import pytest
from playwright.sync_api import Page, expect

from exchange.practices.models import Practice
from tests import makers
from tests.journeys.looking import look, presses

pytestmark = [pytest.mark.journey, pytest.mark.usefixtures("words_of_the_house", "letterbox")]
TITLE = "A lamp beside each door of the booths"
DONE = "We put a small lamp beside each door, green when the booth is free and aired."
# As in the five-minute form of test_share, without the two presses that lead to it.
MOST_PRESSES = 6


def answer(page: Page, label: str, words: str) -> None:
    page.get_by_label(label).click()
    page.keyboard.type(words)


def line(page: Page) -> object:
    return page.locator("[data-autosave]")


@pytest.mark.timeout(240)
def test_a_lost_connection_loses_no_word(window_of, capsys):
    author = makers.member(country="NL").user
    page = window_of(author, width=390)
    page.goto("/practices/new/")
    look(page)
    began = time.monotonic()
    answer(page, "What is it about?", TITLE)
    expect(line(page)).to_contain_text("Draft saved at")
    draft = Practice.objects.get()
    assert (draft.state, draft.title) == ("draft", TITLE)
    # Its address is the draft's own now, and the cursor is where it was.
    page.wait_for_url(f"**/practices/{draft.pk}/edit/?as=staff")
    assert page.evaluate("document.activeElement.name") == "title"
    look(page)

    page.context.set_offline(True)
    answer(page, "What did you do?", DONE)
    expect(line(page)).to_contain_text("No connection")
    look(page, with_axe=False)
    answer(page, "What happened?", "Nobody knocks any more, and the queue is calmer.")
    page.context.set_offline(False)
    expect(line(page)).to_contain_text("Draft saved at")
    draft.refresh_from_db()
    assert draft.what_was_done == DONE

    page.get_by_text("Smoking rooms and ventilation").click()
    page.get_by_text("I checked: nobody can be recognised").click()
    page.context.set_offline(True)
    page.get_by_role("button", name="Post it").click()
    expect(page.get_by_text("No connection just now")).to_be_visible()
    page.context.set_offline(False)
    page.get_by_role("button", name="Post it").click()
    expect(page.get_by_role("heading", name=TITLE)).to_be_visible()
    look(page)
    took, pressed = time.monotonic() - began, presses(page)
    with capsys.disabled():
        print(f"\nquick form at 390 px, with a lost connection: {took:.1f} s, {pressed} presses")
    assert 0 < pressed <= MOST_PRESSES + 1  # one was pressed without a connection
    practice = Practice.objects.get()
    assert (practice.state, practice.title, practice.what_was_done) == ("note", TITLE, DONE)


@pytest.mark.timeout(240)
def test_posting_at_once_after_the_last_letter(window_of):
    """The words that are on their way when the button is pressed do not make the form overtake itself."""
    author = makers.member().user
    page = window_of(author, width=390)
    page.goto("/practices/new/")
    answer(page, "What is it about?", TITLE)
    answer(page, "What did you do?", DONE)
    page.get_by_text("Smoking rooms and ventilation").click()
    page.get_by_text("I checked: nobody can be recognised").click()
    answer(page, "What happened?", "Nobody knocks any more, and the queue is calmer.")
    with page.expect_request("**/practices/autosave/"):
        pass
    page.get_by_role("button", name="Post it").click()
    expect(page.get_by_role("heading", name=TITLE)).to_be_visible()
    assert Practice.objects.get().state == "note"


@pytest.mark.timeout(240)
def test_an_answer_that_gets_lost_is_no_other_window(window_of):
    draft = makers.practice(state="draft", posted_at=None)
    page = window_of(draft.author, width=390)
    page.goto(f"/practices/{draft.pk}/edit/")

    def lose_the_answer(route):
        route.fetch()
        route.abort()

    page.route("**/practices/autosave/", lose_the_answer, times=1)
    page.get_by_label("What is it about?").fill("A lamp whose answer got lost")
    expect(line(page)).to_contain_text("No connection")
    draft.refresh_from_db()
    assert (draft.title, draft.version) == ("A lamp whose answer got lost", 2)
    page.get_by_label("What is it about?").fill("A lamp whose answer came")
    expect(line(page)).to_contain_text("Draft saved at")
    page.get_by_role("button", name="Post it").click()
    expect(page.get_by_role("heading", name="A lamp whose answer came")).to_be_visible()


@pytest.mark.timeout(240)
def test_the_second_window_is_told(window_of):
    draft = makers.practice(state="draft", posted_at=None)
    first = window_of(draft.author, width=390)
    second = first.context.new_page()
    for page in (first, second):
        page.goto(f"/practices/{draft.pk}/edit/")
    first.get_by_label("What is it about?").fill("A lamp from the first window")
    expect(line(first)).to_contain_text("Draft saved at")
    second.get_by_label("What is it about?").fill("A lamp from the second window")
    expect(line(second)).to_contain_text("changed in another window")
    draft.refresh_from_db()
    assert draft.title == "A lamp from the first window"
    second.get_by_role("button", name="Save draft").click()
    expect(second.get_by_text("changed meanwhile")).to_be_visible()
    assert second.get_by_label("What is it about?").input_value() == "A lamp from the second window"
    expect(second.locator("del").first).to_contain_text("first")
    look(second)


@pytest.mark.timeout(240)
def test_words_outlive_the_session(window_of):
    draft = makers.practice(state="draft", posted_at=None)
    page = window_of(draft.author, width=390)
    page.goto(f"/practices/{draft.pk}/edit/")
    cookies = page.context.cookies()
    page.context.clear_cookies(name="sessionid")
    page.get_by_label("What is it about?").fill("A lamp that outlives the log-in")
    expect(line(page)).to_contain_text("Your log-in has ended")
    look(page)
    page.context.add_cookies([one for one in cookies if one["name"] == "sessionid"])
    page.goto(f"/practices/{draft.pk}/edit/")
    page.get_by_role("button", name="Put them back").click()
    assert page.get_by_label("What is it about?").input_value() == "A lamp that outlives the log-in"


SECTIONS = {
    1: {"What was the problem?": "People waited in the street, and the neighbours wrote to the city."},
    2: {"What kind of room?": "integrated", "Open since": "2016"},
    3: {
        "Who does it?": "Two nurses and a paid peer worker on each shift.",
        "Cost once": "12000",
        "Currency": "EUR",
        "In which year?": "2024",
    },
    4: {"They decided with us": True, "Who does not benefit?": "People who work by day."},
    5: {"What went wrong?": "The first fans were too loud.", "Our own counts": True},
    6: {
        "What must be true elsewhere for this to work?": "A roof that may be cut.",
        "Legal limits at your place": "Staff may not help somebody to inject.",
        "The law as of": "2025-03-01",
        "Where does it stand?": "The national drug law",
    },
}


def fill(page: Page, answers: dict[str, str | bool]) -> None:
    for label, value in answers.items():
        field = page.get_by_label(label).first
        if value is True:
            field.check(force=True)
        elif field.evaluate("one => one.tagName") == "SELECT":
            field.select_option(str(value))
        else:
            field.fill(str(value))


@pytest.mark.timeout(400)
@pytest.mark.parametrize("width", [390, 1280])
def test_six_sections_make_a_full_practice(window_of, width):
    practice = makers.practice()
    page = window_of(practice.author, width=width)
    page.goto(f"/practices/{practice.pk}/more/1/")
    for number, answers in SECTIONS.items():
        look(page)
        fill(page, answers)
        with page.expect_navigation(url=f"**/more/{min(number + 1, 6)}/"):
            page.get_by_role("button", name="Save" if number == 6 else "Save and go on", exact=True).click()
    page.get_by_role("link", name="What is still missing?").click()
    look(page)
    page.get_by_role("button", name="It is complete").click()
    expect(page.get_by_text("The first fans were too loud.").first).to_be_visible()
    for words in ("They decided with us", "The national drug law"):
        expect(page.get_by_text(words).first).to_be_visible()
    look(page)
    practice.refresh_from_db()
    assert practice.state == "full"
