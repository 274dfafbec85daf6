"""Does a page load a small version of a large picture, which is made, kept and deleted with it?"""

import io
import os
import time
import uuid

import pytest
from PIL import Image

from portal.uploads import actions, storage, sweeping
from portal.uploads.cleaning.images import SMALL
from portal.uploads.models import Upload
from tests import makers
from tests.portal.uploads import pictures

pytestmark = pytest.mark.django_db
WAYS = {
    "jpg": ("JPEG", {"quality": 95, "exif": pictures.exif(6), "comment": pictures.MARK.encode()}),
    "png": ("PNG", {}),
    "webp": ("WEBP", {"exif": pictures.exif(6)}),
}


def large(kind, size=(2000, 1000), mode="RGB"):
    how, more = WAYS[kind]
    noise = Image.effect_noise(size, 80).convert(mode)
    return pictures.saved(noise, how, **more)


def opened(data):
    return Image.open(io.BytesIO(data))


def read(browser, path):
    return b"".join(browser.get(path).streaming_content)


@pytest.fixture
def checked(django_capture_on_commit_callbacks):
    def check(upload):
        with django_capture_on_commit_callbacks(execute=True):
            assert actions.check(upload.pk)
        upload.refresh_from_db()
        return upload

    return check


@pytest.mark.parametrize("kind", WAYS)
def test_the_page_gets_the_small_one_and_whoever_downloads_it_the_whole(as_user, send, owner, checked, kind):
    upload = checked(send(f"room.{kind}", large(kind)))
    browser = as_user(owner)
    small, whole = read(browser, f"/files/{upload.pk}/picture/"), read(browser, f"/files/{upload.pk}/")
    is_turned = kind != "png"
    assert opened(whole).size == ((1000, 2000) if is_turned else (2000, 1000))
    assert opened(small).size == ((SMALL // 2, SMALL) if is_turned else (SMALL, SMALL // 2))
    assert opened(small).format == opened(whole).format
    assert len(small) * 2 < len(whole)
    assert pictures.MARK.encode() not in small
    assert not opened(small).getexif()


@pytest.mark.parametrize("mode", ["P", "L", "LA"])
def test_drawings_of_all_colours_are_shrunk(send, checked, mode):
    upload = checked(send("plan.png", large("png", mode=mode)))
    assert upload.is_ready
    assert opened(storage.small(upload.code).read_bytes()).size == (SMALL, SMALL // 2)


def test_a_picture_that_is_small_needs_no_other(as_user, send, owner, checked, on_disk):
    upload = checked(send("garden.jpg", pictures.photo()))
    assert on_disk() == [f"ready/{upload.code}"]
    assert opened(read(as_user(owner), f"/files/{upload.pk}/picture/")).size == (120, 60)


def test_it_is_closed_to_whom_the_picture_is_closed(as_user, send, checked):
    upload = checked(send("room.jpg", large("jpg")))
    assert as_user(makers.member()).get(f"/files/{upload.pk}/picture/").status_code == 404


def test_nothing_of_it_is_left(send, owner, checked, on_disk, django_capture_on_commit_callbacks):
    upload = checked(send("room.jpg", large("jpg")))
    assert len(on_disk()) == 2
    with django_capture_on_commit_callbacks(execute=True):
        actions.delete(owner, upload)
    assert on_disk() == []


def test_only_orphans_are_swept(send, checked, on_disk):
    upload = checked(send("room.jpg", large("jpg")))
    kept = [f"ready/{upload.code}", f"small/{upload.code}"]
    for path in (storage.small(uuid.uuid4()), storage.ready(uuid.uuid4()).with_suffix(".small")):
        path.write_bytes(b"x")
        os.utime(path, (time.time() - 7200,) * 2)
    for path in kept:
        os.utime(storage.folder(path.partition("/")[0]) / str(upload.code), (time.time() - 7200,) * 2)
    assert sweeping.sweep()["files"] == 2
    assert on_disk() == kept
    assert Upload.objects.get().is_ready
