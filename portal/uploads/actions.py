"""What can happen to a file? It comes in, is checked, and is deleted by its owner. All writes.

The trail names no owner: the number of a file stands in the page that it hangs on, and that may be an anonymous text.
"""

import logging
import time
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from portal import background, clock
from portal.audit import actions as audit
from portal.moves import MoveRefused, find_move
from portal.uploads import checker, door, limits, notices, queries, storage
from portal.uploads.cleaning.verdict import SMALL_PART
from portal.uploads.door import UploadRefused
from portal.uploads.lifecycle import MOVES
from portal.uploads.models import Upload
from portal.uploads.names import clean_name

log = logging.getLogger(__name__)
State = Upload.State
# Longer than a check may take.
LEASE = timedelta(seconds=90)
PAUSE_AFTER_TROUBLE = timedelta(minutes=1)
MOST_ATTEMPTS = 5


def receive(user: Any, file: "UploadedFile[Any]") -> Upload:
    """Take a file in: on the disk first, its row last. Raises UploadRefused, and then nothing is left of it."""
    kind, name = door.kind_of(file), str(file.name or "")
    if limits.is_too_often(user):
        raise UploadRefused("too_often", name)
    upload = Upload(owner_id=user.pk, kind=kind, name=clean_name(name, kind), created_at=clock.now())
    _refuse_over_quota(user, file.size or 0, name)
    try:
        upload.size, upload.sha256 = storage.keep(upload.code, file.chunks())
    except storage.DiskFull as error:
        raise UploadRefused("disk_full", name) from error
    try:
        _add_row(user, upload, name)
    except BaseException:
        storage.remove(storage.waiting(upload.code))
        raise
    limits.count(user)
    return upload


def receive_all(user: Any, files: "Iterable[UploadedFile[Any]]") -> list[Upload]:
    """Take several files in, one after the other. When one is refused, those before it stay, and the text says so."""
    taken: list[Upload] = []
    for file in files:
        try:
            taken.append(receive(user, file))
        except UploadRefused as refusal:
            if not taken:
                raise
            raise MoveRefused(
                _("%(refusal)s What came before it was kept and stands under “My files”.") % {"refusal": refusal}
            ) from refusal
    return taken


@transaction.atomic
def _add_row(user: Any, upload: Upload, name: str) -> None:
    # Two windows of one person must not fill the quota twice.
    get_user_model().objects.select_for_update().get(pk=user.pk)
    _refuse_over_quota(user, upload.size, name)
    upload.save(force_insert=True)
    audit.record(None, "uploads.received", upload, to_state=upload.state, kind=upload.kind, size=upload.size)
    transaction.on_commit(lambda: _wake(upload.pk))


def _refuse_over_quota(user: Any, size: int, name: str) -> None:
    if queries.used_by(user) + size > settings.LIMIT_FILES_OF_A_MEMBER:
        raise UploadRefused("quota", name)


def _wake(upload_id: int) -> None:
    from portal.uploads import tasks

    if settings.POKE_DISPATCHER:
        background.wake(tasks.check_upload, upload_id)


def check(upload_id: int) -> bool:
    """Check one file in a process of its own; False when another worker has it or it is done. Safe to run twice."""
    upload = _claim(upload_id)
    if upload is None:
        return False
    if upload.attempts > MOST_ATTEMPTS:
        _refuse(upload, "not_checked")
        return True
    source, part = storage.waiting(upload.code), storage.ready(upload.code).with_suffix(storage.PART)
    if not source.exists():
        _refuse(upload, "gone")
        return True
    _remove_parts(part)
    verdict = checker.check(upload.kind, source, part)
    if verdict.trouble:
        _remove_parts(part)
        _put_off(upload, verdict.trouble)
    elif verdict.refused:
        _refuse(upload, verdict.refused)
    else:
        _pass(upload, verdict.remarks)
    return True


def check_if_free(upload_id: int) -> bool:
    """Check one file now, unless enough workers are at it: the others have mails to send."""
    return has_room() and check(upload_id)


