"""Does a figure find its way from a member's phone through the desk into the record, and does its author hear of it?"""

import pytest
from playwright.sync_api import Page, expect

from exchange.world.models import Figure
from tests import makers
from tests.journeys.looking import go, look, press, words

pytestmark = [pytest.mark.journey, pytest.mark.usefixtures("words_of_the_house", "letterbox")]
TYPED = {
    "How many?": "150",
    "Year it is about": "2024",
    "Or another one: its title": "Needle programmes 2024",
    "Who published it": "Trimbos Institute",
    "Year of publication": "2025",
}


def write(page: Page, typed: dict[str, str]) -> None:
    for label, said in typed.items():
        page.get_by_label(label).fill(said)


@pytest.mark.timeout(120)
def test_a_figure_is_suggested_changed_and_taken_over(window_of):
    makers.country("NL", name="Netherlands")
    member, desk = window_of(makers.member(country="NL"), width=390), window_of(makers.coordinator().user)
    member.goto("/world/nl/")
    member.get_by_role("link", name="Add a figure of these services").click()
    write(member, TYPED)
    look(member)
    press(member, "Suggest it")
    assert "A coordinator looks at it" in words(member)
    own = member.url

    go(desk, "/desk/world/")
    with desk.expect_navigation():
        desk.get_by_role("link", name="Look and decide").click()
    look(desk)
    desk.get_by_role("link", name="Change it first").click()
    expect(desk.get_by_label("How many?")).to_have_value("150")
    write(desk, {"How many?": "175"})
    press(desk, "Put it into the record")
    assert "No change waits for you" in words(desk)

    member.goto(own)
    assert "A coordinator changed it before taking it over. In the record now: Number: 175" in words(member)
    member.goto("/world/nl/")
    assert "175 2024" in words(member)
    go(member, "/world/nl/history/")
    assert "added by a coordinator" in words(member)
    assert Figure.objects.get().source.publisher == "Trimbos Institute"
