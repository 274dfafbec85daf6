"""Does a file come in whole or not at all, and within everybody's limits?"""

import errno
import hashlib
import pathlib
import threading

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction

from portal.audit.models import AuditEvent
from portal.moves import MoveRefused
from portal.uploads import actions, storage
from portal.uploads.door import UploadRefused
from portal.uploads.models import Upload
from tests import makers

pytestmark = pytest.mark.django_db


def test_a_file_lies_under_a_name_of_its_own_and_waits(send, owner, on_disk):
    upload = send("Räume.txt", b"House rules")

    assert (upload.state, upload.name, upload.kind, upload.size) == ("checking", "Räume.txt", "txt", 11)
    assert upload.sha256 == hashlib.sha256(b"House rules").hexdigest()
    assert on_disk() == [f"waiting/{upload.code}"]
    assert (
        storage.waiting(upload.code).stat().st_mode & 0o077 == 0
        or storage.folder("waiting").stat().st_mode & 0o077 == 0
    )
    event = AuditEvent.objects.get(action="uploads.received")
    assert (event.actor_id, event.subject_id) == (None, upload.pk)
    assert "Räume" not in str(event.facts)


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b"x" * (10 * 1024 * 1024 + 1), "too_big"),
        ("a.svg", b"<svg/>", "web_page"),
        ("a.exe", b"MZ", "program"),
    ],
)
def test_what_may_not_come_in_leaves_nothing(send, on_disk, name, data, code):
    with pytest.raises(UploadRefused) as refused:
        send(name, data)

    assert refused.value.code == code
    assert name in str(refused.value)
    assert on_disk() == []
    assert not Upload.objects.exists()


def test_the_quota_counts_what_is_kept_and_nothing_that_was_refused(send, owner, settings, on_disk):
    settings.LIMIT_FILES_OF_A_MEMBER = 100
    makers.upload(owner=owner, size=60)
    makers.upload(owner=owner, size=60, state="refused")
    makers.upload(size=500)
    send(data=b"x" * 40)

    with pytest.raises(UploadRefused, match="200 MB are full"):
        send(data=b"x")
    assert Upload.objects.filter(owner=owner).count() == 3


def test_thirty_files_an_hour(send, settings, travel):
    settings.LIMIT_UPLOADS_AN_HOUR = 2
    send()
    send()
    with pytest.raises(UploadRefused, match="within an hour"):
        send()

    send(by=makers.member().user)
    travel(hours=1)
    send()


def test_of_several_files_those_before_a_refused_one_stay(owner):
    files = [SimpleUploadedFile("a.txt", b"a"), SimpleUploadedFile("b.exe", b"MZ"), SimpleUploadedFile("c.txt", b"c")]

    with pytest.raises(MoveRefused, match="kept"):
        actions.receive_all(owner, files)
    assert [upload.name for upload in Upload.objects.all()] == ["a.txt"]


def test_a_full_disk_is_said_and_leaves_no_half_file(send, monkeypatch, on_disk):
    """/dev/full is a disk that is always full."""
    plain_open = pathlib.Path.open
    monkeypatch.setattr(
        pathlib.Path, "open", lambda path, *how, **more: plain_open(pathlib.Path("/dev/full"), "wb", buffering=0)
        if path.suffix == storage.PART else plain_open(path, *how, **more),
    )  # fmt: skip
    with pytest.raises(UploadRefused, match="no room on our disk"):
        send()
    monkeypatch.undo()

    assert on_disk() == []
    assert not Upload.objects.exists()


def test_a_disk_that_is_nearly_full_is_left_to_others(send, settings, on_disk):
    settings.FILES_KEEP_FREE = 10**18

    with pytest.raises(UploadRefused, match="no room"):
        send()
    assert on_disk() == []


def test_a_disk_that_fills_up_when_written_down(send, monkeypatch, on_disk):
    def full(_descriptor):
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(storage.os, "fsync", full)
    with pytest.raises(UploadRefused, match="no room"):
        send()
    assert on_disk() == []


def test_a_row_that_cannot_be_written_leaves_no_file(send, monkeypatch, on_disk):
    def broken(*_given, **_named):
        raise RuntimeError

    monkeypatch.setattr(actions.audit, "record", broken)
    with pytest.raises(RuntimeError):
        send()

    assert on_disk() == []
    assert not Upload.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_windows_do_not_fill_the_quota_twice(settings, words_of_the_house):
    if connection.vendor != "postgresql":
        pytest.skip("one writer at a time anyway")
    owner = makers.member().user
    settings.LIMIT_FILES_OF_A_MEMBER = 100
    person = get_user_model().objects.get(pk=owner.pk)

    def one():
        try:
            actions.receive(person, SimpleUploadedFile("a.txt", b"x" * 60))
        except UploadRefused:
            pass
        finally:
            connection.close()

    windows = [threading.Thread(target=one) for _ in range(4)]
    for window in windows:
        window.start()
    for window in windows:
        window.join()
    assert Upload.objects.count() == 1


def test_the_worker_is_woken_after_the_commit_only(send, settings, monkeypatch, django_capture_on_commit_callbacks):
    woken = []
    settings.POKE_DISPATCHER = True
    monkeypatch.setattr(actions.background, "wake", lambda task, *ids: woken.append((task.name, *ids)))
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        upload = send()
        assert woken == []
    assert woken == [("portal.uploads.tasks.check_upload", upload.pk)]


def test_a_broker_that_is_gone_costs_nobody_an_error(send, settings, monkeypatch, django_capture_on_commit_callbacks):
    from portal.uploads import tasks

    def gone(**_how):
        raise ConnectionError

    settings.POKE_DISPATCHER = True
    monkeypatch.setattr(tasks.check_upload, "apply_async", gone)
    with django_capture_on_commit_callbacks(execute=True):
        assert send().state == "checking"
