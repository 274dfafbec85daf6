"""Who fits? Asked for when a request is sent, computed in the worker, kept as rows."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal import clock
from portal.audit import actions as audit
from portal.background import wake
from portal.moves import MoveRefused
from visits.models import Match, VisitRequest
from visits.permissions import roles
from visits.weighing import row_in_force, weights_of


@transaction.atomic
def request_shortlist(request: VisitRequest) -> None:
    """Mark the list as being made and wake the worker after the commit; the schedule finds it otherwise."""
    request.shortlist = VisitRequest.Shortlist.COMPUTING
    request.save(update_fields=["shortlist"])
    transaction.on_commit(lambda: _poke(request.pk))


def _poke(request_id: int) -> None:
    from visits import tasks

    wake(tasks.compute_shortlist, request_id)


def compute_shortlist(request_id: int) -> int:
    """Compute and keep the list of one request; returns how many fit. Safe to run twice."""
    from visits.matching.gather import facts_for
    from visits.matching.shortlist import shortlist

    request = VisitRequest.objects.filter(pk=request_id).first()
    if request is None:
        return 0
    weighed = row_in_force()
    ranking = shortlist(*facts_for(request), weights_of(weighed))
    now = clock.now()
    with transaction.atomic():
        request = VisitRequest.objects.select_for_update().get(pk=request_id)
        skipped = dict(request.matches.exclude(skipped="").values_list("expert_id", "skipped"))
        request.matches.all().delete()
        Match.objects.bulk_create(
            [
                Match(
                    request=request,
                    expert_id=row.expert_id,
                    place=place,
                    score=row.total,
                    parts=row.parts,
                    reasons=row.reasons,
                    moved_for=row.moved_for,
                    weights_version=ranking.weights_version,
                    weights=weighed,
                    context=row.context,
                    near=row.near,
                    skipped=skipped.get(row.expert_id, ""),
                    computed_at=now,
                )
                for place, row in enumerate(ranking.fits, 1)
            ]
            + [
                Match(
                    request=request,
                    expert_id=row.expert_id,
                    ruled_out=row.code,
                    weights_version=ranking.weights_version,
                    weights=weighed,
                    computed_at=now,
                )
                for row in ranking.out
            ]
        )
        request.shortlist = VisitRequest.Shortlist.READY
        request.save(update_fields=["shortlist"])
    return len(ranking.fits)


@transaction.atomic
def skip_match(user: Any, match: Match, note: str) -> Match:
    """Leave somebody out for a reason that no form holds; only coordinators ever read it."""
    if not roles(user, match.request) & {"coordinator", "administrator"}:
        raise MoveRefused(_("Somebody else has to do this step."))
    match.skipped = note.strip()[:300] or _("left out by hand")
    match.save(update_fields=["skipped"])
    audit.record(user, "visits.match_skip", match)
    return match
