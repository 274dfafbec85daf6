"""Can every member read how people are found, as it is at this moment?"""

import pytest

from tests import makers
from visits.actions import weighing
from visits.matching.weights import CURRENT, PART_MEANINGS

pytestmark = pytest.mark.django_db
URL = "/visits/how-we-match/"


def test_page_is_made_from_the_weights_in_force(as_user):
    member = makers.member().user
    page = as_user(member).get(URL)
    assert [most for _label, most, _meaning, _width in page.context["parts"]] == list(CURRENT.parts.values())
    draft = weighing.preview_weights(
        makers.administrator(), {**CURRENT.parts, "model": 0, "topics": 35}, "Topics first"
    )
    weighing.compute_preview(draft.pk)
    weighing.use_weights(makers.administrator(), draft)
    page = as_user(member).get(URL)
    assert [most for _label, most, _meaning, _width in page.context["parts"]] == [35, 10, 5, 15, 15, 10, 10]
    assert "Topics first" in page.content.decode()


def test_private_exclusions_are_named_in_general_only(as_user):
    page = as_user(makers.member().user).get(URL).content.decode()
    assert "nobody learns of it" in page
    assert "The requester asked, in private" not in page


def test_every_part_has_its_meaning():
    assert list(PART_MEANINGS) == list(CURRENT.parts)
