"""Who stands in at the desk? A coordinator's own holidays, and one request handed over to somebody else."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import permissions as people
from portal.moves import MoveRefused
from visits import queries
from visits.actions import standing_in
from visits.forms.desk_away import AwayForm, HandOverForm


@require_http_methods(["GET", "POST"])
def desk_away(request: HttpRequest) -> HttpResponse:
    """Say until when you are away and who stands in; or that you are here again."""
    role = people.coordinator_of(request.user)
    if role is None:
        raise Http404
    started: dict[str, Any] = {"until": role.away_until, "deputy": role.deputy_id}
    typed = request.POST if request.method == "POST" else None
    form = AwayForm(typed, initial=started, role=role)
    if typed is not None and "back" in typed:
        standing_in.be_away(request.user, None, role.deputy)
        messages.success(request, _("Welcome back. What is yours waits for you again."))
        return redirect("site:desk")
    if form.is_bound and form.is_valid():
        try:
            standing_in.be_away(request.user, form.cleaned_data["until"], form.cleaned_data["deputy"])
        except MoveRefused as refusal:
            form.add_error("deputy", str(refusal))
        else:
            messages.success(request, _("Kept. What comes while you are away goes to whoever stands in for you."))
            return redirect("visits:desk_away")
    return render(request, "visits/desk_away.html", {"role": role, "form": form})


@require_http_methods(["GET", "POST"])
def request_hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Let another coordinator go on with one request."""
    rows = queries.desk_requests_for_user(request.user).select_related("coordinator__user__member")
    asked = get_object_or_404(rows, pk=pk)
    form = HandOverForm(request.POST if request.method == "POST" else None, asked=asked)
    if form.is_bound and form.is_valid():
        try:
            standing_in.hand_over(request.user, asked, form.cleaned_data["to"], form.cleaned_data["note"])
        except MoveRefused as refusal:
            form.add_error("to", str(refusal))
        else:
            messages.success(request, _("Handed over. They are told, and read your note beside it."))
            return redirect("site:desk")
    return render(request, "visits/request_hand_over.html", {"asked": asked, "form": form})
