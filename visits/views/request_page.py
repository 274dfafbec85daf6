"""Where does a request stand? Whose turn it is first, then the two yeses, the conversation, what is still to settle."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count, Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.bylines import byline
from accounts.permissions import is_coordinator
from portal import clock
from visits import hours, permissions, queries, turns
from visits.actions.planning import host_kind
from visits.completeness import group_travels
from visits.forms.acts import EndForm, MessageForm, WordForm
from visits.models import DateProposal, HostConsent, Invitation, Message, VisitRequest
from visits.steps import date_is_agreed, steps

R = VisitRequest.State
P = DateProposal.State
PLANNED = (R.PLANNING, R.CONFIRMED)
TALKS_ON = timedelta(days=14)


def for_page(requests: QuerySet[VisitRequest]) -> QuerySet[VisitRequest]:
    """Add the rows a request's page shows: six queries, whatever their number."""
    return (
        requests.select_related(
            "requester__member__user",
            "organisation",
            "visit__facility__country",
            "visit__report",
            "visit__practice_origin",
            "picked_facility",
        )
        .prefetch_related(
            Prefetch("invitations", Invitation.objects.select_related("expert__user")),
            Prefetch("proposals", DateProposal.objects.exclude(state=P.REPLACED)),
            "visit__consents",
            "turns",
            "messages",
        )
        .annotate(names_given=Count("participants", distinct=True))
    )


@require_GET
def request_page(request: HttpRequest, pk: int) -> HttpResponse:
    asked = find(request.user, pk)
    if asked.state == R.DRAFT:
        return redirect("visits:request_edit", asked.pk, asked.part)
    return show(request, asked)


def find(user: Any, pk: int) -> VisitRequest:
    """Return the request with the rows its page shows, or 404."""
    return get_object_or_404(for_page(queries.requests_for_user(user)), pk=pk)


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
        "steps": steps(asked, is_yours=bool(turn and turn.is_yours), when=when.days if when else ""),
        "when": when,
        "dates": dates_on_the_table(asked, request.user, held, zone),
        "yeses": yeses(asked),
        "experts_yes": len(permissions.accepted_experts(asked)),
        "talk": talk(asked, request.user),
        "may_write": may_write(asked),
        "message_form": MessageForm(),
        "end_form": EndForm(auto_id="end_%s"),
        "word_form": WordForm(auto_id="postpone_%s"),
        "settle": still_to_settle(asked, turn),
        "travels": group_travels(asked),
        "has_house": host_kind(asked) != "none",
        "may_download": may_download(asked, held),
        "to_desk": is_coordinator(request.user) and "requester" not in held,
        **forms,
    }
    return render(request, "visits/request_page.html", context)


def _visit(asked: VisitRequest) -> Any:
    return getattr(asked, "visit", None)


def zone_for(asked: VisitRequest) -> str:
    """Return the visit's zone, or the one in which it is being planned."""
    if visit := _visit(asked):
        return str(visit.zone)
    if asked.state not in (R.INVITING, R.PLANNING):
        return asked.requester.time_zone
    return hours.zone_of(asked, [row.expert_id for row in permissions.accepted_experts(asked)])


def other_turns(asked: VisitRequest, user: Any, lead: turns.Turn | None) -> list[turns.Turn]:
    """Return what else is the reader's turn here, beside the one the page leads with."""
    mine = [row for row in asked.turns.all() if row.user_id == user.pk and not (lead and lead.row == row)]
    return [turns.in_words(row, user) for row in mine]


@dataclass(frozen=True)
class Dates:
    """One proposal as the reader sees it."""

    proposal: DateProposal
    spell: hours.Spell
    by: str
    is_agreed: bool
    # May the reader still say yes to it, and is it an answer of somebody not yet known?
    awaits_you: bool
    from_outside: bool


def dates_on_the_table(asked: VisitRequest, user: Any, held: set[str], zone: str) -> list[Dates]:
    """Return the proposals the reader may see; those of somebody who has not accepted yet only for the requester."""
    if asked.state not in (R.INVITING, R.PLANNING):
        return []
    found = []
    for row in asked.proposals.all():
        outside = row.state == P.OPEN and _still_outside(asked, row)
        if outside and "requester" not in held:
            continue
        found.append(
            Dates(
                row,
                hours.spell_of_proposal(row, zone),
                author_of(asked, row.by_id, user),
                row.state == P.AGREED,
                row.state == P.OPEN and user.pk not in row.agreed_by and bool(held & {"requester", "expert"}),
                outside,
            )
        )
    return found


def _still_outside(asked: VisitRequest, row: DateProposal) -> bool:
    answer = next((one for one in asked.invitations.all() if one.pk == row.invitation_id), None)
    return answer is not None and answer.state != Invitation.State.ACCEPTED


