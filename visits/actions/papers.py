"""How does a paper about a visit come about? Asked for, set by a worker, handed to whoever asked, forgotten after a day."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from portal import clock
from portal.background import wake
from portal.moves import MoveRefused
from visits import paper
from visits.models import VisitPaper, VisitRequest
from visits.permissions import roles

KEPT_FOR = timedelta(days=1)
GIVE_UP_AFTER = timedelta(minutes=15)
S = VisitPaper.State


@transaction.atomic
def ask_paper(user: Any, request: VisitRequest, kind: str, participant_id: int | None, language: str) -> VisitPaper:
    """Return a row that a worker fills; refused where the reader may not have this paper."""
    if not may_have(user, request, kind, participant_id):
        raise MoveRefused(_("This paper is not to be had, or not yet."))
    participant = request.participants.filter(pk=participant_id).first() if participant_id else None
    row, _made = VisitPaper.objects.update_or_create(
        request=request, kind=kind, participant=participant, user=user,
        defaults={"language": language, "state": S.WAITING, "content": None, "asked_at": clock.now(), "made_at": None},
    )  # fmt: skip
    transaction.on_commit(lambda: _wake(row.pk))
    return row


def may_have(user: Any, request: VisitRequest, kind: str, participant_id: int | None) -> bool:
    found = paper.offers(request, user, roles(user, request))
    return any((one.kind, one.participant.pk if one.participant else None) == (kind, participant_id) for one in found)


def _wake(paper_id: int) -> None:
    from visits import tasks

    wake(tasks.make_paper, paper_id)


def make_paper(paper_id: int) -> None:
    """Set one PDF; for the worker. Safe to run twice: what is ready stays."""
    rows = VisitPaper.objects.select_related("request__visit__facility__country", "participant", "user")
    row = rows.filter(pk=paper_id, state=S.WAITING).first()
    if row is None:
        return
    with translation.override(row.language), timezone.override(row.request.visit.zone):
        content = paper.pdf(row)
    # Somebody's name may have been wiped meanwhile: then there is no row any more, and nothing is kept.
    VisitPaper.objects.filter(pk=row.pk, asked_at=row.asked_at).update(
        content=content, state=S.READY, made_at=clock.now()
    )


def make_waiting() -> int:
    """Make what a killed worker left behind, give up on what cannot be made, forget what is old; returns how many."""
    now = clock.now()
    VisitPaper.objects.filter(asked_at__lt=now - KEPT_FOR).delete()
    waiting = VisitPaper.objects.filter(state=S.WAITING)
    waiting.filter(asked_at__lt=now - GIVE_UP_AFTER).update(state=S.FAILED)
    left = list(waiting.filter(asked_at__lt=now - timedelta(seconds=20)).values_list("pk", flat=True)[:20])
    for pk in left:
        make_paper(pk)
    return len(left)
