"""Something went wrong: who took part writes it down; the house and the coordinators read, and close it with a note."""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from portal.rows import fetch_together
from portal.ui import kept_typing
from visits import hours, permissions, queries
from visits.actions import incidents as actions
from visits.forms.incidents import CloseForm, IncidentForm
from visits.models import Incident, VisitRequest
from visits.views.request_page import SIDES, with_sides


def _find(user: Any, pk: int) -> tuple[VisitRequest, set[str]]:
    theirs = (queries.requests_for_user(user), queries.came_along_for_user(user))
    rows = VisitRequest.objects.filter(Q(pk__in=theirs[0].values("pk")) | Q(pk__in=theirs[1].values("pk")))
    asked = get_object_or_404(with_sides(rows), pk=pk)
    fetch_together([asked], *SIDES)
    if not permissions.may_tell_incident(user, asked) and not permissions.incident_roles(user, asked):
        raise Http404
    return asked, permissions.incident_roles(user, asked)


@require_http_methods(["GET", "POST"])
def visit_incidents(request: HttpRequest, pk: int) -> HttpResponse:
    """The form for those who took part, and what was written: all of it for the few who read it, else one's own."""
    asked, acting = _find(request.user, pk)
    form = IncidentForm(request.POST if request.method == "POST" else None, zone=asked.visit.zone)
    may_tell = permissions.may_tell_incident(request.user, asked)
    if form.is_bound and may_tell and form.is_valid():
        actions.tell_incident(request.user, asked, **form.incident())
        messages.success(request, _("Thank you. The house and the coordinator have it now, and nobody else."))
        return redirect("visits:visit_incidents", asked.pk)
    was_kept = not form.is_bound and kept_typing.restore(request, form)
    return show(request, asked, acting, form=form, may_tell=may_tell, was_kept=was_kept)


def show(request: HttpRequest, asked: VisitRequest, acting: set[str], **more: Any) -> HttpResponse:
    rows = asked.visit.incidents.all()
    if not acting:
        rows = rows.filter(by=request.user.pk)
    zone = asked.visit.zone
    context = {
        "asked": asked,
        "reads": bool(acting),
        "may_acknowledge": bool(acting & {"coordinator", "administrator"}),
        "incidents": [(row, hours.both_clocks(row.happened_at, zone)) for row in rows],
        "form": IncidentForm(zone=zone),
        "close_form": CloseForm(),
        **more,
    }
    return render(request, "visits/visit_incidents.html", context)


def _mine(request: HttpRequest, pk: int) -> tuple[Incident, VisitRequest, set[str]]:
    """An incident the user may act on: the house's sign-off person, a coordinator, an administrator."""
    incident = get_object_or_404(Incident.objects.select_related("visit__request"), pk=pk)
    asked, acting = _find(request.user, incident.visit.request_id)
    if not acting:
        raise Http404
    return incident, asked, acting


@require_POST
def incident_read(request: HttpRequest, pk: int) -> HttpResponse:
    incident, asked, _acting = _mine(request, pk)
    actions.read_incident(request.user, incident)
    messages.success(request, _("Noted that you have read it."))
    return redirect("visits:visit_incidents", asked.pk)


@require_POST
def incident_close(request: HttpRequest, pk: int) -> HttpResponse:
    incident, asked, acting = _mine(request, pk)
    form = CloseForm(request.POST)
    if not form.is_valid():
        may_tell = permissions.may_tell_incident(request.user, asked)
        return show(request, asked, acting, close_form=form, closing=incident.pk, may_tell=may_tell)
    actions.close_incident(request.user, incident, form.cleaned_data["note"])
    messages.success(request, _("It is closed, with your note."))
    return redirect("visits:visit_incidents", asked.pk)
