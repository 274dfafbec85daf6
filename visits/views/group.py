"""Who comes, who has signed, and what do those who come along read?"""

from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from portal.moves import MoveRefused
from portal.ui import kept_typing
from visits import hours, queries
from visits.actions import group
from visits.completeness import group_travels
from visits.forms.participants import PaperForm, participant_forms
from visits.models import Participant, VisitRequest
from visits.views.request_page import door_of
from visits.visitor_code import signatures

PEOPLE = Prefetch("participants", Participant.objects.select_related("member"))


def _own(user: Any, pk: int) -> VisitRequest:
    rows = queries.own_requests_for_user(user).select_related("visit").prefetch_related(PEOPLE)
    asked = get_object_or_404(rows, pk=pk)
    if not group_travels(asked):
        raise Http404
    return asked


@require_http_methods(["GET", "POST"])
def participants_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Who comes: roles, and names that only the house sees; and who has signed the visitor code."""
    asked = _own(request.user, pk)
    typed = request.POST if request.method == "POST" else kept_typing.kept(request)
    forms = participant_forms(asked, typed, outsiders=group.welcome_outsiders(asked))
    error = ""
    are_fine = [form.is_valid() for form in forms]
    if request.method == "POST" and all(are_fine):
        try:
            group.save_participants(request.user, asked, [one for form in forms if (one := form.person())])
        except MoveRefused as refusal:
            error = str(refusal)
        else:
            messages.success(request, _("Kept. Names are shown to the house only."))
            return redirect("visits:participants_edit", asked.pk)
    return _show(request, asked, forms, error=error)


def _show(request: HttpRequest, asked: VisitRequest, forms: Any, **more: Any) -> HttpResponse:
    wrong = [form[name] for form in forms if form.is_bound for name in form.errors if name in form.fields]
    context = {
        "asked": asked,
        "forms": forms,
        "wrong": wrong,
        "signed": signatures(asked),
        "paper": PaperForm(),
        **more,
    }
    return render(request, "visits/participants_edit.html", context)


@require_POST
def paper_sign(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that somebody without an account has signed the printed sheet."""
    rows = Participant.objects.filter(request__in=queries.own_requests_for_user(request.user))
    participant = get_object_or_404(rows.select_related("request__visit"), pk=pk)
    form = PaperForm(request.POST)
    if not form.is_valid():
        asked = participant.request
        forms = participant_forms(asked, None, outsiders=group.welcome_outsiders(asked))
        return _show(request, asked, forms, paper=form, paper_of=participant.pk)
    group.note_paper_signature(request.user, participant, form.cleaned_data["day"])
    messages.success(request, _("Noted. The house sees it; please keep the sheet until the visit is over."))
    return redirect("visits:participants_edit", participant.request_id)


@require_GET
def code_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The visitor code with a line for each who comes, to print and sign."""
    asked = _own(request.user, pk)
    return render(request, "visits/code_sheet.html", {"asked": asked, "signed": signatures(asked)})


@require_http_methods(["GET", "POST"])
def visitor_page(request: HttpRequest, pk: int) -> HttpResponse:
    """For a member who comes along: when, where, and the code to sign. Nothing else of the request is theirs."""
    rows = queries.visitor_requests_for_user(request.user).select_related("requester", "visit__facility__host_offer")
    asked = get_object_or_404(rows.prefetch_related("visit__sessions", PEOPLE), pk=pk)
    if request.method == "POST":
        group.sign_code(request.user, asked)
        messages.success(request, _("Thank you. The house sees that you have signed."))
        return redirect("visits:visitor_page", asked.pk)
    visit = getattr(asked, "visit", None)
    sessions = [(row.start, row.end) for row in visit.sessions.all()] if visit else []
    mine = next((one for one in signatures(asked) if one.user_id == request.user.pk), None)
    context = {
        "asked": asked,
        "visit": visit,
        "when": hours.spell(sessions, visit.zone) if visit else None,
        "door": door_of(asked, request.user, comes=True),
        "signed": mine,
        "is_open": asked.state in (VisitRequest.State.PLANNING, VisitRequest.State.CONFIRMED),
    }
    return render(request, "visits/visitor_page.html", context)
