"""Does a file leave the house only to whom it may, and only as something to keep?"""

import pytest
from django.test import Client

from portal.uploads import downloads, storage
from portal.uploads.models import Upload
from tests import makers
from tests.portal.uploads import floor

pytestmark = pytest.mark.django_db


def get(browser, path, **how):
    """Ask and read to the end, as browsers do; an answer that nobody reads keeps its file open."""
    answer = browser.get(path, **how)
    answer.read = answer.getvalue() if answer.streaming else answer.content
    return answer


def test_the_owner_gets_the_bytes(as_user, owner):
    upload = makers.upload(b"House rules", owner=owner)

    answer = get(as_user(owner), f"/files/{upload.pk}/")

    assert answer.status_code == 200
    assert answer.read == b"House rules"
    assert answer.streaming


def test_its_headers_let_it_do_nothing(as_user, owner):
    upload = makers.upload(owner=owner, name="rules.pdf", kind="pdf")

    headers = get(as_user(owner), f"/files/{upload.pk}/").headers

    assert headers["Content-Disposition"] == 'attachment; filename="rules.pdf"'
    assert headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Type"] == "application/pdf"
    assert "no-store" in headers["Cache-Control"]
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("Räume.txt", "attachment; filename*=utf-8''R%C3%A4ume.txt"),
        ('a"b.txt', 'attachment; filename="a\\"b.txt"'),
        ("правила.txt", "attachment; filename*=utf-8''%D0%BF%D1%80%D0%B0%D0%B2%D0%B8%D0%BB%D0%B0.txt"),
    ],
)
def test_a_name_stands_in_its_header_safely(as_user, owner, name, header):
    upload = makers.upload(owner=owner, name=name)

    assert get(as_user(owner), f"/files/{upload.pk}/").headers["Content-Disposition"] == header


def test_a_name_cannot_make_another_header(as_user, owner):
    upload = makers.upload(owner=owner)
    Upload.objects.update(name="a\r\nSet-Cookie: x=1.txt")

    answer = get(as_user(owner), f"/files/{upload.pk}/")

    assert "Set-Cookie" not in answer.headers
    assert "\n" not in answer.headers["Content-Disposition"]


def test_it_does_not_exist_for_anybody_else(as_user, owner):
    upload = makers.upload(owner=owner)

    for stranger in (makers.member(), makers.coordinator().user, makers.administrator(), makers.user()):
        assert get(as_user(stranger), f"/files/{upload.pk}/").status_code == 404
    assert get(Client(), f"/files/{upload.pk}/").status_code == 404
    assert get(as_user(owner), "/files/999999/").status_code == 404


def test_a_floor_opens_it_to_its_readers_and_to_nobody_else(as_user, owner):
    upload, reader = makers.upload(owner=owner), makers.member().user
    floor.opens(upload, reader)

    assert get(as_user(reader), f"/files/{upload.pk}/").status_code == 200
    assert get(as_user(makers.member()), f"/files/{upload.pk}/").status_code == 404


@pytest.mark.parametrize("state", ["checking", "refused"])
def test_what_is_not_ready_does_not_exist_for_anybody(as_user, owner, state):
    upload, reader = makers.upload(owner=owner, state=state), makers.member().user
    storage.ready(upload.code).write_bytes(b"cleaned, and its row not yet written")
    floor.opens(upload, reader)

    assert get(as_user(owner), f"/files/{upload.pk}/").status_code == 404
    assert get(as_user(reader), f"/files/{upload.pk}/").status_code == 404


def test_a_row_without_its_file_is_as_good_as_none(as_user, owner):
    upload = makers.upload(owner=owner)
    storage.ready(upload.code).unlink()

    assert get(as_user(owner), f"/files/{upload.pk}/").status_code == 404


def test_it_is_only_for_reading(as_user, owner):
    upload = makers.upload(owner=owner)

    assert as_user(owner).post(f"/files/{upload.pk}/").status_code == 405


class TestASecondHost:
    """files.example.org gives out files by links that live for a minute, and knows nothing else."""

    HOST = "files.example.org"

    @pytest.fixture(autouse=True)
    def _on(self, settings):
        settings.FILES_HOST = self.HOST
        settings.ALLOWED_HOSTS = ["testserver", self.HOST]

    def link(self, as_user, owner, upload):
        answer = get(as_user(owner), f"/files/{upload.pk}/")
        assert answer.status_code == 302
        assert answer.url.startswith(f"https://{self.HOST}/files/at/")
        return answer.url.removeprefix(f"https://{self.HOST}")

    def test_leads_there_after_the_check_and_needs_no_cookie(self, as_user, owner):
        upload = makers.upload(b"House rules", owner=owner)
        link = self.link(as_user, owner, upload)

        answer = get(Client(), link, headers={"host": self.HOST})

        assert answer.read == b"House rules"
        assert not answer.cookies
        assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"

    def test_strangers_get_no_link(self, as_user, owner):
        upload = makers.upload(owner=owner)

        assert get(as_user(makers.member()), f"/files/{upload.pk}/").status_code == 404

    def test_a_link_dies_after_a_minute(self, as_user, owner, monkeypatch):
        link = self.link(as_user, owner, makers.upload(owner=owner))
        monkeypatch.setattr(downloads, "SECONDS_A_LINK_IS_GOOD", -1)

        assert get(Client(), link, headers={"host": self.HOST}).status_code == 404

    @pytest.mark.parametrize(
        "path", ["/", "/accounts/login/", "/me/files/", "/backstage/", "/files/1/", "/files/at/forged/"]
    )
    def test_nothing_else_is_there(self, path):
        answer = get(Client(), path, headers={"host": self.HOST})

        assert answer.status_code == 404
        assert not answer.cookies

    def test_a_link_does_not_work_on_the_first_host(self, as_user, owner):
        link = self.link(as_user, owner, makers.upload(owner=owner))

        assert get(Client(), link).status_code == 404
