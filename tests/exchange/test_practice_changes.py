"""Do the author and coordinators see what changed, and nobody else; and can older words be forgotten?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.practices import actions
from exchange.practices.differences import changes, parts
from portal.audit.models import AuditEvent
from portal.moves import MoveRefused
from tests import makers

pytestmark = pytest.mark.django_db
WORDS = {
    "title": "Two small smoking booths",
    "perspective": "professional",
    "what_was_done": "We built two small booths with their own air outlet. A woman from the next street told us how.",
    "what_happened": "Waiting went down by half.",
    "no_identifying": True,
}


@pytest.fixture
def practice():
    author = makers.member().user
    made = actions.share_practice(author, topics=[makers.topic("inhalation")], **WORDS)
    shorter = WORDS["what_was_done"].split(" A woman")[0]
    return actions.edit_practice(author, made, {"what_was_done": shorter})


def address(practice):
    return f"/practices/{practice.pk}/changes/"


def test_the_author_reads_what_changed(as_user, practice):
    page = as_user(practice.author).get(address(practice)).text
    assert "Version 2" in page
    assert "<del> A woman from the next street told us how.</del>" in page


def test_other_readers_find_nothing(as_user, practice):
    assert as_user(makers.member()).get(address(practice)).status_code == 404
    assert as_user(makers.coordinator().user).get(address(practice)).status_code == 200
    assert as_user(makers.member()).post(f"{address(practice)}1/forget/").status_code == 404


def test_words_are_wiped_and_the_trail_says_so(as_user, practice):
    client = as_user(practice.author)
    assert client.get(f"{address(practice)}1/forget/").status_code == 405
    client.post(f"{address(practice)}1/forget/")
    assert practice.revisions.get(version=1).words == {}
    assert AuditEvent.objects.filter(action="practice.revision_forgotten").exists()
    assert "A woman" not in client.get(address(practice)).text


def test_what_stands_there_now_is_not_wiped(practice):
    with pytest.raises(MoveRefused):
        actions.forget_revision(practice.author, practice.revisions.get(version=2))
    with pytest.raises(MoveRefused):
        actions.forget_revision(makers.member().user, practice.revisions.get(version=1))


def test_an_anonymous_author_is_in_no_revision():
    author = makers.member().user
    fields = {**WORDS, "show_author_as": "anonymous"}
    made = actions.share_practice(author, topics=[makers.topic("inhalation")], **fields)
    actions.edit_practice(author, made, {"title": "Two small booths, told again"})
    assert made.revisions.count() == 2
    assert not made.revisions.filter(by__isnull=False).exists()


@pytest.mark.parametrize("versions", [2, 11])
def test_flat(as_user, practice, versions, django_assert_max_num_queries):
    for number in range(versions - 2):
        actions.edit_practice(practice.author, practice, {"title": f"Two small smoking booths, {number}"})
    client = as_user(practice.author)
    client.get(address(practice))
    with django_assert_max_num_queries(10):
        client.get(address(practice))


@given(st.text(max_size=200), st.text(max_size=200))
def test_both_texts_can_be_read_out_of_the_difference(old, new):
    found = parts(old, new)
    assert "".join(text for what, text in found if what != "new") == old
    assert "".join(text for what, text in found if what != "gone") == new


def test_a_changed_sentence_is_not_cut_into_words():
    found = parts("We built two small booths.", "We made three large booths.")
    assert ("gone", "built two small") in found
    assert ("new", "made three large") in found


def test_only_what_differs_is_told():
    found = changes({"title": "One", "problem": "Same"}, {"title": "Two", "problem": "Same"})
    assert [change.name for change in found] == ["title"]


def test_very_long_texts_are_compared_by_line():
    found = parts("a b c\n" * 2000, "a b c\n" * 1999 + "d\n")
    assert ("new", "d\n") in found
    assert len(found) == 3
