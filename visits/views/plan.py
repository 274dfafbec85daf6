"""How is the visit prepared? The plan with agenda and checklist, and what it costs; for those who take part."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from portal.moves import MoveRefused
from portal.ui import kept_typing
from visits import agenda, permissions
from visits.actions import preparing
from visits.checklists import lines_of
from visits.fees import peers, unpaid, without_fee
from visits.forms.plan import agenda_forms, cost_forms
from visits.models import VisitRequest
from visits.views.request_page import SIDES, find

R = VisitRequest.State
WITH_PLAN = (R.PLANNING, R.CONFIRMED, R.HELD, R.CLOSED)


def _find(user: Any, pk: int, states: Any, *, desk: bool = False) -> tuple[VisitRequest, set[str]]:
    """Return the request and the reader's roles; 404 for whoever takes no part, or while there is nothing to prepare."""
    asked = find(user, pk, *SIDES)
    held = permissions.roles(user, asked)
    may = preparing.SIDES | ({"coordinator", "administrator"} if desk else set())
    if not held & may or asked.state not in states:
        raise Http404
    return asked, held


@require_GET
def visit_plan(request: HttpRequest, pk: int) -> HttpResponse:
    """What happens when, and what is to be done before, by whom."""
    asked, held = _find(request.user, pk, WITH_PLAN, desk=True)
    context = {
        "asked": asked,
        "held": held,
        "takes_part": bool(held & preparing.SIDES),
        "days": agenda.days_of(asked),
        "checks": [(line, asked.ticks.get(line.slug), line.side in held) for line in lines_of(asked)],
        "is_open": asked.state in preparing.BEFORE,
    }
    return render(request, "visits/visit_plan.html", context)


@require_POST
def check_tick(request: HttpRequest, pk: int) -> HttpResponse:
    asked, _held = _find(request.user, pk, WITH_PLAN)
    preparing.tick(request.user, asked, request.POST.get("line", ""), done=request.POST.get("done") == "yes")
    return redirect("visits:visit_plan", asked.pk)


def _seen(request: HttpRequest) -> int:
    value = request.POST.get("seen", "")
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 9 else -1


@require_http_methods(["GET", "POST"])
def agenda_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Written by both sides and the house; what was changed meanwhile is shown, never overwritten."""
    asked, _held = _find(request.user, pk, preparing.BEFORE)
    days = agenda.dates_of(asked)
    if not days:
        messages.info(request, _("The agenda begins as soon as days are agreed."))
        return redirect("visits:visit_plan", asked.pk)
    posted = request.POST if request.method == "POST" else kept_typing.kept(request)
    forms = agenda_forms(asked.agenda.all(), posted, days)
    error = ""
    fine = [form.is_valid() for form in forms] if request.method == "POST" else [False]
    if all(fine):
        try:
            lines = [form.line() for form in forms if form.counts]
            preparing.save_agenda(request.user, asked, lines, seen=_seen(request))
            messages.success(request, _("Kept. The others are told."))
            return redirect("visits:visit_plan", asked.pk)
        except MoveRefused as refusal:
            error = str(refusal)
    context = {
        "asked": asked, "forms": forms, "error": error, "wrong": wrong_fields(forms), "seen": asked.agenda_version,
        "days": agenda.days_of(asked) if error else [],
    }  # fmt: skip
    return render(request, "visits/agenda_edit.html", context)


def wrong_fields(forms: Any) -> list[Any]:
    return [form[name] for form in forms if form.is_bound for name in form.errors if name in form.fields]


@require_http_methods(["GET", "POST"])
def costs_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """What it costs and who pays; shown to the sides only. A peer's fee is named, or refused by the peer."""
    asked, _held = _find(request.user, pk, (*preparing.COSTED, R.CLOSED))
    if not preparing.may_cost(asked):
        raise Http404
    rows = list(asked.cost_rows.select_related("invitation__expert"))
    found = peers(asked)
    posted = request.POST if request.method == "POST" else kept_typing.kept(request)
    forms = cost_forms(rows, posted, found)
    error = ""
    fine = [form.is_valid() for form in forms] if request.method == "POST" else [False]
    if all(fine):
        try:
            lines = [form.row() for form in forms if form.counts]
            preparing.save_costs(request.user, asked, lines, seen=_seen(request))
            messages.success(request, _("Kept."))
            # With its last tick the page of a closed visit closes, too.
            open_still = asked.state != R.CLOSED or preparing.may_cost(find(request.user, asked.pk, *SIDES))
            return redirect("visits:costs_edit" if open_still else "visits:request_page", asked.pk)
        except MoveRefused as refusal:
            error = str(refusal)
    context = {
        "asked": asked, "forms": forms, "error": error, "wrong": wrong_fields(forms), "seen": asked.costs_version,
        "rows": rows, "lacking": without_fee(asked, found, rows), "is_peer": _is_peer(request.user, found),
        "unpaid": unpaid(asked) if asked.state in (R.HELD, R.CLOSED) else [],
    }  # fmt: skip
    return render(request, "visits/costs_edit.html", context)


def _is_peer(user: Any, found: Any) -> bool:
    return any(peer.invitation and peer.invitation.expert.user_id == user.pk for peer in found)


@require_POST
def fee_refuse(request: HttpRequest, pk: int) -> HttpResponse:
    """A peer worker who is the expert wants no fee, and says so in person."""
    asked, _held = _find(request.user, pk, (*preparing.COSTED, R.CLOSED))
    preparing.refuse_fee(request.user, asked)
    messages.success(request, _("Noted in your name. You can still name a fee at any time before the visit."))
    return redirect("visits:request_page" if asked.state == R.CLOSED else "visits:costs_edit", asked.pk)
