"""Does a form with a file fail in words when the disk is full while it arrives, and never with an error?"""

import errno

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile

from portal.uploads.models import Upload

pytestmark = pytest.mark.django_db


class FullFile:
    """A temporary file on a full disk, from the given moment on."""

    def __init__(self, fails_at):
        self.fails_at = fails_at

    def full(self, moment):
        if moment == self.fails_at:
            raise OSError(errno.ENOSPC, "full")

    def write(self, data):
        self.full("write")

    def flush(self):
        self.full("flush")

    def close(self):
        self.full(self.fails_at)


def post(as_user, owner):
    return as_user(owner).post("/me/files/", {"files": [SimpleUploadedFile("a.txt", b"House rules")]})


@pytest.mark.parametrize("moment", ["write", "flush"])
def test_a_disk_that_fills_up_meanwhile(as_user, owner, monkeypatch, moment):
    def start(handle, *given, **named):
        handle.file = FullFile(moment)
        handle.name = "a.txt"

    monkeypatch.setattr(TemporaryUploadedFile, "__init__", start)
    monkeypatch.setattr(TemporaryUploadedFile, "close", lambda handle: handle.file.close())
    answer = post(as_user, owner)

    assert answer.status_code == 200
    assert "no room on our disk" in answer.text
    assert not Upload.objects.exists()


def test_a_disk_that_is_full_before(as_user, owner, monkeypatch):
    def start(*given, **named):
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(TemporaryUploadedFile, "__init__", start)
    answer = post(as_user, owner)

    assert answer.status_code == 200
    assert "no room on our disk" in answer.text


def test_other_errors_of_the_disk_are_not_hidden(as_user, owner, monkeypatch):
    def start(*given, **named):
        raise OSError(errno.EIO, "broken")

    monkeypatch.setattr(TemporaryUploadedFile, "__init__", start)
    with pytest.raises(OSError, match="broken"):
        post(as_user, owner)
