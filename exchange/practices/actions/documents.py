"""How does a practice become a PDF, and how are older words forgotten?"""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from exchange.practices import paper
from exchange.practices.actions.steps import record
from exchange.practices.models import Practice, PracticeDocument, Revision
from exchange.practices.permissions import roles
from portal import clock
from portal.background import wake
from portal.moves import MoveRefused

KEPT_FOR = timedelta(days=1)
GIVE_UP_AFTER = timedelta(minutes=15)


@transaction.atomic
def ask_document(practice: Practice, language: str) -> PracticeDocument:
    """Return the PDF of the practice as it stands, or a row that a worker fills; a reader fetched the practice."""
    row, _is_new = PracticeDocument.objects.select_for_update().get_or_create(
        practice=practice, version=practice.version, language=language, defaults={"asked_at": clock.now()}
    )
    if row.state == PracticeDocument.State.READY and row.made_at and row.made_at > practice.changed_at:
        return row
    row.state, row.content, row.asked_at = PracticeDocument.State.WAITING, None, clock.now()
    row.save(update_fields=["state", "content", "asked_at"])
    transaction.on_commit(lambda: _wake(row.pk))
    return row


def _wake(document_id: int) -> None:
    from exchange.practices import tasks

    wake(tasks.make_document, document_id)


def make_document(document_id: int) -> None:
    """Set one PDF; for the worker. Safe to run twice: what is ready stays."""
    row = (
        PracticeDocument.objects.select_related("practice__author__member")
        .filter(pk=document_id, state=PracticeDocument.State.WAITING)
        .first()
    )
    if row is None:
        return
    began = clock.now()
    with translation.override(row.language):
        content = paper.pdf(row.practice)
    row.content, row.state, row.made_at = content, PracticeDocument.State.READY, began
    row.save(update_fields=["content", "state", "made_at"])


def make_waiting() -> int:
    """Make what a killed worker left behind, give up on what cannot be made, forget what is old; returns how many."""
    now = clock.now()
    PracticeDocument.objects.filter(asked_at__lt=now - KEPT_FOR).delete()
    waiting = PracticeDocument.objects.filter(state=PracticeDocument.State.WAITING)
    waiting.filter(asked_at__lt=now - GIVE_UP_AFTER).update(state=PracticeDocument.State.FAILED)
    left = list(waiting.filter(asked_at__lt=now - timedelta(seconds=20)).values_list("pk", flat=True)[:20])
    for pk in left:
        make_document(pk)
    return len(left)


@transaction.atomic
def forget_revision(user: Any, revision: Revision) -> None:
    """Wipe the words of an older version, e.g. because they told who somebody is. The row says that it was there."""
    practice = Practice.objects.select_for_update().get(pk=revision.practice_id)
    if not roles(user, practice) & {"author", "coordinator"}:
        raise MoveRefused(_("Somebody else has to do this step."))
    if revision.version == practice.version:
        raise MoveRefused(_("This is what stands there now. Change the text itself."))
    revision.words = {}
    revision.save(update_fields=["words"])
    record(user, practice, "revision_forgotten", practice.state, version=str(revision.version))
