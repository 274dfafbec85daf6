"""May they come? The house's own yes."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.moves import MoveRefused
from visits import hours, queries
from visits.actions import planning
from visits.models import HostConsent


@require_http_methods(["GET", "POST"])
def consent_page(request: HttpRequest, pk: int) -> HttpResponse:
    rows = queries.consents_for_user(request.user).select_related(
        "visit__request__requester__member__user", "visit__facility", "proposal"
    )
    consent = get_object_or_404(rows, pk=pk)
    error = ""
    if request.method == "POST":
        word = request.POST.get("word", "")
        try:
            if request.POST.get("answer") == "yes":
                planning.agree_as_host(request.user, consent, word)
                messages.success(request, _("Thank you. The visit is confirmed, and everybody is told."))
                return redirect("visits:request_page", consent.visit.request_id)
            if request.POST.get("answer") == "no":
                planning.decline_as_host(request.user, consent, word)
                messages.success(request, _("Thank you for answering. They look for other days."))
                return redirect("visits:consent_page", consent.pk)
            error = _("Please answer yes or no.")
        except MoveRefused as refusal:
            error = str(refusal)
    context = {
        "consent": consent,
        "asked": consent.visit.request,
        "when": hours.spell_of_proposal(consent.proposal, consent.visit.zone),
        "participants": consent.visit.request.participants.all(),
        "is_open": consent.state == HostConsent.State.ASKED,
        "error": error,
        "word": request.POST.get("word", ""),
    }
    return render(request, "visits/consent_page.html", context)
