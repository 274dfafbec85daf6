"""How does an author put a file on a practice, say what it shows, and take it off? The file was handed in before."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from exchange.practices import files
from exchange.practices.actions.steps import finish, start
from exchange.practices.actions.writing import keep_revision
from exchange.practices.models import Practice, PracticeFile
from portal.moves import MoveRefused
from portal.uploads import queries as uploads
from portal.uploads.actions import delete
from portal.uploads.models import Upload


def refuse_more_files(practice: Practice) -> None:
    """Raise MoveRefused where it has as many as it may; asked before anything is taken in, and again when it is put on."""
    if practice.files.count() >= files.MOST_FILES:
        raise MoveRefused(_("%(most)s files are enough. Take one off first.") % {"most": files.MOST_FILES})


@transaction.atomic
def add_file(user: Any, practice: Practice, upload: Upload, caption: str, *, form_code: str = "") -> PracticeFile:
    """Put one of the author's own files on it; its readers may open it once it is checked.

    The same form sent twice leaves one file: what came with it the second time is not kept.
    """
    locked = start(user, practice, "attach")
    if form_code and (known := locked.files.filter(form_code=form_code).first()):
        if known.upload_id != upload.pk:
            delete(user, upload)
        return known
    if locked.translation_of_id:
        raise MoveRefused(_("A translation has the files of its original."))
    refuse_more_files(locked)
    own = uploads.mine(user).select_for_update().filter(pk=upload.pk).exclude(state=Upload.State.REFUSED).first()
    if own is None or PracticeFile.objects.filter(upload=own).exists():
        raise MoveRefused(_("This file cannot be put here: it is gone, was not taken, or hangs on a practice already."))
    last = locked.files.order_by("-order").values_list("order", flat=True).first()
    made = PracticeFile.objects.create(
        practice=locked,
        upload=own,
        caption=caption,
        order=0 if last is None else last + 1,
        form_code=form_code or None,
    )
    _finish(user, locked)
    return made


@transaction.atomic
def caption_file(user: Any, file: PracticeFile, caption: str) -> None:
    """Say in other words what it shows."""
    locked = start(user, file.practice, "attach")
    locked.files.filter(pk=file.pk).update(caption=caption)
    _finish(user, locked)


@transaction.atomic
def drop_file(user: Any, file: PracticeFile) -> Practice:
    """Take it off: nobody but its owner can open it from now on."""
    locked = start(user, file.practice, "detach")
    if not locked.files.filter(pk=file.pk).delete()[0]:
        raise MoveRefused(_("This file hangs here no more."))
    return _finish(user, locked, "detach")


def _finish(user: Any, practice: Practice, name: str = "attach") -> Practice:
    """What readers get has changed: a posted practice has a new version, and what was reviewed is full again."""
    is_posted = practice.posted_at is not None
    if is_posted:
        practice.version += 1
    finish(user, practice, name)
    if is_posted:
        keep_revision(practice)
    return practice
