"""Is a chosen file still there when the form around it needs another look? And a hostile, large or strange one not?"""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from exchange.library.models import Document, DocumentFile, ReferenceFile
from portal.uploads.models import Upload
from tests import makers

pytestmark = pytest.mark.django_db
NEW = "/library/documents/new/"
FIELDS = {
    "title": "House rules of the demo's room", "kind": "protocol", "body": "A demo house", "dated": "2024-05-01",
    "country": "NL", "url": "", "language": "en", "audience": "members", "show_author_as": "role",
}  # fmt: skip
WRONG = FIELDS | {"dated": "2999-01-01"}


def a_file(name="rules.txt", content=b"Wash your hands."):
    return SimpleUploadedFile(name, content)


@pytest.fixture
def member():
    return makers.member()


def test_a_file_is_chosen_once_and_hangs_when_the_rest_is_right(as_user, member):
    client = as_user(member)
    page = client.post(NEW, WRONG | {"files": a_file()}).text
    [number] = re.findall(r'name="kept_file" value="(\d+)"', page)
    assert "rules.txt" in page
    again = client.post(NEW, WRONG | {"kept_file": number}).text
    assert f'value="{number}"' in again
    client.post(NEW, FIELDS | {"kept_file": number})
    assert DocumentFile.objects.get().upload_id == int(number)
    assert Upload.objects.count() == 1


def test_another_file_takes_its_place_and_a_tick_leaves_it_out(as_user, member):
    client, first = as_user(member), makers.upload(owner=member.user)
    assert "say where it can be read" in client.post(NEW, FIELDS | {"kept_file": first.pk, "drop_file": "1"}).text
    client.post(NEW, FIELDS | {"kept_file": first.pk, "files": a_file("newer.txt")})
    assert DocumentFile.objects.get().upload.name == "newer.txt"
    assert Upload.objects.filter(pk=first.pk).exists()


@pytest.mark.parametrize("number", ["²", "9" * 30, "-1", "stranger"])
def test_a_strange_number_keeps_nothing(as_user, member, number):
    number = makers.upload().pk if number == "stranger" else number
    page = as_user(member).post(NEW, FIELDS | {"kept_file": number}).text
    assert "say where it can be read" in page
    assert "kept_file" not in page
    assert not Document.objects.exists()


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (lambda: a_file("rules.txt", b"MZ\x90\x00" + b"\0" * 80), "This is a program"),
        (lambda: a_file("rules.pdf", b"<html><script>alert(1)</script>"), "web page"),
        (lambda: a_file("rules.txt", b""), "empty"),
        (lambda: a_file("rules.txt", b"x" * 5000), "larger than 10 MB"),
    ],
)
def test_what_the_door_refuses_is_said_and_not_kept(as_user, member, settings, file, said):
    settings.LIMIT_FILE = 4000
    page = as_user(member).post(NEW, WRONG | {"files": file()}).text
    assert said in page
    assert (Upload.objects.exists(), "kept_file" in page) == (False, False)


def test_what_the_check_refuses_meanwhile_or_the_quota_has_no_room_for_is_said(as_user, member, settings):
    refused = makers.upload(owner=member.user, state="refused", reason="damaged")
    page = as_user(member).post(NEW, FIELDS | {"kept_file": refused.pk}).text
    assert "it may be damaged" in page
    settings.LIMIT_FILES_OF_A_MEMBER = 1
    page = as_user(member).post(NEW, WRONG | {"files": a_file()}).text
    assert "200 MB are full" in page
    assert "House rules of the demo&#x27;s room" in page


def test_the_file_of_a_reference_waits_for_the_word_that_it_may_be_passed_on(as_user, member):
    told = {"title": "A plan", "kind": "report", "language": "en", "year": "2020"}
    page = as_user(member).post("/library/new/", {**told, "files": a_file("plan.txt")}).text
    [number] = re.findall(r'name="kept_file" value="(\d+)"', page)
    assert '<details class="more" open>' in page
    as_user(member).post("/library/new/", {**told, "kept_file": number, "may_be_passed_on": "on"})
    assert ReferenceFile.objects.get().upload_id == int(number)
