"""Staff repair words; nobody moves a state backstage."""

import pytest

from tests import makers
from tests.visits import story

pytestmark = pytest.mark.django_db


def test_words_can_be_repaired_and_states_only_read(as_user):
    asked = story.submitted()
    staff = as_user(makers.administrator())
    page = staff.get(f"/backstage/visits/visitrequest/{asked.pk}/change/").content.decode()
    assert 'name="title"' in page
    assert 'name="state"' not in page
    assert staff.get("/backstage/visits/visitrequest/add/").status_code == 403


LISTS = [
    "visitrequest", "hostoffer", "match", "incident", "cost", "visitpaper",
    "visit", "followup", "thanks", "feedback",
]  # fmt: skip


@pytest.mark.parametrize("path", LISTS)
def test_the_lists_open_for_staff_alone(as_user, path):
    assert as_user(makers.administrator()).get(f"/backstage/visits/{path}/").status_code == 200
    assert as_user(makers.member()).get(f"/backstage/visits/{path}/").status_code == 302
