"""What do I have to do with visits? My turn first, then everything under way, then what is past."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from visits import queries, turns
from visits.lifecycle import ENDS
from visits.models import HostConsent, Invitation, VisitRequest

MOST_PAST = 30


@dataclass(frozen=True)
class Row:
    """One request as this reader sees it: their part in it, and whose turn it is."""

    asked: VisitRequest
    part: str
    turn: turns.Turn | None


def own_requests(user: Any) -> QuerySet[VisitRequest]:
    """Requests in which the user has a part of their own: a coordinator's desk is another page."""
    accepted = Invitation.objects.filter(request=OuterRef("pk"), expert__user=user.pk, state=Invitation.State.ACCEPTED)
    host = HostConsent.objects.filter(visit__request=OuterRef("pk"), person=user.pk)
    rows = queries.requests_for_user(user).annotate(as_expert=Exists(accepted), as_host=Exists(host))
    return rows.filter(queries.asked_by(user) | Q(as_expert=True) | Q(as_host=True)).prefetch_related("turns")


@require_GET
def visit_list(request: HttpRequest) -> HttpResponse:
    mine = [turn for turn in turns.turns_of(request.user) if not turn.url.startswith("/desk/")]
    rows = [_row(asked, request.user) for asked in own_requests(request.user)]
    drafts = [row for row in rows if row.asked.state == VisitRequest.State.DRAFT]
    # What is the reader's turn stands above already: one lamp for one thing.
    open_rows = [
        row
        for row in rows
        if row not in drafts and row.asked.state not in ENDS and not (row.turn and row.turn.is_yours)
    ]
    answered = queries.invitations_for_user(request.user).filter(state__in=Invitation.OPEN).select_related("request")
    waiting = {turn.row.invitation_id for turn in mine if turn.row}
    context = {
        "turns": mine,
        "drafts": drafts,
        "rows": sorted(open_rows, key=_by_day),
        "thinking": [invitation for invitation in answered if invitation.pk not in waiting],
        "past": [row for row in rows if row.asked.state in ENDS][:MOST_PAST],
    }
    more = {"is_empty": not any(context.values()), "calls": queries.running_calls_for_user(request.user).count()}
    return render(request, "visits/visit_list.html", {**context, **more})


def _row(asked: VisitRequest, user: Any) -> Row:
    return Row(asked, ", ".join(_parts(asked, user)), turns.whose_turn(asked, user))


def _parts(asked: Any, user: Any) -> Iterable[str]:
    if asked.requester_id == user.pk:
        yield _("You asked")
    elif asked.deputy_id == user.pk:
        yield _("You stand in for the requester")
    if asked.as_expert:
        yield _("You are an expert")
    if asked.as_host:
        yield _("Your house is asked") if asked.state == VisitRequest.State.PLANNING else _("You are the host")


def _by_day(row: Row) -> float:
    return row.turn.due_at.timestamp() if row.turn and row.turn.due_at else float("inf")
