"""Is a question asked with signs, answered to somebody, thanked for, followed, and made into a request and a practice?"""

import pytest
from playwright.sync_api import Page, expect

from accounts.models import Member
from exchange.discussion.models import Comment, Question, ThreadFollow
from exchange.practices.models import Practice
from portal.delivery.models import Notice
from tests import makers
from tests.journeys.looking import choose, go, look, press, tick
from visits.models import VisitRequest

pytestmark = [pytest.mark.journey, pytest.mark.usefixtures("words_of_the_house")]
TITLE = "Who has moved a smoking room into an old building?"
WHAT_MATTERS = "The walls are listed"
HELPED = "We hung the ducts from the ceiling"


def sign(page: Page, button: str, *, scripts: bool) -> None:
    """Open the signs and press one; with a script it goes around what is marked, without one an example comes back."""
    signs = page.locator("details", has_text="How to write")
    if not signs.get_attribute("open"):
        signs.locator("summary").click()
    if scripts:
        page.get_by_role("button", name=button, exact=True).click()
    else:
        press(page, button)


def ask(page: Page, *, scripts: bool) -> None:
    """From Add through the form; what matters is marked and made bold, and looked at before it is sent."""
    go(page, "/questions/")
    page.get_by_text("Add", exact=True).click()
    page.get_by_role("link", name="Ask a question").first.click()
    look(page)
    page.get_by_label("What do you want to know?").fill(TITLE)
    page.get_by_text("Smoking rooms and ventilation").click()
    words = page.get_by_label("What should others know to answer?")
    words.fill(WHAT_MATTERS)
    if scripts:
        words.select_text()
    sign(page, "Bold", scripts=scripts)
    expect(words).to_have_value(f"**{WHAT_MATTERS}**" if scripts else f"{WHAT_MATTERS}\n\n**what matters**")
    assert not Question.objects.exists()
    expect(page.get_by_label("What do you want to know?")).to_have_value(TITLE)
    press(page, "Look at it first")
    expect(page.locator("main strong").first).to_have_text(WHAT_MATTERS if scripts else "what matters")
    page.get_by_role("button", name="Ask it", exact=True).last.click()
    expect(page.get_by_role("heading", name=TITLE)).to_be_visible()
    look(page)


def answer(page: Page, told: Member, *, scripts: bool) -> None:
    """Found in the list; a list of two lines, and somebody who knows more is looked for and told."""
    go(page, "/questions/?state=unanswered")
    page.get_by_role("link", name=TITLE).click()
    page.wait_for_url("**/questions/*/")
    field = page.get_by_label("Your answer")
    field.fill(HELPED)
    sign(page, "List", scripts=scripts)
    expect(field).to_have_value(f"{HELPED}\n\n- first\n- second")
    look(page)
    # Without a script the sign has led to the page of the answer alone, where one tells somebody, too.
    press(page, "Look at it first, or tell somebody" if scripts else "Look at it first")
    expect(page.locator("main li", has_text="second").first).to_be_visible()
    page.get_by_label("Look for people by what they do or know").fill("drug checking")
    if not scripts:
        press(page, "Look")
    choose(page, f"({told.pk})")
    look(page)
    press(page, "Post answer")
    expect(page.get_by_text("Your answer is there.")).to_be_visible()
    expect(page.locator("ol.talk .chips a")).to_have_attribute("href", f"/people/{told.pk}/")


def come_by(page: Page, question: Question) -> None:
    """Somebody else wants to hear of new answers, and no more, and again."""
    go(page, f"/questions/{question.pk}/")
    press(page, "Tell me of new answers")
    press(page, "Stop it")
    press(page, "Tell me of new answers")
    expect(page.get_by_text("You hear of new answers here.")).to_be_visible()


def thank(page: Page, question: Question) -> None:
    go(page, f"/questions/{question.pk}/")
    press(page, "This helped me")
    expect(page.get_by_text("Helped the person who asked")).to_be_visible()


def go_on(page: Page, question: Question) -> None:
    """The asker wants to see it, and tells afterwards how it went."""
    go(page, f"/questions/{question.pk}/")
    page.get_by_role("link", name="Make it a visit request").click()
    look(page)
    tick(page, "kind", "remote-advice")
    press(page, "Continue")
    expect(page.locator("[name=title]")).to_have_value(TITLE)
    go(page, f"/questions/{question.pk}/")
    page.get_by_role("link", name="Make a practice of it").click()
    look(page)
    expect(page.get_by_role("checkbox")).to_be_checked()
    press(page, "Make the draft")
    expect(page.get_by_label("What happened?")).to_have_value(
        f"A member answered:\n\n> {HELPED}\n> \n> - first\n> - second"
    )


@pytest.mark.parametrize(("width", "scripts"), [(1280, True), (390, True), (1280, False)])
@pytest.mark.timeout(300)
def test_a_question_from_the_first_word_to_what_came_of_it(window_of, width, scripts):
    asker, helper = makers.member(country="NL").user, makers.member(country="BE", category="manager").user
    told, follower = makers.expert("drug-checking", category="nurse", country="PT"), makers.member().user

    asking = window_of(asker, width=width, scripts=scripts)
    ask(asking, scripts=scripts)
    question = Question.objects.get()
    come_by(window_of(follower, width=width, scripts=scripts), question)
    answer(window_of(helper, width=width, scripts=scripts), told, scripts=scripts)
    heard = {row.recipient_id: row.kind for row in Notice.objects.filter(object_ids__comment=Comment.objects.get().pk)}
    assert heard == {
        asker.pk: "discussion.comment_added",
        told.user_id: "discussion.mentioned",
        follower.pk: "discussion.thread_answered",
    }
    assert ThreadFollow.objects.filter(question=question, user=helper).exists()
    thank(asking, question)
    assert Notice.objects.get(kind="discussion.comment_helpful").recipient == helper
    go_on(asking, question)
    assert VisitRequest.objects.get().title == Practice.objects.get().title == TITLE


@pytest.mark.parametrize(("width", "scripts"), [(1280, True), (390, True), (1280, False)])
@pytest.mark.timeout(240)
def test_the_talk_under_a_practice_is_one_form(window_of, width, scripts):
    practice = makers.practice()
    reader, author = (window_of(one, width=width, scripts=scripts) for one in (makers.member(), practice.author))
    for page, words in ((reader, "Who cleans the filters?"), (author, "A firm, twice a year."), (reader, "Thank you.")):
        go(page, f"/practices/{practice.pk}/")
        page.get_by_label("Your answer").fill(words)
        press(page, "Post answer")
    go(reader, f"/practices/{practice.pk}/")
    reader.get_by_role("link", name="Quote").nth(1).click()
    look(reader)
    expect(reader.get_by_label("Your answer")).to_have_value("> A firm, twice a year.\n\n")
    go(author, f"/practices/{practice.pk}/")
    press(author, "This helped me")
    assert Comment.objects.get(helpful_at__isnull=False).body == "Who cleans the filters?"
    go(reader, f"/practices/{practice.pk}/")
    press(reader, "Take it away")
    assert Comment.objects.get(is_hidden=True).body == "Who cleans the filters?"
    expect(reader.locator("ol.talk > li")).to_have_count(2)
