"""What of this floor is mine? What waits for me first, then what I asked, what I was asked, what I take part in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from visits import queries, turns
from visits.lifecycle import ENDS
from visits.models import Invitation, VisitRequest

MOST = 50


@require_GET
def visit_list(request: HttpRequest) -> HttpResponse:
    mine = VisitRequest.objects.filter(requester=request.user.pk).order_by("-id")[:MOST]
    part_in = (
        queries.requests_for_user(request.user)
        .exclude(requester=request.user.pk)
        .filter(invitations__expert__user=request.user.pk, invitations__state=Invitation.State.ACCEPTED)
        .order_by("-id")[:MOST]
    )
    hosted = queries.consents_for_user(request.user).select_related("visit__request").order_by("-id")[:MOST]
    rows = list(mine)
    context = {
        "turns": turns.turns_of(request.user),
        "running": [row for row in rows if row.state not in ENDS],
        "ended": [row for row in rows if row.state in ENDS],
        "part_in": part_in,
        "hosted": hosted,
    }
    return render(request, "visits/visit_list.html", context)
