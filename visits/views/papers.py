"""Which papers are there about a visit, for this reader? Made by a worker; each download asks again."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_http_methods

from visits import paper, permissions
from visits.actions import papers as actions
from visits.models import VisitPaper, VisitRequest
from visits.views.request_page import SIDES, find


def _find(user: Any, pk: int) -> tuple[VisitRequest, set[str]]:
    asked = find(user, pk, *SIDES)
    held = permissions.roles(user, asked)
    if not held & {"requester", "expert", "host"} or getattr(asked, "visit", None) is None:
        raise Http404
    return asked, held


@require_http_methods(["GET", "POST"])
def visit_papers(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks for a paper (with a button), and waits for it."""
    asked, held = _find(request.user, pk)
    if request.method == "POST":
        who = request.POST.get("participant", "")
        participant = int(who) if who.isascii() and who.isdecimal() and len(who) < 12 else None
        actions.ask_paper(request.user, asked, request.POST.get("kind", ""), participant, get_language() or "en")
        return redirect("visits:visit_papers", asked.pk)
    made = {(row.kind, row.participant_id): row for row in asked.papers.filter(user=request.user.pk).defer("content")}
    rows = [
        (one, made.get((one.kind, one.participant.pk if one.participant else None)))
        for one in paper.offers(asked, request.user, held)
    ]
    waits = any(row and row.state == VisitPaper.State.WAITING for _one, row in rows)
    return render(request, "visits/visit_papers.html", {"asked": asked, "rows": rows, "waits": waits})


@require_GET
def paper_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The file itself, for whoever asked for it and may still have it."""
    row = get_object_or_404(VisitPaper.objects.filter(user=request.user.pk, state=VisitPaper.State.READY), pk=pk)
    asked, _held = _find(request.user, row.request_id)
    if row.content is None or not actions.may_have(request.user, asked, row.kind, row.participant_id):
        raise Http404
    return HttpResponse(
        bytes(row.content),
        content_type="application/pdf",
        headers={
            "Content-Disposition": 'attachment; filename="paper.pdf"',
            "Content-Security-Policy": "sandbox; default-src 'none'",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "no-store",
        },
    )
