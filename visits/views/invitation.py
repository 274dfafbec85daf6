"""Would you help? The page on which an expert reads what is asked, and answers with one press."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.moves import MoveRefused
from visits import hours, queries
from visits.actions import invitations
from visits.completeness import group_travels
from visits.forms.days import DaysForm
from visits.matching.reasons import in_words
from visits.models import Invitation

ANSWERS = ("accept", "tentative", "propose", "decline")


@require_http_methods(["GET", "POST"])
def invitation_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Looking changes nothing; the answer is a press of its own."""
    asked_rows = queries.invitations_for_user(request.user).select_related("request__requester__member__user", "expert")
    row = get_object_or_404(asked_rows.prefetch_related("request__windows", "request__topics"), pk=pk)
    zone = hours.zone_of(row.request, [row.expert_id])
    windows = list(row.request.windows.all())
    posted = request.POST if request.method == "POST" else None
    answer = posted.get("answer", "") if posted else ""
    yes = DaysForm(posted if answer == "accept" else None, asked=row.request, zone=zone, windows=windows, prefix="yes")
    other = DaysForm(posted if answer == "propose" else None, asked=row.request, zone=zone, prefix="other")
    error = ""
    if posted is not None:
        form = {"accept": yes, "propose": other}.get(answer)
        if answer not in ANSWERS:
            error = _("Please choose one of the answers.")
        elif form is None or form.is_valid():
            try:
                return _answer(request, row, answer, form)
            except MoveRefused as refusal:
                error = str(refusal)
    return render(request, "visits/invitation_page.html", _context(request, row, yes, other, answer, error))


def _answer(request: HttpRequest, row: Invitation, answer: str, form: DaysForm | None) -> HttpResponse:
    word = request.POST.get("word", "")
    days = form.cleaned_data if form else {}
    when = {name: days[name] for name in ("days", "from_hour", "to_hour")} if form else {}
    if answer == "accept":
        invitations.accept_invitation(request.user, row, window=days["window"], **when, word=word)
        messages.success(request, _("Thank you. You said yes; the requester agrees to the days next."))
        return redirect("visits:request_page", row.request_id)
    if answer == "propose":
        invitations.propose_dates(request.user, row, **when, word=word)
        messages.success(request, _("Thank you. Your days are with them now; you will hear."))
    elif answer == "tentative":
        invitations.answer_tentatively(request.user, row, word)
        messages.success(request, _("Thank you. You have five more working days."))
    else:
        invitations.decline_invitation(request.user, row, word)
        messages.success(request, _("Thank you for answering. Nobody is offended."))
    return redirect("visits:invitation_page", row.pk)


def _context(
    request: HttpRequest, row: Invitation, yes: DaysForm, other: DaysForm, answer: str, error: str
) -> dict[str, Any]:
    match = row.request.matches.filter(expert=row.expert_id).first()
    waiting = row.state == Invitation.State.DATES_PROPOSED and row.proposals.filter(state="open").exists()
    return {
        "row": row,
        "asked": row.request,
        "yes": yes,
        "other": other,
        "answer": answer,
        "error": error,
        "word": request.POST.get("word", ""),
        "is_open": row.state in Invitation.OPEN and row.request.state == "inviting" and not waiting,
        "waiting": waiting,
        "reasons": [in_words(reason, "you") for reason in match.reasons] if match else [],
        "travels": group_travels(row.request),
        "is_hidden": row.request.confidentiality == "sensitive",
    }
