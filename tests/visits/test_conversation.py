"""The conversation of a request: Markdown, files, who has read, one notice until then, a quarter of an hour to change."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from portal import clock
from portal.delivery.models import Notice
from portal.moves import MoveRefused
from portal.uploads import queries as uploads
from portal.uploads.models import Upload
from tests import makers
from tests.visits import story
from visits.actions import clocks, requests, talking

pytestmark = pytest.mark.django_db


def talking_pair():
    """A planned request, its requester and its expert."""
    asked = story.planned()
    expert = asked.invitations.get(state="accepted").expert.user
    return asked, asked.requester, expert


def told(user):
    return Notice.objects.filter(kind="visits.message", recipient=user).count()


def test_it_is_markdown_and_harmless(as_user):
    asked, asker, expert = talking_pair()
    talking.add_message(asker, asked, "**Bring** <script>alert(1)</script> boots")
    page = as_user(expert).get(f"/visits/{asked.pk}/").content.decode()
    assert "<strong>Bring</strong>" in page
    assert "<script>alert" not in page


def test_files_hang_on_a_message_and_are_opened_by_those_who_read_it(as_user, settings, tmp_path):
    settings.FILES_DIR = tmp_path / "files"
    asked, asker, expert = talking_pair()
    files = [SimpleUploadedFile(f"Anna Smith {n}.txt", b"Plan of the room") for n in range(2)]
    as_user(asker).post(f"/visits/{asked.pk}/message/", {"body": "Here is the plan.", "files": files})
    message = asked.messages.get()
    assert message.files.count() == 2
    Upload.objects.update(state=Upload.State.READY)
    upload = message.files.first().upload
    assert uploads.to_open(expert).filter(pk=upload.pk).exists()
    assert not uploads.to_open(makers.member().user).filter(pk=upload.pk).exists()
    page = as_user(expert).get(f"/visits/{asked.pk}/files/").content.decode()
    assert page.count("of the conversation</a>") == 2
    assert "Anna Smith" not in page


def test_four_files_are_too_many_and_the_words_stay(as_user):
    asked, asker, _expert = talking_pair()
    files = [SimpleUploadedFile(f"{n}.txt", b"Plan") for n in range(4)]
    answer = as_user(asker).post(f"/visits/{asked.pk}/message/", {"body": "Four plans of it.", "files": files})
    assert "Three files at a time" in answer.content.decode()
    assert "Four plans of it." in answer.content.decode()
    assert not asked.messages.exists()


def test_a_strangers_file_is_not_hung_on_a_message():
    asked, asker, _expert = talking_pair()
    message = talking.add_message(asker, asked, "Look at this", [makers.upload()])
    assert not message.files.exists()


def test_looking_says_nothing_and_the_button_who_has_read(as_user):
    asked, asker, expert = talking_pair()
    message = talking.add_message(asker, asked, "Shall we bring boots?")
    browser, writer = as_user(expert), as_user(asker)
    assert "I have read it" in browser.get(f"/visits/{asked.pk}/").content.decode()
    assert "Read up to here" not in writer.get(f"/visits/{asked.pk}/").content.decode()
    assert browser.get(f"/visits/{asked.pk}/read/").status_code == 405
    browser.post(f"/visits/{asked.pk}/read/", {"upto": message.pk})
    assert "Read up to here by an expert" in writer.get(f"/visits/{asked.pk}/").content.decode()
    assert "I have read it" not in browser.get(f"/visits/{asked.pk}/").content.decode()


def test_nonsense_and_strangers_mark_nothing(as_user):
    asked, asker, expert = talking_pair()
    talking.add_message(asker, asked, "Shall we bring boots?")
    as_user(expert).post(f"/visits/{asked.pk}/read/", {"upto": "²9"})
    assert str(expert.pk) not in story.fresh(asked).read_up_to
    assert as_user(makers.member()).post(f"/visits/{asked.pk}/read/", {"upto": 1}).status_code == 404


def test_one_notice_until_it_is_read_and_once_a_day():
    asked, asker, expert = talking_pair()
    talking.add_message(asker, asked, "One thing.")
    second = talking.add_message(asker, asked, "And another.")
    assert told(expert) == 1
    talking.mark_read(expert, asked, second.pk)
    talking.add_message(asker, asked, "And a third.")
    assert told(expert) == 2
    clock.set_offset(clock.offset() + timedelta(days=2))
    talking.add_message(asker, asked, "Are you there?")
    assert told(expert) == 3


def test_words_are_changed_for_a_quarter_of_an_hour_and_the_old_stay(as_user):
    asked, asker, expert = talking_pair()
    message = talking.add_message(asker, asked, "On Monday at ten")
    browser, address = as_user(asker), f"/visits/messages/{message.pk}/edit/"
    browser.post(address, {"body": "On Tuesday at ten"})
    page = as_user(expert).get(f"/visits/{asked.pk}/").content.decode()
    assert "On Tuesday at ten" in page
    assert "On Monday at ten" in page
    assert as_user(expert).get(address).status_code == 404
    clock.set_offset(clock.offset() + timedelta(minutes=16))
    with pytest.raises(MoveRefused):
        talking.edit_message(asker, message, "On Friday")
    assert browser.get(address).status_code == 302


def test_it_closes_two_weeks_after_the_end_with_a_sentence(as_user):
    asked, asker, expert = talking_pair()
    requests.cancel_request(asker, asked, "dates")
    clock.set_offset(clock.offset() + timedelta(days=13, hours=23))
    talking.add_message(expert, story.fresh(asked), "A pity. Another time.")
    clock.set_offset(clock.offset() + timedelta(hours=2))
    with pytest.raises(MoveRefused, match="ended"):
        talking.add_message(expert, story.fresh(asked), "One more")
    assert "this conversation is closed" in as_user(asker).get(f"/visits/{asked.pk}/").content.decode()


def test_words_and_files_are_forgotten_after_two_years():
    asked, asker, _expert = talking_pair()
    upload = makers.upload(owner=asker)
    message = talking.add_message(asker, asked, "The code of the door is 1234", [upload])
    clock.set_offset(clock.offset() + timedelta(days=731))
    assert clocks.forget_bodies() == 1
    assert (story.fresh(message).body, message.files.count()) == ("", 0)
    assert clocks.forget_bodies() == 0
