"""Does every main page fit the narrowest phone, whoever reads it?"""

import pytest

from tests import makers
from tests.visits import story

pytestmark = [pytest.mark.journey, pytest.mark.usefixtures("words_of_the_house")]
NARROWEST = 320


def too_wide(page, *paths):
    """Return the paths on which something hangs over the edge."""
    found = []
    for path in paths:
        page.goto(path)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(path)
    return found


def test_nothing_hangs_over_the_edge_before_one_is_a_member(window_of):
    assert too_wide(window_of(width=NARROWEST), "/", "/world/", "/join/", "/search/", "/accounts/login/") == []
    applicant = window_of(makers.application("submitted"), width=NARROWEST)
    assert too_wide(applicant, "/join/", "/inbox/", "/world/", "/about/") == []


def test_nothing_hangs_over_the_edge_for_members(window_of):
    asked = story.inviting()
    member = window_of(asked.requester, width=NARROWEST)
    assert too_wide(member, "/home/", "/practices/new/", "/people/", "/me/expert/", f"/visits/{asked.pk}/") == []
    desk = window_of(story.desk_user(asked), width=NARROWEST)
    assert (
        too_wide(
            desk,
            "/desk/",
            "/desk/requests/",
            f"/desk/requests/{asked.pk}/",
            "/desk/network/",
            "/desk/network/health/",
            f"/guide/{makers.step().slug}/edit/",
            f"/guide/questions/{makers.claim().slug}/edit/",
        )
        == []
    )


def test_fields_beside_each_other_are_wide_enough_to_read(window_of):
    asked = story.planned()
    for width in (1280, NARROWEST):
        page = window_of(asked.requester, width=width)
        assert too_wide(page, f"/visits/{asked.pk}/participants/") == []
        assert page.locator('[name="person1-name"]').bounding_box()["width"] > 200
