"""Does the page of one's own files say what became of each, and take new ones in?"""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from portal.uploads.models import Upload
from portal.uploads.words import REASONS, REMARKS
from tests import makers
from tests.portal.uploads import floor

pytestmark = pytest.mark.django_db


def page(as_user, owner, **query):
    return as_user(owner).get("/me/files/", query)


def hand_in(as_user, owner, *files):
    return as_user(owner).post("/me/files/", {"files": [SimpleUploadedFile(name, data) for name, data in files]})


def test_shows_own_files_only(as_user, owner):
    makers.upload(owner=owner, name="mine.txt")
    makers.upload(name="theirs.txt")

    text = page(as_user, owner).text

    assert "mine.txt" in text
    assert "theirs.txt" not in text


def test_empty_list_says_what_to_do(as_user, owner):
    assert "No files yet" in page(as_user, owner).text


def test_a_file_that_is_checked_cannot_be_opened_and_asks_again(as_user, owner):
    upload = makers.upload(owner=owner, state="checking")

    text = page(as_user, owner).text

    assert "Being checked" in text
    assert f'hx-get="/files/{upload.pk}/row/"' in text
    assert f'href="/files/{upload.pk}/"' not in text
    assert "<noscript>" in text


def test_a_refused_file_says_why_and_what_to_do(as_user, owner):
    makers.upload(owner=owner, state="refused", reason="macros")

    assert "print it to PDF, and send that" in page(as_user, owner).text


def test_comments_and_places_are_told_to_the_owner(as_user, owner):
    upload = makers.upload(owner=owner, remarks=["has_comments", "has_changes"])
    floor.opens(upload, makers.user())

    text = page(as_user, owner).text

    assert "It has comments in it" in text
    assert "tracked changes" in text
    assert '<a href="/practices/7/">Two booths</a>' in text
    assert "Only you can open it." not in text


def test_says_how_much_room_is_left(as_user, owner):
    makers.upload(owner=owner, size=190 * 1024 * 1024)

    text = page(as_user, owner).text

    assert "190.0\xa0MB of 200.0\xa0MB are used." in text
    assert "delete what you no longer need" in text


def test_several_files_at_once(as_user, owner):
    answer = hand_in(as_user, owner, ("a.txt", b"a"), ("b.txt", b"b"))

    assert (answer.status_code, answer.url) == (302, "/me/files/")
    assert sorted(Upload.objects.filter(owner=owner, state="checking").values_list("name", flat=True)) == [
        "a.txt",
        "b.txt",
    ]


def test_what_cannot_come_in_is_said_beside_the_field_by_name(as_user, owner):
    answer = hand_in(as_user, owner, ("good.txt", b"a"), ("evil.exe", b"MZ"), ("page.html", b"<html>"))

    assert answer.status_code == 200
    errors = answer.context["form"].errors["files"]
    assert [error[:12] for error in errors] == ["“evil.exe”: ", "“page.html”:"]
    assert not Upload.objects.exists(), "nothing of the form is kept, so that it can be sent again"


def test_no_file_chosen(as_user, owner):
    assert "Please choose a file." in hand_in(as_user, owner).text


def test_too_many_files(as_user, owner):
    answer = hand_in(as_user, owner, *((f"{n}.txt", b"a") for n in range(11)))

    assert "10 files at a time" in answer.text
    assert not Upload.objects.exists()


def test_too_long_a_form_is_said_in_words(as_user, owner, settings, on_disk):
    settings.LIMIT_BODY = 2000

    answer = hand_in(as_user, owner, ("a.txt", b"a" * 3000))

    assert "larger than 10 MB" in answer.text
    assert on_disk() == []


def test_too_long_a_file_is_said_in_words(as_user, owner, settings):
    settings.LIMIT_FILE = 2000

    assert "larger than 10 MB" in hand_in(as_user, owner, ("a.txt", b"a" * 3000)).text


def test_a_full_quota_is_said_beside_the_field(as_user, owner, settings):
    settings.LIMIT_FILES_OF_A_MEMBER = 10

    answer = hand_in(as_user, owner, ("a.txt", b"a" * 30))

    assert answer.status_code == 200
    assert "200 MB are full" in answer.text


def test_a_name_cannot_break_the_page(as_user, owner):
    hand_in(as_user, owner, ("<img src=x onerror=alert(1)>.txt", b"a"))
    Upload.objects.update(name="<script>alert(1)</script>.txt")

    assert "<script>alert" not in page(as_user, owner).text


def test_the_row_alone_stops_asking_when_it_is_done(as_user, owner):
    upload = makers.upload(owner=owner, state="checking")
    browser = as_user(owner)
    assert "hx-get" in browser.get(f"/files/{upload.pk}/row/").text

    Upload.objects.update(state="ready")
    text = browser.get(f"/files/{upload.pk}/row/").text
    assert "hx-get" not in text
    assert f'href="/files/{upload.pk}/"' in text
    assert "<html" not in text


def test_a_strangers_row_does_not_exist(as_user, owner):
    upload = makers.upload(owner=owner)
    stranger = makers.member().user
    floor.opens(upload, stranger)

    assert as_user(stranger).get(f"/files/{upload.pk}/row/").status_code == 404


def test_queries_and_bytes_stay_flat(as_user, owner, django_assert_max_num_queries):
    browser = as_user(owner)
    floor.opens(makers.upload(owner=owner), makers.user())
    browser.get("/me/files/")
    counted = []
    for _ in range(2):
        with django_assert_max_num_queries(12) as found:
            answer = browser.get("/me/files/")
        counted.append(len(found.captured_queries))
        for number in range(30):
            makers.upload(owner=owner, name=f"{number}.txt")

    assert counted[0] == counted[1] or counted[1] - counted[0] <= 0
    own = [query["sql"] for query in found.captured_queries if "uploads_upload" in query["sql"]]
    assert len(own) <= 4
    assert len(answer.content) <= 30_000


def test_every_code_has_words():
    """Codes are written in many places; each must be one that we have words for."""
    import re
    from pathlib import Path

    folder = Path(__file__).parents[3] / "portal/uploads"
    text = "\n".join(path.read_text() for path in folder.rglob("*.py"))
    codes = set(re.findall(r'Refused\(\s*"(\w+)"', text)) | set(re.findall(r'"(pdf_\w+)"', text))
    assert len(codes) > 15
    assert codes - set(REASONS) == set()
    assert set(re.findall(r'remark\("(\w+)"', text)) == set(REMARKS)