def author_of(asked: VisitRequest, user_id: int | None, reader: Any) -> str:
    """Say who wrote, by the part they have in it: never a name, never who else was asked."""
    if user_id == reader.pk:
        return _("You")
    if user_id == asked.requester_id:
        return byline(getattr(asked.requester, "member", None))
    for row in asked.invitations.all():
        if row.expert.user_id == user_id:
            return byline(row.expert) if row.state == Invitation.State.ACCEPTED else _("Somebody who fits")
    if any(row.person_id == user_id for row in permissions.consents_of(asked)):
        return _("The house")
    return _("Your coordinator") if user_id else _("A former member")


@dataclass(frozen=True)
class Yes:
    """One of the yeses a visit needs: `state` is "done", "asked" or "later"."""

    who: str
    text: str
    state: str


def yeses(asked: VisitRequest) -> list[Yes]:
    """Return the experts' and the house's yes. Nobody who is still asked, thinks or declined is among them."""
    if asked.state not in (R.INVITING, *PLANNED):
        return []
    found = []
    for row in permissions.accepted_experts(asked):
        when = hours.days_in_words([row.answered_at.date()]) if row.answered_at else ""
        found.append(
            Yes(_("The expert"), f"{byline(row.expert)}. " + _("Said yes on %(day)s.") % {"day": when}, "done")
        )
    if asked.state == R.INVITING:
        found.append(Yes(_("The expert"), _("We are asking people who fit."), "asked"))
    if host_kind(asked) != "none":
        found.append(_house(asked))
    return found


def _house(asked: VisitRequest) -> Yes:
    agreed = [row for row in permissions.consents_of(asked) if row.state == HostConsent.State.AGREED]
    if asked.state == R.CONFIRMED:
        said = agreed[-1].answered_at if agreed else asked.visit.confirmed_at
        return Yes(_("The house"), _("Said yes on %(day)s.") % {"day": hours.days_in_words([said.date()])}, "done")
    if asked.state == R.PLANNING and date_is_agreed(asked):
        return Yes(_("The house"), _("Its sign-off person reads group, dates and questions."), "asked")
    text = _("Its sign-off person is asked as soon as a date is chosen, and answers within five working days.")
    return Yes(_("The house"), text, "later")


@dataclass(frozen=True)
class Said:
    """One message as the reader sees it."""

    by: str
    letter: str
    message: Message


def talk(asked: VisitRequest, user: Any) -> list[Said]:
    found = []
    for row in asked.messages.all():
        by = author_of(asked, row.author_id, user)
        letter = (_("Coordinator") if by == _("Your coordinator") else by)[:1]
        found.append(Said(by, letter.upper(), row))
    return found


def may_write(asked: VisitRequest) -> bool:
    return asked.ended_at is None or clock.now() - asked.ended_at < TALKS_ON


def may_download(asked: VisitRequest, held: set[str]) -> bool:
    """The calendar file is for those who said yes, once everybody did."""
    visit = _visit(asked)
    return bool(visit and visit.confirmed_at and held & {"requester", "expert", "host"})


@dataclass(frozen=True)
class Thing:
    """One line of what is still to settle: `state` is "done", "yours" or "open"."""

    text: str
    state: str


def still_to_settle(asked: VisitRequest, turn: turns.Turn | None) -> list[Thing]:
    if asked.state not in (R.INVITING, *PLANNED):
        return []
    yours = bool(turn and turn.is_yours and turn.act in ("choose-date", "propose-date", "answer-dates"))
    agreed = asked.state == R.CONFIRMED or date_is_agreed(asked)
    return list(_things(asked, agreed=agreed, yours=yours))


def _things(asked: VisitRequest, *, agreed: bool, yours: bool) -> Iterable[Thing]:
    yield Thing(_("Visitor code read"), "done" if asked.accepts_code else "open")
    interpreter = {
        "no": _("Interpreter: not needed"),
        "we-bring": _("Interpreter: the visitors bring one"),
        "please-bring": _("Interpreter: to be found"),
    }
    yield Thing(interpreter.get(asked.interpreter, ""), "open" if asked.interpreter == "please-bring" else "done")
    yield Thing(_("Dates"), "done" if agreed else "yours" if yours else "open")
    if host_kind(asked) != "none":
        yield Thing(_("The house’s yes"), "done" if asked.state == R.CONFIRMED else "open")
    yield Thing(_("Who pays"), "open" if asked.who_pays == "unclear" else "done")
    if group_travels(asked):
        count = {"given": asked.names_given, "all": asked.group_size}
        text = _("Names of those who come, to the house only: %(given)d of %(all)d") % count
        yield Thing(text, "done" if asked.names_given >= asked.group_size else "open")
