"""Can an owner take a file back, knowing where it hangs, and nobody else?"""

import pytest

from portal.audit.models import AuditEvent
from portal.moves import MoveRefused
from portal.uploads import actions
from portal.uploads.models import Upload
from tests import makers
from tests.portal.uploads import floor

pytestmark = pytest.mark.django_db


def test_asks_first_and_says_where_it_hangs(as_user, owner):
    upload = makers.upload(owner=owner)
    floor.opens(upload, makers.user())

    page = as_user(owner).get(f"/files/{upload.pk}/delete/")

    assert "gone from there for everybody" in page.text
    assert '<a href="/practices/7/">Two booths</a>' in page.text
    assert Upload.objects.exists()


def test_says_when_it_hangs_nowhere(as_user, owner):
    assert "It is attached to nothing" in as_user(owner).get(f"/files/{makers.upload(owner=owner).pk}/delete/").text


@pytest.mark.parametrize("state", ["checking", "ready", "refused"])
def test_row_and_bytes_are_gone(as_user, owner, state, on_disk, django_capture_on_commit_callbacks):
    upload = makers.upload(owner=owner, state=state)

    with django_capture_on_commit_callbacks(execute=True):
        answer = as_user(owner).post(f"/files/{upload.pk}/delete/")

    assert (answer.status_code, answer.url) == (302, "/me/files/")
    assert not Upload.objects.exists()
    assert on_disk() == []
    assert AuditEvent.objects.filter(action="uploads.deleted", actor=None, subject_id=upload.pk).exists()


def test_nobody_else_can(as_user, owner):
    upload, reader = makers.upload(owner=owner), makers.member().user
    floor.opens(upload, reader)

    for person in (reader, makers.member(), makers.coordinator().user):
        assert as_user(person).post(f"/files/{upload.pk}/delete/").status_code == 404
    with pytest.raises(MoveRefused):
        actions.delete(reader, upload)
    assert Upload.objects.exists()


def test_everything_of_a_person_can_be_deleted(owner, on_disk, django_capture_on_commit_callbacks):
    for state in ("checking", "ready", "refused"):
        makers.upload(owner=owner, state=state)
    other = makers.upload()

    with django_capture_on_commit_callbacks(execute=True):
        assert actions.delete_all_of(owner) == 3
    assert list(Upload.objects.all()) == [other]
    assert on_disk() == [f"ready/{other.code}"]


def test_staff_look_and_repair_nothing(as_user, owner):
    upload = makers.upload(owner=owner, name="diagnosis.txt")
    browser = as_user(makers.administrator())

    page = browser.get(f"/backstage/uploads/upload/{upload.pk}/change/")

    assert page.status_code == 200
    assert "diagnosis" not in page.text + browser.get("/backstage/uploads/upload/").text
    assert browser.post(f"/backstage/uploads/upload/{upload.pk}/change/", {"state": "ready"}).status_code == 403
    assert browser.post(f"/backstage/uploads/upload/{upload.pk}/delete/").status_code == 403
