"""May it be sent although a rule holds it back? What a coordinator sees of a draft whose requester asks so."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.ui import kept_typing
from visits import gate, queries
from visits.actions import waiving
from visits.forms.acts import DecideForm
from visits.models import VisitRequest


@require_http_methods(["GET", "POST"])
def waiver_decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Read why a draft should go on, and say yes or no with a reason."""
    waivers = queries.waivers_for_user(request.user).select_related("request__requester__member")
    waiver = get_object_or_404(waivers.filter(request=pk).order_by("-pk")[:1])
    is_open = waiver.decided_at is None and waiver.request.state == VisitRequest.State.DRAFT
    form = DecideForm(request.POST if request.method == "POST" else None)
    was_kept = kept_typing.restore(request, form) if not form.is_bound else False
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        waiving.decide_waiver(request.user, waiver, grants=said["answer"] == "yes", reason=said["word"])
        messages.success(request, _("The requester is told, with your reason."))
        return redirect("site:desk")
    rules = [gate.NAMES[rule] for rule in waiver.rules if rule in gate.NAMES]
    context = {"waiver": waiver, "asked": waiver.request, "is_open": is_open, "rules": rules}
    return render(request, "visits/waiver_decide.html", {**context, "form": form, "was_kept": was_kept})
