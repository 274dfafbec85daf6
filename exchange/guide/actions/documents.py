"""How does a path become a PDF? A row is asked for, a worker fills it; it is thrown away after a day."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Prefetch
from django.utils import translation
from django.utils.translation import gettext as _

from exchange.guide import paper
from exchange.guide.models import Path, PathDocument, PathProgress
from exchange.guide.permissions import roles
from portal import clock
from portal.audit import actions as audit
from portal.background import wake
from portal.moves import MoveRefused

KEPT_FOR = timedelta(days=1)
GIVE_UP_AFTER = timedelta(minutes=15)
S = PathDocument.State


def is_current(row: PathDocument) -> bool:
    """Is it of the path as it stands?"""
    return row.made_at is None or row.made_at > row.path.changed_at


@transaction.atomic
def ask_document(user: Any, path: Path, language: str, *, with_notes: bool) -> PathDocument:
    """Return the PDF of the path as it stands, or a row that a worker fills."""
    if not roles(user, path):
        raise MoveRefused(_("Somebody else has to do this step."))
    shape: dict[str, Any] = {"path": path, "language": language, "with_notes": with_notes}
    row, _is_new = PathDocument.objects.select_for_update().get_or_create(**shape)
    if row.state == S.READY and is_current(row):
        return row
    row.state, row.content, row.asked_at, row.made_at = S.WAITING, None, clock.now(), None
    row.save(update_fields=["state", "content", "asked_at", "made_at"])
    audit.record(user, "guide.document_asked", path, with_notes=with_notes)
    transaction.on_commit(lambda: _wake(row.pk))
    return row


def _wake(document_id: int) -> None:
    from exchange.guide import tasks

    wake(tasks.make_document, document_id)


def make_document(document_id: int) -> None:
    """Set one PDF; for the worker. Safe to run twice: what is ready stays."""
    progress = Prefetch("path__progress", queryset=PathProgress.objects.select_related("owner__user"))
    waiting = PathDocument.objects.filter(pk=document_id, state=S.WAITING)
    row = waiting.select_related("path__organisation").prefetch_related(progress).first()
    if row is None:
        return
    began = clock.now()
    with translation.override(row.language):
        content = paper.pdf(row.path, with_notes=row.with_notes)
    row.content, row.state, row.made_at = content, S.READY, began
    row.save(update_fields=["content", "state", "made_at"])


def make_waiting() -> int:
    """Make what a killed worker left behind, give up on what cannot be made, forget what is old; returns how many."""
    now = clock.now()
    PathDocument.objects.filter(asked_at__lt=now - KEPT_FOR).delete()
    waiting = PathDocument.objects.filter(state=S.WAITING)
    waiting.filter(asked_at__lt=now - GIVE_UP_AFTER).update(state=S.FAILED)
    left = list(waiting.filter(asked_at__lt=now - timedelta(seconds=20)).values_list("pk", flat=True)[:20])
    for pk in left:
        make_document(pk)
    return len(left)
