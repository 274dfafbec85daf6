"""Does nothing lie about that belongs to nobody, and is nothing swept that belongs to somebody?"""

import os
import time
import uuid

import pytest

from portal import clock
from portal.uploads import storage, sweeping, tasks
from portal.uploads.models import Upload
from tests import makers

pytestmark = pytest.mark.django_db
LONG_AGO = time.time() - 2 * 3600


def lying(folder, name=None, age=LONG_AGO):
    path = storage.folder(folder) / (name or str(uuid.uuid4()))
    path.write_bytes(b"x")
    os.utime(path, (age, age))
    return path


def test_files_without_a_row_go(on_disk):
    lying("waiting")
    lying("ready")
    lying("ready", f"{uuid.uuid4()}.part")
    lying("arriving", "tmpabc.upload")

    assert sweeping.sweep()["files"] == 4
    assert on_disk() == []


def test_young_files_stay(on_disk):
    lying("waiting", age=time.time())
    lying("ready", f"{uuid.uuid4()}.part", age=time.time() - 600)

    assert sweeping.sweep()["files"] == 0
    assert len(on_disk()) == 2


def test_files_with_a_row_stay_in_their_folder(on_disk):
    ready, checking = makers.upload(), makers.upload(state="checking")
    for path in (storage.ready(ready.code), storage.waiting(checking.code)):
        os.utime(path, (LONG_AGO, LONG_AGO))
    lying("waiting", str(ready.code))

    assert sweeping.sweep()["files"] == 1
    assert on_disk() == [f"ready/{ready.code}", f"waiting/{checking.code}"]


def test_what_a_deleted_person_left_goes(on_disk):
    upload = makers.upload()
    os.utime(storage.ready(upload.code), (LONG_AGO, LONG_AGO))
    Upload.objects.all().delete()

    tasks.sweep()
    assert on_disk() == []


def test_refusals_are_forgotten_after_a_month(travel):
    makers.upload(state="refused", checked_at=clock.now())
    makers.upload(checked_at=clock.now())
    travel(days=29)
    assert sweeping.sweep()["refusals"] == 0

    travel(days=2)
    assert sweeping.sweep()["refusals"] == 1
    assert Upload.objects.count() == 1


def test_a_row_whose_file_is_lost_is_reported(caplog):
    upload = makers.upload()
    storage.ready(upload.code).unlink()

    assert sweeping.sweep()["lost"] == 1
    assert "uploads.files_lost count=1" in caplog.text
