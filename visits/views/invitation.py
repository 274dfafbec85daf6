"""Would you help? The page on which an expert reads what is asked, and answers with one press."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from portal.moves import MoveRefused
from portal.rows import fetch_together
from portal.ui import kept_typing
from visits import hours, queries
from visits.actions import answering
from visits.completeness import group_travels, host_kind
from visits.forms.answers import AnswerForm
from visits.forms.days import DaysForm
from visits.matching.reasons import in_words
from visits.models import DateProposal, Invitation, Match, VisitRequest
from visits.pace import answer_days
from visits.visiting_hours import terms_of
from visits.visitor_code import experts_come

I = Invitation.State  # noqa: E741  # the same letter as in the lifecycle table
# What can be said in each state; `dates-proposed` only once the requester has said that those dates do not fit.
ANSWERS: dict[str, tuple[str, ...]] = {
    I.INVITED: ("accept", "tentative", "propose", "decline"),
    I.TENTATIVE: ("accept", "decline"),
    I.DATES_PROPOSED: ("propose", "decline"),
}


@require_http_methods(["GET", "POST"])
def invitation_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Looking changes nothing; the answer is a press of its own."""
    rows = queries.invitations_for_user(request.user).select_related(
        "request__requester__member__user", "request__picked_facility", "request__visit", "expert"
    )
    row = get_object_or_404(rows, pk=pk)
    own = Prefetch("matches", Match.objects.filter(expert=row.expert_id), to_attr="own_match")
    fetch_together([row.request], "windows", own)
    possible = answers(row)
    posted = request.POST if request.method == "POST" else None
    form = AnswerForm(posted, possible=possible)
    chosen = posted.get("answer", "") if posted else ""
    days = days_forms(row, posted, chosen)
    error = ""
    if posted is None:
        kept = [kept_typing.restore(request, one) for one in (form, *days.values())]
    else:
        kept = []
        # Both are looked at, so that everything to change is said at once.
        if all([form.is_valid(), chosen not in days or days[chosen].is_valid()]):
            try:
                return _answer(request, row, form.cleaned_data, days.get(chosen))
            except MoveRefused as refusal:
                error = str(refusal)
    context = {"form": form, "days": days, "chosen": form["answer"].value(), "error": error, "was_kept": any(kept)}
    return render(request, "visits/invitation_page.html", {**context, **about(row, possible)})


def answers(row: Invitation) -> tuple[str, ...]:
    """Return the answers that are possible now; none once it is over, or while the dates lie with the requester."""
    if row.request.state != VisitRequest.State.INVITING:
        return ()
    if row.state == I.DATES_PROPOSED and dates_lie_with_them(row):
        return ()
    return ANSWERS.get(row.state, ())


def dates_lie_with_them(row: Invitation) -> bool:
    return row.proposals.filter(state=DateProposal.State.OPEN).exists()


def days_forms(row: Invitation, posted: Any, chosen: str) -> dict[str, DaysForm]:
    """Return the two forms for days; only the one that belongs to the chosen answer is filled and checked."""
    others = row.request.invitations.filter(state=I.ACCEPTED).values_list("expert_id", flat=True)
    offers = hours.offers_of(row.request, [row.expert_id, *others])
    terms = terms_of(row.request, offers)
    if answering.kept_days(row.request):
        # The house has said yes to these very days: a yes names none, other dates begin anew.
        asked = {"asked": row.request, "zone": row.request.visit.zone, "terms": terms}
        return {"propose": DaysForm(posted if chosen == "propose" else None, prefix="other", **asked)}
    asked = {"asked": row.request, "zone": hours.zone_at(row.request, offers), "terms": terms}
    asked["hides_place"] = row.request.is_sensitive
    windows = list(row.request.windows.all())
    return {
        "accept": DaysForm(posted if chosen == "accept" else None, windows=windows, prefix="yes", **asked),
        "propose": DaysForm(posted if chosen == "propose" else None, prefix="other", **asked),
    }


def _answer(request: HttpRequest, row: Invitation, typed: dict[str, Any], form: DaysForm | None) -> HttpResponse:
    answer = _take(request, row, typed, form)
    if typed["clarity"]:
        answering.mark_request(request.user, row, typed["clarity"])
    return answer


def _take(request: HttpRequest, row: Invitation, typed: dict[str, Any], form: DaysForm | None) -> HttpResponse:
    chosen, word = typed["answer"], typed["word"]
    said = form.cleaned_data if form else {}
    when = {name: said[name] for name in ("days", "from_hour", "to_hour")} if form else {}
    if chosen == "accept" and answering.kept_days(row.request):
        answering.accept_kept_days(request.user, row, word)
        messages.success(request, _("Thank you. You said yes, and the days stand as they were."))
        return redirect("visits:request_page", row.request_id)
    if chosen == "accept":
        answering.accept_invitation(request.user, row, window=said["window"], **when, word=word)
        messages.success(request, _("Thank you. You said yes; the requester agrees to the days next."))
        return redirect("visits:request_page", row.request_id)
    if chosen == "propose":
        answering.propose_dates(request.user, row, **when, word=word)
        messages.success(request, _("Thank you. Your days are with them now; you will hear."))
    elif chosen == "tentative":
        answering.answer_tentatively(request.user, row, word)
        days = answer_days(row.request)
        messages.success(
            request,
            ngettext(
                "Thank you. You have %(n)d more working day.", "Thank you. You have %(n)d more working days.", days
            )
            % {"n": days},
        )
    else:
        answering.decline_invitation(request.user, row, word, why=typed["why"], pause_until=typed["pause_until"])
        messages.success(request, _("Thank you for answering. Nobody is offended."))
    return redirect("visits:invitation_page", row.pk)


# What tells in which country somebody asks, at least to an expert who knows few.
TELLS_PLACE = frozenset({"law", "size", "same-basis", "similar-basis"})


def told(reasons: Iterable[Any], asked: VisitRequest) -> list[Any]:
    return [one for one in reasons if not (asked.is_sensitive and one["key"] in TELLS_PLACE)]


def languages(row: Invitation) -> list[dict[str, str]]:
    """Return what those who ask speak; of a sensitive request what both speak: a small language is a place."""
    spoken: list[dict[str, str]] = row.request.languages
    if not row.request.is_sensitive:
        return spoken
    mine = {one.get("code") for one in row.expert.languages}
    return [one for one in spoken if one.get("code") in mine]


def about(row: Invitation, possible: tuple[str, ...]) -> dict[str, Any]:
    """Return what the page tells; of a sensitive request nothing about who asks and from where."""
    match = next(iter(row.request.own_match), None)
    return {
        "row": row,
        "asked": row.request,
        "days_more": answer_days(row.request),
        "possible": possible,
        "kept": hours.spell_of_proposal(kept, row.request.visit.zone)
        if (kept := answering.kept_days(row.request))
        else None,
        "waiting": row.state == I.DATES_PROPOSED and not possible and row.request.state == VisitRequest.State.INVITING,
        "reasons": [in_words(reason, "you") for reason in told(match.reasons, row.request)] if match else [],
        "travels": group_travels(row.request),
        "has_house": host_kind(row.request) != "none",
        "you_come": experts_come(row.request),
        "is_hidden": row.request.is_sensitive,
        "languages": languages(row),
    }
