"""What becomes of a file that waits? Ready or refused, whatever happens to its worker."""

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings

from portal import clock
from portal.audit.models import AuditEvent
from portal.uploads import actions, checker, storage, tasks
from portal.uploads.checker import Verdict
from portal.uploads.models import Upload
from tests.portal.uploads import office_files, pdf_files, pictures

pytestmark = pytest.mark.django_db


@pytest.fixture
def checked(django_capture_on_commit_callbacks):
    def check(upload):
        with django_capture_on_commit_callbacks(execute=True):
            actions.check(upload.pk)
        upload.refresh_from_db()
        return upload

    return check


@pytest.fixture
def verdict(monkeypatch):
    def says(found):
        monkeypatch.setattr(checker, "check", lambda kind, source, target: found)

    return says


def test_a_good_file_is_ready_and_its_old_bytes_are_gone(send, checked, on_disk):
    upload = checked(send("garden.jpg", pictures.photo()))

    clean = storage.ready(upload.code).read_bytes()
    assert upload.state == "ready"
    assert pictures.MARK.encode() not in clean
    assert (upload.size, upload.sha256) == storage.measured(storage.ready(upload.code))
    assert on_disk() == [f"ready/{upload.code}"]
    assert AuditEvent.objects.filter(action="uploads.pass", actor=None, subject_id=upload.pk).exists()


def test_a_bad_file_is_refused_with_a_code_and_nothing_is_left(send, checked, on_disk):
    upload = checked(send("a.docx", b"PK\x03\x04nothing"))

    assert (upload.state, upload.reason) == ("refused", "damaged")
    assert on_disk() == []
    assert AuditEvent.objects.get(action="uploads.refuse").facts == {"reason": "damaged"}


def test_what_is_decided_stays_decided(send, checked):
    upload = checked(send())

    assert actions.check(upload.pk) is False
    upload.refresh_from_db()
    assert (upload.state, upload.attempts) == ("ready", 1)


def test_a_second_worker_leaves_it_alone_until_the_first_is_late(send, checked):
    upload = send()
    Upload.objects.update(lease_until=clock.real_now() + timedelta(seconds=30))
    assert actions.check(upload.pk) is False

    Upload.objects.update(lease_until=clock.real_now() - timedelta(seconds=1))
    assert checked(upload).state == "ready"


def test_our_own_trouble_is_tried_again_and_at_last_said(send, checked, verdict, on_disk):
    verdict(Verdict(trouble="import pikepdf"))
    upload = send()
    for _ in range(actions.MOST_ATTEMPTS):
        assert checked(upload).state == "checking"
        Upload.objects.update(lease_until=None)

    assert (checked(upload).state, upload.reason) == ("refused", "not_checked")
    assert on_disk() == []


def test_a_full_disk_is_waited_for_however_long(send, checked, verdict):
    verdict(Verdict(trouble="ENOSPC"))
    upload = send()
    for _ in range(actions.MOST_ATTEMPTS + 3):
        assert checked(upload).state == "checking"
        Upload.objects.update(lease_until=None)
    assert upload.attempts == 0


def test_a_file_that_was_lost_is_said(send, checked):
    upload = send()
    storage.waiting(upload.code).unlink()

    assert (checked(upload).state, upload.reason) == ("refused", "gone")


def test_a_file_deleted_while_it_was_checked_leaves_nothing(send, checked, monkeypatch, on_disk, owner):
    upload = send()
    real = checker.check

    def meanwhile(kind, source, target):
        found = real(kind, source, target)
        Upload.objects.all().delete()
        return found

    monkeypatch.setattr(checker, "check", meanwhile)
    with pytest.raises(Upload.DoesNotExist):
        checked(upload)
    assert on_disk() == []


def test_the_schedule_checks_what_waits_and_leaves_workers_for_mail(send, monkeypatch):
    monkeypatch.setattr(settings, "TASK_WORKERS", 2)
    for _ in range(3):
        send()
    assert actions.check_waiting() == 3

    held, waiting = send(), send()
    Upload.objects.filter(pk=held.pk).update(lease_until=clock.real_now() + timedelta(seconds=30))
    tasks.check_upload(waiting.pk)
    assert actions.check_waiting() == 0


def test_the_child_knows_no_secret_and_no_django(tmp_path, monkeypatch):
    """What runs on a hostile file sees neither the environment nor the portal's settings."""
    seen = {}
    monkeypatch.setattr(checker.subprocess, "run", lambda command, **how: seen.update(how, command=command) or _Ended())
    checker.check("txt", tmp_path / "a", tmp_path / "b")
    assert seen["env"] == {"LANG": "C.UTF-8"}

    texts = [path.read_text() for path in (checker.CHILD.parent).glob("*.py")]
    assert len(texts) > 5
    assert not [text for text in texts if "django" in text.replace("neither Django", "") or "portal.settings" in text]


@pytest.mark.parametrize(
    ("kind", "make"),
    [
        ("jpg", pictures.photo),
        ("png", pictures.transparent),
        ("webp", pictures.webp_with_place),
        ("pdf", pdf_files.pdf),
        ("docx", office_files.docx),
        ("odt", office_files.odt),
        ("txt", lambda: b"House rules"),
    ],
)
def test_a_full_disk_is_our_trouble_and_never_the_files(tmp_path, kind, make):
    """A library that keeps quiet about a full disk would give out half a file. /dev/full is always full."""
    (tmp_path / "source").write_bytes(make())

    assert checker.check(kind, tmp_path / "source", Path("/dev/full")).trouble == "ENOSPC"


def test_the_web_never_loads_the_libraries_that_open_files():
    """All addresses with their views, as a web process has them."""
    code = "import django; django.setup(); from tests.house.places import addresses; assert len(list(addresses())) > 50"
    code += "; import sys; print(sorted({'PIL', 'pikepdf'} & set(sys.modules)))"
    ended = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "portal.settings"},
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
    )
    assert ended.stdout.strip() == "[]", ended.stderr


class _Ended:
    returncode, stdout = 0, b'{"clean": "txt", "remarks": [], "megabytes": 1}'


def test_a_child_that_is_killed_means_too_heavy_and_one_that_fails_means_trouble(tmp_path, monkeypatch):
    monkeypatch.setattr(_Ended, "stdout", b"")
    monkeypatch.setattr(checker.subprocess, "run", lambda command, **how: _Ended())
    monkeypatch.setattr(_Ended, "returncode", -9)
    assert checker.check("txt", tmp_path, tmp_path).refused == "too_heavy"

    monkeypatch.setattr(_Ended, "returncode", 1)
    assert checker.check("txt", tmp_path, tmp_path).trouble == "exit 1"


@pytest.mark.parametrize("limit", ["MEMORY", "SECONDS"])
def test_the_limits_hold(tmp_path, limit):
    """A child that eats memory or time without end is stopped by itself, not by the worker's patience."""
    eats = {
        "MEMORY": "x = bytearray(900 * 2**20)",
        "SECONDS": "child.SECONDS = 1\nchild.limit_itself()\nwhile True: pass",
    }
    code = f"import sys; sys.path.insert(0, {str(checker.CHILD.parent)!r}); import child\n"
    code += eats[limit] if limit == "SECONDS" else f"child.limit_itself()\n{eats[limit]}"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=30)
    assert b"MemoryError" in ended.stderr if limit == "MEMORY" else ended.returncode < 0
