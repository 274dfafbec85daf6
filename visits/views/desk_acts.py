"""What can a coordinator do with a request? One small view for each act; afterwards the request, or the next."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from accounts.models import Member
from accounts.queries import members_for_user
from exchange.world.models import Facility
from portal.moves import MoveRefused
from visits.actions import afterwards, answering, automatic, conflicts, consents, invitations, planning, shortlist
from visits.actions import requests as actions
from visits.fits import Picked
from visits.forms.acts import RefusalForm, ReturnForm, WordForm
from visits.models import Invitation, Match, VisitRequest
from visits.queries import desk_requests_for_user
from visits.views.desk import find, show

LAST = 99
MOST_DIGITS = 12


def _back(asked: VisitRequest) -> HttpResponse:
    return redirect("visits:desk_request", asked.pk)


@require_POST
def list_approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the ticked people in the order of their numbers; a sensitive request wants each name confirmed."""
    asked = find(request.user, pk)
    picked = _picked(request.POST)
    try:
        _approve(request, asked, picked)
    except MoveRefused as refusal:
        # Nothing that was ticked is lost.
        return show(request, find(request.user, pk), picked=picked, list_error=str(refusal))
    messages.success(request, _("The list is approved; the first are asked now. The rest goes by itself."))
    return _back(asked)


def _approve(request: HttpRequest, asked: VisitRequest, picked: Picked) -> None:
    wanted = picked.experts()
    rows = members_for_user(request.user).filter(state=Member.State.ACTIVE).in_bulk(wanted)
    experts = [rows[pk] for pk in wanted if pk in rows]
    invitations.approve_list(request.user, asked, experts, at_once=picked.at_once, confirmed=picked.confirmed)


def _picked(typed: QueryDict) -> Picked:
    """Read the ticks; a number that was left out or is none counts as the last."""
    numbers = {pk: _number(typed.get(f"order_{pk}")) or LAST for pk in map(_number, typed.getlist("expert")) if pk}
    confirmed = {pk for pk in map(_number, typed.getlist("confirmed")) if pk}
    by_hand = _number(typed.get("by_hand"))
    if by_hand and typed.get("by_hand_confirmed"):
        confirmed.add(by_hand)
    return Picked(numbers, frozenset(confirmed), by_hand, _number(typed.get("at_once")))


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < MOST_DIGITS else None


@require_POST
def request_return(request: HttpRequest, pk: int) -> HttpResponse:
    asked = find(request.user, pk)
    form = ReturnForm(request.POST, auto_id="return_%s")
    if not form.is_valid():
        return show(request, asked, return_form=form)
    actions.return_request(request.user, asked, form.cleaned_data["word"], form.cleaned_data["items"])
    messages.success(request, _("It is with the requester again, with your question."))
    return _back(asked)


@require_POST
def request_refuse(request: HttpRequest, pk: int) -> HttpResponse:
    asked = find(request.user, pk)
    form = RefusalForm(request.POST, auto_id="refuse_%s")
    if not form.is_valid():
        return show(request, asked, refuse_form=form)
    actions.refuse_request(request.user, asked, form.cleaned_data["reason"], form.cleaned_data["word"])
    messages.success(request, _("The requester is told, with your words."))
    return _back(asked)


@require_POST
def request_stand_down(request: HttpRequest, pk: int) -> HttpResponse:
    asked = find(request.user, pk)
    form = RefusalForm(request.POST, auto_id="end_%s")
    if not form.is_valid():
        return show(request, asked, end_form=form)
    actions.stand_down(request.user, asked, form.cleaned_data["word"], form.cleaned_data["reason"])
    messages.success(request, _("The requester is told kindly."))
    return _back(asked)


@require_POST
def asking_stop(request: HttpRequest, pk: int) -> HttpResponse:
    asked = find(request.user, pk)
    automatic.stop_asking(request.user, asked)
    messages.success(request, _("Stopped. All questions are taken back; please choose whom to ask."))
    return _back(asked)


@require_POST
def request_close(request: HttpRequest, pk: int) -> HttpResponse:
    return _end(request, pk, afterwards.close_without_report, _("Closed without a report."))


def _end(request: HttpRequest, pk: int, act: Any, said: str) -> HttpResponse:
    asked = find(request.user, pk)
    form = WordForm(request.POST, auto_id="end_%s")
    if not form.is_valid():
        return show(request, asked, end_form=form)
    act(request.user, asked, form.cleaned_data["word"])
    messages.success(request, said)
    return _back(asked)


@require_POST
def facility_pick(request: HttpRequest, pk: int) -> HttpResponse:
    asked = find(request.user, pk)
    chosen = request.POST.get("facility", "")
    if not chosen.isdecimal():
        messages.error(request, _("Please choose a house."))
        return _back(asked)
    consents.pick_facility(request.user, asked, get_object_or_404(Facility, pk=chosen))
    messages.success(request, _("The house is noted. It is asked as soon as a date is agreed."))
    return _back(asked)


@require_POST
def other_days_ask(request: HttpRequest, pk: int) -> HttpResponse:
    """No house can then: the agreed days are put aside."""
    asked = find(request.user, pk)
    planning.ask_other_days(request.user, asked)
    messages.success(request, _("The days are put aside. The requester is asked for others, and the experts are told."))
    return _back(asked)


@require_POST
def note_keep(request: HttpRequest, pk: int) -> HttpResponse:
    asked = find(request.user, pk)
    actions.keep_note(request.user, asked, request.POST.get("private_note", "").replace("\x00", ""))
    messages.success(request, _("Your note is kept. Only coordinators read it."))
    return _back(asked)


INVITATION_ACTS = {
    "invite": (invitations.invite_now, gettext_lazy("Asked.")),
    "withdraw": (invitations.withdraw_invitation, gettext_lazy("Taken back; the next on the list is asked.")),
    "let-stand": (conflicts.let_conflict_stand, gettext_lazy("Noted: it may stand. Nobody else is told.")),
    "release": (answering.release_expert, gettext_lazy("Released; the next on the list is asked.")),
}


@require_POST
def invitation_act(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(
        Invitation.objects.select_related("request"), pk=pk, request__in=desk_requests_for_user(request.user)
    )
    act, said = INVITATION_ACTS.get(request.POST.get("act", ""), (None, ""))
    if act is None:
        raise MoveRefused(_("Please choose what to do."))
    act(request.user, row)
    messages.success(request, said)
    return _back(row.request)


@require_POST
def match_skip(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(
        Match.objects.select_related("request"), pk=pk, request__in=desk_requests_for_user(request.user)
    )
    shortlist.skip_match(request.user, row, request.POST.get("note", "").replace("\x00", ""))
    messages.success(request, _("Left out. Only coordinators read why."))
    return _back(row.request)
