"""How is something on the shelf reported, and what does a coordinator see of it?"""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.permissions import is_coordinator
from exchange.library import care, permissions, shelf
from exchange.library.actions import care as actions
from exchange.library.models import SUBJECTS, ShelfReport
from exchange.library.views.shelf import thing_of
from portal.moderation.forms import DecideForm, ReportForm

MOST_REPORTED, MOST_OF_EACH = 20, 10


@require_http_methods(["GET", "POST"])
def shelf_report(request: HttpRequest, word: str, pk: int) -> HttpResponse:
    """Something is wrong with a list, a document or a gap."""
    thing = thing_of(request, word, pk)
    if permissions.is_author(request.user, thing):
        raise Http404
    form = ReportForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        actions.report(request.user, thing, **form.cleaned_data)
        messages.success(request, _("Thank you. A coordinator looks within a day, and you hear what was decided."))
        return redirect("library:reference_list")
    return render(request, "library/shelf_report.html", {"form": form, "thing": thing, "url": shelf.url_of(thing)})


@require_GET
def desk_library(request: HttpRequest) -> HttpResponse:
    """What was reported, each with its clock; what was changed while it was hidden; what is offered to everybody."""
    if not is_coordinator(request.user):
        raise Http404
    to_read = [
        (thing, shelf.url_of(thing), shelf.LABELS[name])
        for model, name in shelf.NAMES.items()
        for thing in care.to_read(model, request.user)[:MOST_OF_EACH]
    ]
    context = {
        "turns": care.rows(request.user, MOST_REPORTED),
        "changed": [row for row in to_read if row[0].standing == "hidden"],
        "offered": [row for row in to_read if row[0].standing == "shown"],
    }
    return render(request, "library/desk_library.html", context)


@require_http_methods(["GET", "POST"])
def desk_shelf_report(request: HttpRequest, pk: int) -> HttpResponse:
    """One reported thing: read it, then decide; the next one is a button away."""
    report = get_object_or_404(care.reports_for(request.user).select_related(*SUBJECTS), pk=pk)
    form = DecideForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        actions.decide(request.user, report, form.cleaned_data["decision"], form.cleaned_data["reason"])
        messages.success(request, _("Decided. The author and whoever reported it are told."))
        return redirect("library:desk_shelf_report", report.pk)
    thing, row = report.thing, care.row_of(request.user, report)
    following = care.next_after(request.user, report)
    context = {
        "heading": _("Reported: %(what)s") % {"what": row.label},
        "report": report,
        "is_late": row.is_late,
        "is_hidden": thing.standing == thing.Standing.HIDDEN,
        "is_readable": row.is_readable,
        "reports": care.open_reports_on(thing),
        "text": thing,
        "words": getattr(thing, "why", "") or getattr(thing, "summary", ""),
        "items": _items(request.user, report) if row.is_readable else [],
        "url": shelf.url_of(thing),
        "form": form,
        "next_url": reverse("library:desk_shelf_report", args=[following]) if following else "",
    }
    return render(request, "library/desk_shelf_report.html", context)


def _items(user: Any, report: ShelfReport) -> list[Any]:
    """Return what stands on a reported list, each with its sentence."""
    return list(shelf.items_of(user, report.collection)) if report.collection else []
