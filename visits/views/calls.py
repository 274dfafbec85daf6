"""Who could help? Open calls for members, what they offer, and what the requester says to being told of."""

from typing import Any

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from portal.moves import MoveRefused
from portal.ui import kept_typing
from visits import calls, queries, volunteers
from visits.actions import calls as actions
from visits.forms.calls import OfferForm
from visits.models import Invitation, OpenCall, Volunteer

MOST = 50


@require_GET
def call_list(request: HttpRequest) -> HttpResponse:
    """Calls that run now, what closes first before all others."""
    mine = Volunteer.objects.filter(call=OuterRef("pk"), member__user=request.user.pk, taken_back_at=None)
    rows = queries.running_calls_for_user(request.user).annotate(has_offered=Exists(mine)).order_by("until", "pk")
    found = rows.select_related("request__requester__member")[:MOST]
    return render(request, "visits/call_list.html", {"rows": [(row, calls.region(row.request)) for row in found]})


def find(user: Any, pk: int) -> OpenCall:
    rows = queries.calls_for_user(user).select_related("request__requester__member")
    return get_object_or_404(rows.prefetch_related("request__topics", "request__windows"), pk=pk)


@require_http_methods(["GET", "POST"])
def call_page(request: HttpRequest, pk: int) -> HttpResponse:
    """What is wanted, and one button: I could help. Looking changes nothing."""
    call = find(request.user, pk)
    form = OfferForm(request.POST if request.method == "POST" else None)
    was_kept = kept_typing.restore(request, form) if not form.is_bound else False
    if form.is_bound and form.is_valid():
        try:
            row = actions.offer_help(request.user, call, **form.cleaned_data)
        except MoveRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            _say(request, row)
            return redirect("visits:call_page", call.pk)
    mine = call.volunteers.filter(member__user=request.user.pk, taken_back_at=None).select_related("invitation").first()
    cannot = volunteers.kindly(mine.ruled_out) if mine and not mine.thanked_at else ""
    is_own = call.request.asks(request.user)
    context = {
        "call": call,
        "asked": call.request,
        "region": calls.region(call.request),
        "is_open": calls.is_open(call),
        "is_own": is_own,
        # Whoever cannot be asked for a reason of their own may change that and offer again.
        "may_offer": calls.is_open(call) and not is_own and (mine is None or bool(cannot)),
        "mine": mine,
        "invitation": invitation_of(mine),
        "cannot": cannot,
        "form": form,
        "was_kept": was_kept,
    }
    return render(request, "visits/call_page.html", context)


def invitation_of(mine: Volunteer | None) -> Invitation | None:
    """Return the invitation that came of an offer, once it was sent."""
    row = mine.invitation if mine else None
    return row if row and row.invited_at and row.state != Invitation.State.WITHDRAWN else None


def _say(request: HttpRequest, row: Volunteer) -> None:
    """Whoever cannot be asked for a reason of their own reads it; nobody learns anything of those who ask."""
    if kindly := volunteers.kindly(row.ruled_out):
        messages.info(request, _("Thank you for offering. %(why)s") % {"why": kindly})
    else:
        messages.success(request, _("Thank you. A coordinator reads it, and you hear either way."))


@require_POST
def offer_take_back(request: HttpRequest, pk: int) -> HttpResponse:
    call = find(request.user, pk)
    actions.take_offer_back(request.user, call)
    messages.success(request, _("Taken back. Nobody but the coordinators knew of it."))
    return redirect("visits:call_list")


@require_POST
def call_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """The requester has read the words of the coordinator: may members be told?"""
    call = get_object_or_404(queries.asked_calls_for_user(request.user), pk=pk)
    if request.POST.get("answer") not in ("yes", "no"):
        raise MoveRefused(_("Please choose what to do."))
    agrees = request.POST["answer"] == "yes"
    actions.answer_call(request.user, call, agrees=agrees)
    said = _("Published. You can stop it here at any time.") if agrees else _("It is not published. That is fine.")
    messages.success(request, said)
    return redirect("visits:request_page", call.request_id)


@require_POST
def call_stop(request: HttpRequest, pk: int) -> HttpResponse:
    call = get_object_or_404(queries.asked_calls_for_user(request.user), pk=pk)
    actions.close_call(request.user, call)
    messages.success(request, _("The open call is closed; members no longer see it."))
    return redirect("visits:request_page", call.request_id)
