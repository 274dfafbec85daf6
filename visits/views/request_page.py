"""Where does a request stand? Whose turn it is first, then the two yeses, the conversation, what is still to settle."""

from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from accounts.permissions import is_coordinator
from portal.rows import fetch_together
from visits import calls, hours, mending, permissions, queries, turns
from visits.actions.requests import MAY_KEEP_APART, SPLITTABLE
from visits.calendar import STATUS
from visits.completeness import group_travels, host_kind
from visits.conversation import is_open
from visits.forms.acts import EndForm, MessageForm, WordForm
from visits.models import DateProposal, Edit, HostConsent, HostOffer, Invitation, Message, Report, VisitRequest
from visits.on_the_table import dates_on_the_table, still_to_settle, talk, yeses
from visits.steps import date_is_agreed, steps
from visits.visitor_code import accepted_rules, visitors

R = VisitRequest.State
P = DateProposal.State


# The rows that say who has which part in it, and all that its page shows: one query, however many they are.
SIDES = (Prefetch("invitations", Invitation.objects.select_related("expert__user")), "visit__consents")
ON_PAGE = (
    *SIDES,
    Prefetch("proposals", DateProposal.objects.exclude(state=P.REPLACED)),
    "turns",
    "calls",
    Prefetch("messages", Message.objects.annotate(file_count=Count("files"))),
)


def with_sides(requests: QuerySet[VisitRequest]) -> QuerySet[VisitRequest]:
    """Join what there is one of; `SIDES` are the rest."""
    return requests.select_related(
        "requester__member__user",
        "visit__facility__country",
        "visit__facility__host_offer",
        "visit__report",
        "visit__practice_origin",
        "picked_facility",
    )


def for_page(requests: QuerySet[VisitRequest]) -> QuerySet[VisitRequest]:
    return with_sides(requests).annotate(
        names_given=Count("participants", filter=Q(participants__is_substitute=False), distinct=True),
        has_edits=Exists(Edit.objects.filter(request=OuterRef("pk"))),
    )


# Why nobody was found, said kindly: what it means, and what one can do.
KINDLY = {
    "dates": _(
        "Those who know it best are not free on these dates. With other dates, or with more of them, it often works."
    ),
    "capacity": _("Those who know it best have done as many visits as they can this season. Ask again in some months."),
    "funding": _("Nobody could pay for it yet. A call costs nothing; perhaps begin with that."),
    "safety": _("It was not safe enough for everybody, and that says nothing against you."),
    "legal": _("The law stood in the way this time. A coordinator can tell you more in the conversation."),
    "other": _("It says nothing against you or your question."),
}


@require_GET
def request_page(request: HttpRequest, pk: int) -> HttpResponse:
    asked = find(request.user, pk)
    if asked.state == R.DRAFT:
        return redirect("visits:request_edit", asked.pk, asked.part)
    return show(request, asked)


def find(user: Any, pk: int, *sets: Any) -> VisitRequest:
    """Return the request with these sets of its rows, without any with those that its page shows, or 404."""
    rows = queries.requests_for_user(user)
    asked = get_object_or_404(with_sides(rows) if sets else for_page(rows), pk=pk)
    fetch_together([asked], *(sets or ON_PAGE))
    return asked


def show(request: HttpRequest, asked: VisitRequest, **forms: Any) -> HttpResponse:
    """Draw the page; whoever could not take what was typed passes the form back, so that nothing is lost."""
    held = permissions.roles(request.user, asked)
    turn = turns.whose_turn(asked, request.user)
    zone = zone_for(asked)
    when = next((hours.spell_of_proposal(row, zone) for row in asked.proposals.all() if row.state == P.AGREED), None)
    context = {
        "asked": asked,
        "held": held,
        "turn": turn,
        "others": other_turns(asked, request.user, turn),
        "steps": steps(asked, is_yours=(at_step := acts_at_step(turn)), when=when.days if when else ""),
        "at_step": at_step,
        "when": when,
        "dates": dates_on_the_table(asked, request.user, held, zone),
        "yeses": yeses(asked),
        "experts_yes": len(permissions.accepted_experts(asked)),
        "talk": talk(asked, request.user),
        "unread": unread(asked, request.user),
        "may_write": is_open(asked),
        "message_form": MessageForm(),
        "end_form": EndForm(auto_id="end_%s"),
        "word_form": WordForm(auto_id="postpone_%s"),
        "settle": still_to_settle(asked, turn),
        "travels": group_travels(asked),
        "has_house": host_kind(asked) != "none",
        "is_own_house": host_kind(asked) == "own",
        "may_download": may_download(asked, held),
        "takes_out": calls_off(asked),
        "door": door_of(asked, request.user),
        "from_outside": outsiders_taken(asked),
        "code": code_of(asked, held),
        "kindly": KINDLY.get(asked.reason, "") if asked.state == R.STOOD_DOWN else "",
        "mending": mending.asked_for(asked) if asked.state == R.RETURNED else [],
        "may_make_practice": may_make_practice(request.user, asked),
        "call": calls.standing(asked.calls.all()) if "requester" in held else None,
        "is_deputy": asked.deputy_id == request.user.pk,
        "may_keep_apart": asked.state in MAY_KEEP_APART,
        "may_split": asked.state in SPLITTABLE and asked.asks(request.user),
        "to_desk": is_coordinator(request.user) and "requester" not in held,
        **forms,
    }
    return render(request, "visits/request_page.html", context)


