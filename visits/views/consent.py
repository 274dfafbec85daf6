"""May they come? The house's own yes."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.moves import MoveRefused
from portal.ui import kept_typing
from visits import hours, queries
from visits.actions import consents
from visits.completeness import group_travels
from visits.forms.answers import HouseAnswerForm
from visits.models import HostConsent, VisitRequest
from visits.visitor_code import signatures


@require_http_methods(["GET", "POST"])
def consent_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Group, days and questions before the eyes of the sign-off person; looking changes nothing."""
    rows = queries.consents_for_user(request.user).select_related(
        "visit__request__requester__member__user", "visit__request__visit", "visit__facility__host_offer", "proposal"
    )
    consent = get_object_or_404(rows, pk=pk)
    asked = consent.visit.request
    form = HouseAnswerForm(request.POST if request.method == "POST" else None, kinds=asked.outsiders)
    form.fields["word"].label = _("A word to them (if you like)")
    was_kept, error = not form.is_bound and kept_typing.restore(request, form), ""
    if form.is_bound and form.is_valid():
        try:
            return _answer(request, consent, form.cleaned_data)
        except MoveRefused as refusal:
            error = str(refusal)
    context = {
        "consent": consent,
        "asked": asked,
        "form": form,
        "was_kept": was_kept,
        "error": error,
        "when": hours.spell_of_proposal(consent.proposal, consent.visit.zone),
        # Without a house in the portal the requester answers for their own.
        "is_own": asked.requester_id == request.user.pk,
        "signed": signatures(asked),
        "travels": group_travels(asked),
        "is_open": consent.state == HostConsent.State.ASKED and asked.state == VisitRequest.State.PLANNING,
        "code": asked.code_acceptances.order_by("-id").first(),
        "takes_out": queries.let_go_visits_for_user(request.user).filter(pk=consent.visit_id).exists(),
        "offer": getattr(consent.visit.facility, "host_offer", None),
    }
    return render(request, "visits/consent_page.html", context)


def _answer(request: HttpRequest, consent: HostConsent, said: dict[str, Any]) -> HttpResponse:
    if said["answer"] == "yes":
        consents.agree_as_host(request.user, consent, said["word"], said.get("outsiders", ()))
        asked = VisitRequest.objects.get(pk=consent.visit.request_id)
        if asked.state == VisitRequest.State.CONFIRMED:
            messages.success(request, _("Thank you. The visit is confirmed, and everybody is told."))
        else:
            said = _("Thank you. Your yes is noted; it is confirmed as soon as the peer worker’s fee is named.")
            messages.success(request, said)
        return redirect("visits:request_page", consent.visit.request_id)
    consents.decline_as_host(request.user, consent, said["word"])
    messages.success(request, _("Thank you for answering. They look for other days."))
    return redirect("visits:consent_page", consent.pk)