def has_room() -> bool:
    return queries.being_checked() < max(1, settings.TASK_WORKERS - 1)


def check_waiting(seconds: float = 20) -> int:
    """Check what waits, one after the other, for some seconds; returns how many."""
    until, done = time.monotonic() + seconds, 0
    while time.monotonic() < until and has_room():
        waiting = queries.still_checking(clock.real_now()).values_list("pk", flat=True).first()
        if waiting is None:
            break
        done += check(waiting)
    return done


@transaction.atomic
def _claim(upload_id: int) -> Upload | None:
    now = clock.real_now()
    upload = queries.still_checking(now).select_for_update().filter(pk=upload_id).first()
    if upload is None:
        return None
    upload.attempts += 1
    upload.lease_until = now + LEASE
    upload.save(update_fields=["attempts", "lease_until"])
    return upload


def _put_off(upload: Upload, trouble: str) -> None:
    """Ours is the trouble: try again later. A full disk is waited for, however long it takes."""
    is_full = trouble in ("ENOSPC", "EDQUOT")
    log.warning("uploads.check_put_off upload=%s trouble=%s", upload.pk, trouble)
    Upload.objects.filter(pk=upload.pk, state=State.CHECKING).update(
        lease_until=clock.real_now() + PAUSE_AFTER_TROUBLE, attempts=upload.attempts - is_full
    )


def _pass(upload: Upload, remarks: list[str]) -> None:
    """The clean file takes its place first, then the row says so, then what was handed in goes."""
    final = storage.ready(upload.code)
    part = final.with_suffix(storage.PART)
    storage.sync(part)
    size, sha256 = storage.measured(part)
    small = part.with_suffix(SMALL_PART)
    if small.exists():
        storage.sync(small)
        storage.put_in_place(small, storage.small(upload.code))
    storage.put_in_place(part, final)
    _decide(upload, "pass", size=size, sha256=sha256, remarks=remarks)


def _refuse(upload: Upload, code: str) -> None:
    _remove_parts(storage.ready(upload.code).with_suffix(storage.PART))
    _decide(upload, "refuse", reason=code)


def _remove_parts(part: Path) -> None:
    storage.remove(part, part.with_suffix(SMALL_PART))


@transaction.atomic
def _decide(upload: Upload, name: str, **fields: Any) -> None:
    locked = Upload.objects.select_for_update().filter(pk=upload.pk).first()
    if locked is None:  # deleted by its owner meanwhile
        _forget_bytes(upload)
        return
    before = locked.state
    locked.state = find_move(MOVES, locked.state, name, ["worker"]).to
    for field, value in fields.items():
        setattr(locked, field, value)
    locked.checked_at, locked.lease_until = clock.now(), None
    locked.save()
    audit.record(None, f"uploads.{name}", locked, from_state=before, to_state=locked.state, reason=locked.reason)
    if locked.state == State.REFUSED:
        notices.tell_owner(locked)
    transaction.on_commit(lambda: storage.remove(storage.waiting(upload.code)))


@transaction.atomic
def delete(user: Any, upload: Upload) -> None:
    """Delete one's own file, also where it hangs: link tables above lose their rows with it."""
    locked = queries.mine(user).select_for_update().filter(pk=upload.pk).first()
    if locked is None:
        raise MoveRefused(_("This file is gone already."))
    audit.record(None, "uploads.deleted", locked, from_state=locked.state)
    _forget_bytes(locked)
    locked.delete()


@transaction.atomic
def delete_all_of(user: Any) -> int:
    """Delete everything that a person handed in, for their erasure; returns how many files."""
    uploads = list(queries.mine(user))
    for upload in uploads:
        delete(user, upload)
    return len(uploads)


def _forget_bytes(upload: Upload) -> None:
    code = upload.code
    transaction.on_commit(lambda: storage.remove(storage.waiting(code), storage.ready(code), storage.small(code)))
