"""Who is told, and what? The owner of a file that was not taken: the check ends when nobody looks any more."""

from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.delivery import outbox
from portal.delivery.models import Notice
from portal.delivery.registry import NoticeText, by_reader
from portal.uploads import queries, words
from portal.uploads.models import Upload

REFUSED = "uploads.refused"


def tell_owner(upload: Upload) -> None:
    outbox.notify(REFUSED, f"{REFUSED}:{upload.pk}", [upload.owner], {"upload": upload.pk})


def texts(notices: Sequence[Notice]) -> Mapping[int, NoticeText]:
    """Put notices into words; one whose file its owner has deleted meanwhile is left out."""
    found: dict[int, NoticeText] = {}
    for recipient, group in by_reader(notices):
        ids = [notice.object_ids.get("upload") for notice in group]
        refused = {file.pk: file for file in queries.mine(recipient).filter(pk__in=ids, state=Upload.State.REFUSED)}
        for notice in group:
            if upload := refused.get(notice.object_ids.get("upload", 0)):
                found[notice.pk] = _text(upload)
    return found


def _text(upload: Upload) -> NoticeText:
    body = _("“%(name)s”: %(why)s") % {"name": upload.name, "why": words.reason(upload.reason)}
    return NoticeText(_("A file of yours was not taken"), body, f"{reverse('uploads:file_list')}#file-{upload.pk}")
