"""How does a whole list of references come in? The file is read in the background, shown, and taken in after a yes."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.permissions import is_coordinator
from exchange.library import queries
from exchange.library.actions import imports as actions
from exchange.library.actions import undoing
from exchange.library.forms.imports import ImportForm
from exchange.library.models import ImportRow, ReferenceImport
from portal.moves import MoveRefused
from portal.ui import kept_typing

A_PAGE = 30
MOST_SHOWN = 10
MOST_STAYING = 50
STAYS = {undoing.CHANGED: _lazy("somebody has changed or checked it"), undoing.NAMED: _lazy("something here names it")}
State = ReferenceImport.State
# What one may look at, in this order: what is to be decided first.
KINDS = (
    ImportRow.State.BAD,
    ImportRow.State.NEW,
    ImportRow.State.ADDED,
    ImportRow.State.GONE,
    ImportRow.State.KNOWN,
)


@require_http_methods(["GET", "POST"])
def reference_import(request: HttpRequest) -> HttpResponse:
    """The form, and the files that one brought before."""
    is_sent = request.method == "POST"
    form = ImportForm(request.POST if is_sent else None, request.FILES if is_sent else None)
    if is_sent and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            code = kept_typing.form_code(request)
            made = actions.begin_import(request.user, file.name or "", file.read(), form_code=code)
        except MoveRefused as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect("library:import_page", made.pk)
    context = {
        "form": form,
        "is_enough": actions.has_brought_enough(request.user),
        "imports": queries.imports_of(request.user)[:MOST_SHOWN],
    }
    return render(request, "library/reference_import.html", context)


@require_http_methods(["GET", "POST"])
def import_page(request: HttpRequest, pk: int) -> HttpResponse:
    """How far it is; what is new, what is here, what cannot be read; and the yes."""
    one = get_object_or_404(queries.imports_for_user(request.user), pk=pk)
    if request.method == "POST":
        if "undo" in request.POST:
            done = undoing.take_back_import(request.user, one)
            said = ngettext("One title is taken out again.", "%(n)s titles are taken out again.", done)
            messages.success(request, said % {"n": done})
            return redirect("library:import_page", one.pk)
        if "discard" in request.POST:
            actions.discard_import(request.user, one)
            messages.success(request, _("Put aside. Nothing was taken in."))
            return redirect("library:reference_import")
        actions.confirm_import(request.user, one, opens="opens" in request.POST)
        return redirect("library:import_page", one.pk)
    if one.state in ReferenceImport.WORKING:
        template = (
            "library/parts/import_progress.html" if "HX-Request" in request.headers else "library/import_page.html"
        )
        return render(request, template, {"one": one, "is_working": True})
    if "HX-Request" in request.headers:
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    return render(request, "library/import_page.html", _shown(request, one))


def _shown(request: HttpRequest, one: ReferenceImport) -> dict[str, Any]:
    counts = actions.counts(one)
    there = [kind for kind in KINDS if counts[kind]]
    asked = request.GET.get("show", "")
    show = asked if asked in there else (there[0] if there else "")
    rows = one.rows.filter(state=show).select_related("reference").order_by("line", "number")
    return {
        "one": one,
        "counts": counts,
        "kinds": [(kind, ImportRow.State(kind).label, counts[kind]) for kind in there],
        "show": show,
        "page": Paginator(rows, A_PAGE).get_page(request.GET.get("page")) if show else None,
        "asked": f"show={show}",
        "may_open": is_coordinator(request.user),
        "is_ready": one.state == State.READY,
        "is_own": one.by_id == request.user.pk,
        "undo": _undo(one) if one.state == State.DONE and is_coordinator(request.user) else None,
    }


def _undo(one: ReferenceImport) -> dict[str, Any]:
    """Return how many would come out again, and what stays and why."""
    number, stays, staying = undoing.preview(one, MOST_STAYING)
    rows = [(reference, STAYS[reference.stays]) for reference in stays]
    return {"number": number, "stays": rows, "is_more": staying > len(rows)}
