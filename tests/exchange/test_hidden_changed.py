"""Does a coordinator hear that a hidden text was changed, and does it stay hidden until they have read it again?"""

import pytest

from exchange.practices import actions
from exchange.practices.actions import recording
from exchange.practices.models import HiddenAuthor, Practice, Voice
from portal.delivery.models import Notice
from portal.delivery.registry import texts_for
from portal.moves import MoveRefused
from tests import makers
from tests.house import counting

pytestmark = pytest.mark.django_db
KIND = "practices.hidden_changed"
BETTER = {"what_happened": "Waiting went down by a half or so."}
TOLD = {
    "words": "Quiet, like somebody by the water.",
    "language": "en",
    "show_author_as": "name",
    "no_identifying": True,
}


def told(user, kind=KIND):
    return texts_for(list(Notice.objects.filter(recipient=user, kind=kind)))


@pytest.fixture
def desk():
    return makers.coordinator().user


@pytest.fixture
def practice(desk):
    return actions.hide_practice(desk, makers.practice(), "It names a street.")


@pytest.fixture
def voice(desk):
    return actions.hide_voice(desk, makers.voice(makers.practice()), "It names a street.")


def test_a_changed_practice_waits_and_is_shown_again(as_user, practice, desk):
    assert told(desk) == {}
    for _time in range(2):
        practice = actions.edit_practice(practice.author, practice, BETTER)
    assert practice.state == "hidden"
    words = list(told(desk).values())
    assert [text.url for text in words] == [f"/practices/{practice.pk}/"]
    assert practice.title not in words[0].heading + words[0].body
    for place in ("/desk/", "/desk/moderation/"):
        page, queries = counting.asked(as_user(desk), place)
        assert "Hidden, and changed since" in page.text
        assert len(queries) <= counting.MOST_OF.get("site:desk" if place == "/desk/" else "", counting.MOST)
    as_user(desk).post(f"/practices/{practice.pk}/show/")
    practice.refresh_from_db()
    assert (practice.state, practice.waits_since) == ("note", None)
    assert told(desk) == {}
    assert told(practice.author, "practices.shown_again")


def test_still_wrong_stays_hidden_with_a_new_reason(as_user, practice, desk):
    actions.edit_practice(practice.author, practice, BETTER)
    as_user(desk).post(f"/practices/{practice.pk}/hide/", {"reason": "The second sentence still does."})
    practice.refresh_from_db()
    assert (practice.state, practice.hidden_reason) == ("hidden", "The second sentence still does.")
    assert practice.waits_since is None
    assert Notice.objects.filter(recipient=practice.author, kind="practices.hidden").count() == 2
    actions.edit_practice(practice.author, practice, BETTER)
    assert Notice.objects.filter(recipient=desk, kind=KIND).count() == 2


def test_a_changed_voice_waits_and_is_shown_again(as_user, voice, desk):
    changed = actions.change_voice(voice.author, voice, **TOLD)
    assert (changed.state, bool(changed.waits_since)) == ("hidden", True)
    assert len(told(desk)) == 1
    page = as_user(desk).get(f"/practices/{voice.practice_id}/").text
    assert "somebody by the water" in page
    assert "Changed since" in page
    assert "Hidden, and changed since" in as_user(desk).get("/desk/").text
    as_user(desk).post(f"/practices/{voice.practice_id}/voice/hide/", {"voice-reason": "Still a street."})
    voice.refresh_from_db()
    assert (voice.state, voice.hidden_reason, voice.waits_since) == ("hidden", "Still a street.", None)
    assert told(desk) == {}
    actions.change_voice(voice.author, voice, **TOLD)
    as_user(desk).post(f"/practices/{voice.practice_id}/voice/hide/", {"show": "1"})
    voice.refresh_from_db()
    assert (voice.state, voice.waits_since) == ("shown", None)
    assert told(voice.author, "practices.voice_given_back")


def test_a_correction_by_slip_waits_too(desk):
    nurse = makers.member().user
    story, _code = recording.record_practice(
        nurse, {"what_was_done": "At night I can sit there quietly."}, topics=[makers.topic()], audience="members", language="en"
    )  # fmt: skip
    actions.hide_practice(desk, story, "It names a street.")
    recording.correct_by_slip(story.teller_slip, {"what_was_done": "At night I can sit there in peace."})
    assert Practice.objects.get().waits_since
    assert told(desk)


def test_what_reports_hid_waits_for_their_decision_alone(practice, desk):
    covered = makers.practice()
    reports = [actions.report_text(makers.member().user, covered, reason="identifying") for _number in range(2)]
    actions.edit_practice(covered.author, covered, BETTER)
    assert told(desk) == {}
    with pytest.raises(MoveRefused):
        actions.hide_practice(desk, covered, "It names a street.")
    actions.decide_reports(desk, reports[0], "kept")
    assert Practice.objects.get(pk=covered.pk).waits_since is None


def test_whoever_wrote_it_or_may_not_read_it_is_not_asked(as_user, desk):
    """A coordinator's own hidden text, and one for peers only."""
    own = makers.practice(author=None, show_author_as="anonymous")
    HiddenAuthor.objects.create(practice=own, user=desk)
    other = makers.coordinator().user
    actions.edit_practice(desk, actions.hide_practice(other, own, "It names a street."), {**BETTER})
    assert told(desk) == {}
    assert told(other)
    assert "Hidden, and changed since" not in as_user(desk).get("/desk/moderation/").text
    with pytest.raises(MoveRefused):
        actions.show_practice(desk, own)
    peers = actions.hide_practice(other, makers.practice(audience="peers-only"), "It names a street.")
    before = Notice.objects.filter(kind=KIND).count()
    actions.edit_practice(peers.author, peers, BETTER)
    assert Notice.objects.filter(kind=KIND).count() == before


def test_a_voice_that_is_taken_back_waits_no_more(voice, desk):
    actions.withdraw_voice(voice.author, actions.change_voice(voice.author, voice, **TOLD))
    assert Voice.objects.get().waits_since is None
    assert told(desk) == {}
