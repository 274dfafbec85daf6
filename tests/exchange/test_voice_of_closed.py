"""Does whoever told the other side hear what happens to their words, also when the text beside is closed to them?"""

import pytest

from exchange.practices import actions, voice_notices
from exchange.practices.actions import recording
from exchange.practices.models import HiddenVoiceAuthor, Practice, Voice
from portal.delivery.models import Notice
from portal.delivery.registry import texts_for
from tests import makers

pytestmark = pytest.mark.django_db
SECRET = "A secret since"
IDENTIFYING = {"reason": "identifying", "words": "The second sentence names a street."}


def told(user):
    return list(texts_for(list(Notice.objects.filter(recipient=user, kind__startswith="practices.voice_"))).values())


@pytest.fixture(params=["under a name", "anonymous"])
def voice(request):
    made = makers.voice(makers.practice(author=makers.member().user))
    if request.param == "anonymous":
        HiddenVoiceAuthor.objects.create(voice=made, user=made.author)
        Voice.objects.filter(pk=made.pk).update(author=None)
    made.refresh_from_db()
    return made


def close(voice, **how):
    Practice.objects.filter(pk=voice.practice_id).update(title=SECRET, **(how or {"audience": "coordinators"}))
    voice.refresh_from_db()


def hidden(voice):
    actions.hide_voice(makers.coordinator().user, voice, "It names a street.")


def covered(voice):
    for _number in range(2):
        actions.report_text(makers.coordinator().user, voice.practice, voice=voice, **IDENTIFYING)


def given_back(voice):
    hidden(voice)
    Notice.objects.all().delete()
    actions.show_voice(makers.coordinator().user, voice)


HAPPENS = {hidden: "has hidden your voice", covered: "Your voice is hidden until", given_back: "Your voice is back"}


@pytest.mark.parametrize("happens", HAPPENS)
def test_it_is_told_without_what_it_stands_beside(as_user, voice, happens):
    writer = voice_notices.writer_of(voice)
    close(voice)
    happens(voice)
    (words,) = told(writer)
    assert HAPPENS[happens] in words.heading
    assert SECRET not in words.heading + words.body
    page = as_user(writer).get(words.url)
    assert voice.words in page.text
    assert SECRET not in page.text


@pytest.mark.parametrize("kind", voice_notices.FOR_WRITERS)
def test_each_of_them_has_words_for_both(kind, voice):
    writer = voice_notices.writer_of(voice)
    voice_notices.tell_writer(voice, kind)
    (words,) = told(writer)
    assert voice.practice.title in words.body
    close(voice, state="hidden")
    (closed,) = told(writer)
    assert closed.heading == words.heading
    assert SECRET not in closed.body


def test_nobody_else_hears_it_and_nobody_after_it_is_taken_back(voice):
    writer, other = voice_notices.writer_of(voice), makers.member().user
    close(voice)
    hidden(voice)
    Notice.objects.filter(kind="practices.voice_hidden").update(recipient=other)
    assert told(other) == []
    Notice.objects.filter(kind="practices.voice_hidden").update(recipient=writer)
    assert told(writer)
    actions.withdraw_voice(writer, Voice.objects.get(pk=voice.pk))
    assert told(writer) == []


def test_whoever_wrote_beside_a_told_text_hears_that_it_is_gone(as_user):
    story, _code = recording.record_practice(
        makers.member().user, {"what_was_done": "At night I can sit there quietly."}, topics=[makers.topic()],
        audience="members", language="en",
    )  # fmt: skip
    voice = makers.voice(story, side="staff", author=makers.member().user)
    recording.withdraw_by_slip(story.teller_slip)
    assert not Practice.objects.exists()
    (words,) = told(voice.author)
    assert "is gone" in words.heading
    assert as_user(voice.author).get(words.url).status_code == 200