def unread(asked: VisitRequest, user: Any) -> int:
    """Return the number of the last message of somebody else that the reader has not said to have read, or 0."""
    theirs = [row.pk for row in asked.messages.all() if row.author_id != user.pk]
    last = max(theirs, default=0)
    return last if last > asked.read_up_to.get(str(user.pk), 0) else 0


def acts_at_step(turn: turns.Turn | None) -> bool:
    """Is the step at which the request stands the reader's? Feedback is theirs, but no step: it lights no seat."""
    return bool(turn and turn.is_yours and turn.act not in ("give-feedback", "tell-changes"))


def _visit(asked: VisitRequest) -> Any:
    return getattr(asked, "visit", None)


def zone_for(asked: VisitRequest) -> str:
    """Return the visit's zone, or the one in which it is being planned."""
    being_planned = asked.state in (R.INVITING, R.PLANNING) and not date_is_agreed(asked)
    if not being_planned:
        return getattr(_visit(asked), "zone", asked.requester.time_zone)
    return hours.zone_at(asked, offers_for(asked))


def offers_for(asked: VisitRequest) -> list[HostOffer]:
    """Return the terms of the houses in which it could be, the likeliest first."""
    return hours.offers_of(asked, [row.expert_id for row in permissions.accepted_experts(asked)])


def other_turns(asked: VisitRequest, user: Any, lead: turns.Turn | None) -> list[turns.Turn]:
    """Return what else is the reader's turn here, beside the one the page leads with."""
    mine = [row for row in asked.turns.all() if row.user_id == user.pk and not (lead and lead.row == row)]
    return [turns.in_words(row, user) for row in mine]


def code_of(asked: VisitRequest, held: set[str]) -> dict[str, Any] | None:
    """Return when those who come accepted the rules of the house (None: not yet), for all who said yes."""
    visit = _visit(asked)
    if asked.state not in (R.CONFIRMED, R.HELD, R.CLOSED) or not held or not visit.house_rules:
        return None
    accepted = accepted_rules(visit)
    coming = visitors(asked)
    return {"accepted_at": max(accepted.values(), default=None) if coming and coming <= set(accepted) else None}


def outsiders_taken(asked: VisitRequest) -> list[str] | None:
    """Return the kinds of people from outside the house agreed to; None where it has not answered, or none would come."""
    agreed = [row for row in permissions.consents_of(asked) if row.state == HostConsent.State.AGREED]
    return agreed[-1].outsiders if agreed and asked.outsiders else None


def door_of(asked: VisitRequest, user: Any, *, comes: bool = False) -> HostOffer | None:
    """Return the house's address and door for those who come, from its yes until the visit is over; for nobody else."""
    facility = getattr(_visit(asked), "facility", None)
    offer = getattr(facility, "host_offer", None)
    if asked.state != R.CONFIRMED or offer is None or not offer.address or not (comes or user.pk in visitors(asked)):
        return None
    return offer


def calls_off(asked: VisitRequest) -> bool:
    """Does the calendar file only take out what it once put in?"""
    planned = asked.state in (R.INVITING, R.PLANNING)
    return STATUS.get(asked.state) == "CANCELLED" or (planned and not date_is_agreed(asked))


def may_make_practice(user: Any, asked: VisitRequest) -> bool:
    """The last step, and the one that brings others something; see `actions.make_practice`."""
    if asked.state != R.CLOSED or "learner" not in permissions.report_roles(user, asked):
        return False
    report = getattr(_visit(asked), "report", None)
    return report is not None and report.state == Report.State.ACCEPTED


def may_download(asked: VisitRequest, held: set[str]) -> bool:
    """The calendar file is for those who said yes, once everybody did; from then on also to take entries out."""
    visit = _visit(asked)
    return bool(visit and visit.first_confirmed_at and held & {"requester", "expert", "host"})
