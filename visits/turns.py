"""Whose turn is it, in words? What pages say first, and what the dashboard lists."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from visits import queries
from visits.models import Turn as TurnRow
from visits.models import VisitRequest


@dataclass(frozen=True)
class Turn:
    """`act` names the form to show when it is yours; `who` is the other side in words when it is not.

    `at_zero`: at the desk, what happens by itself when nobody does it.
    """

    is_yours: bool
    act: str
    heading: str
    text: str
    who: str
    due_at: datetime | None
    url: str
    request: VisitRequest
    row: TurnRow | None = None
    at_zero: str = ""

    @property
    def inside(self) -> str:
        """The heading as it stands inside a sentence."""
        return self.heading[:1].lower() + self.heading[1:]


# act -> (what it is for the one who acts, one line more, who it is for everybody else, page)
ACTS: dict[str, tuple[Any, Any, Any, str]] = {
    "finish-draft": (_("Finish your request"), _("Nothing was sent yet."), _("the requester"), "visits:request_page"),
    "read-request": (
        _("Read a request"), _("Look at the list of people who fit, then choose."), _("your coordinator"), "visits:desk_request",
    ),
    "let-through": (
        _("Say whether a request may be sent"), _("A rule holds it back; its requester says why it should go on."),
        _("your coordinator"), "visits:waiver_decide",
    ),
    "answer-question": (
        _("Answer your coordinator's question"), _("Then send it again."), _("the requester"), "visits:request_page",
    ),
    "answer-invitation": (
        _("Answer an invitation"), _("Every answer is a good answer."), _("people who fit"), "visits:invitation_page",
    ),
    "answer-dates": (
        _("Say whether these dates fit"), _("Somebody who fits proposes other dates."), _("the requester"), "visits:request_page",
    ),
    "weigh-conflict": (
        _("Decide whether two sides may meet"),
        _("Somebody who said yes keeps apart, by their own profile, from those who ask. They do not know that it concerns them."),
        _("your coordinator"), "visits:desk_request",
    ),
    "find-more": (
        _("Choose more people to ask"), _("Everybody on the list was asked, or cannot be asked now."), _("your coordinator"), "visits:desk_request",
    ),
    "read-volunteers": (
        _("Look at who offers to help"), _("Somebody answered the open call: put them on the list, or thank them."),
        _("your coordinator"), "visits:desk_request",
    ),
    "agree-call": (
        _("Say whether members may be told"), _("Your coordinator would like to ask all members; you read the words first."),
        _("the requester"), "visits:request_page",
    ),
    "choose-date": (
        _("Choose a date"), _("Agree to the days proposed, or propose your own; nobody is offended."),
        _("those who have not agreed to a date yet"), "visits:request_page",
    ),
    "propose-date": (
        _("Propose a date"), _("Name days and hours; the others are asked at once."), _("the requester"), "visits:request_page",
    ),
    "answer-as-host": (
        _("Say whether they may come"), _("Group, days and questions are before you."), _("the house"), "visits:consent_page",
    ),
    "pick-house": (
        _("Pick a house"), _("A date is agreed, but no house has said yes to it."), _("your coordinator"), "visits:desk_request",
    ),
    "help-along": (
        _("Help a request along"), _("Somebody has been silent for longer than agreed."), _("your coordinator"),
        "visits:desk_request",
    ),
    "read-rules": (
        _("Read the rules of the house"), _("It adds something to the visitor code; everybody who comes keeps to it."),
        _("those who visit"), "visits:request_page",
    ),
    "read-incident": (
        _("Read what went wrong"), _("Somebody who took part has written what happened."),
        _("the house and the coordinator"), "visits:visit_incidents",
    ),
    "reconfirm": (
        _("Say whether everything still holds"), _("One button; or say what has changed."), _("those who have not said so yet"),
        "visits:visit_reconfirm",
    ),
    "ask-round": (
        _("Ask whether the visit still holds"), _("It is near, and somebody has not said whether everything still holds."),
        _("your coordinator"), "visits:desk_request",
    ),
    "name-fee": (
        _("Name the peer worker’s fee"), _("A peer worker takes part; nothing is confirmed before the fee is named."),
        _("the requester"), "visits:costs_edit",
    ),
    "sign-code": (
        _("Sign the visitor code"), _("You come along; everybody who comes signs it."), _("those who visit"), "visits:visitor_page",
    ),
    "pay-fee": (
        _("Pay the peer worker’s fee"), _("Tick it as settled once it is paid; the peer worker can tick it, too."),
        _("the requester"), "visits:costs_edit",
    ),
    "chase-fee": (
        _("Ask after a peer worker’s fee"), _("The visit is over, and nobody has said that the fee was paid."),
        _("your coordinator"), "visits:desk_request",
    ),
    "say-held": (_("Did it take place?"), _("One click; both sides are asked."), _("both sides"), "visits:request_page"),
    "decide-held": (
        _("Decide whether it took place"), _("The sides were silent or do not agree."), _("your coordinator"), "visits:desk_request",
    ),
    "write-report": (_("Write the report"), _("It is half filled in already."), _("the side that learned"), "visits:report_edit"),
    "sign-report": (
        _("Read the report and sign it off"), _("Nobody else reads it before your yes."), _("whoever signs the report off"),
        "visits:report_signoff",
    ),
    "tell-changes": (_("Tell what changed at home"), _("Two minutes."), _("the side that learned"), "visits:follow_up_answer"),
    "give-feedback": (_("Give feedback"), _("Three minutes."), _("both sides"), "visits:feedback_give"),
}  # fmt: skip
OVER = (VisitRequest.State.CLOSED,)
# When several things wait in one request, the page leads with the first of these.
ORDER = ["read-incident", *(act for act in ACTS if act != "read-incident")]


def in_words(row: TurnRow, user: Any) -> Turn:
    heading, text, who, page = ACTS[row.act]
    if row.act == "answer-invitation":
        url = reverse(page, args=[row.invitation_id])
    elif row.act == "answer-as-host":
        url = reverse(page, args=[row.consent_id])
    elif row.act == "answer-dates" and row.user_id not in (row.request.requester_id, row.request.deputy_id):
        url = reverse("visits:desk_request", args=[row.request_id])
    else:
        url = reverse(page, args=[row.request_id])
    return Turn(
        is_yours=row.user_id == user.pk,
        act=row.act,
        heading=str(heading),
        text=str(text),
        who=str(who),
        due_at=row.due_at,
        url=url,
        request=row.request,
        row=row,
    )


def whose_turn(request: VisitRequest, user: Any) -> Turn | None:
    """Return the turn that the page leads with: the reader's own first, else whoever else is awaited, else None.

    Reads `request.turns` (prefetched by `queries.with_rows`). Nobody learns from it who was asked: an invitation's
    turn is "people who fit" for everybody but the person asked.
    """
    rows = sorted(request.turns.all(), key=lambda row: (row.user_id != user.pk, ORDER.index(row.act)))
    for row in rows:
        row.request = request
    if not rows:
        return None
    if request.state in OVER and rows[0].user_id != user.pk:
        return None  # what others are still asked after the end is nobody else's business
    found = in_words(rows[0], user)
    theirs = {request.requester_id, request.deputy_id}
    if found.act == "choose-date" and {row.user_id for row in rows if row.act == found.act} <= theirs:
        return replace(found, who=str(_("the requester")))
    return found


def turns_of(user: Any) -> list[Turn]:
    """Return everything that waits for this user, the most urgent first, with one query."""
    return _most_urgent_first(queries.turns_for_user(user).select_related("request"), user)


def _most_urgent_first(rows: Iterable[TurnRow], user: Any) -> list[Turn]:
    found = [in_words(row, user) for row in rows if row.act != "finish-draft"]
    return sorted(found, key=lambda turn: turn.due_at.timestamp() if turn.due_at else float("inf"))


def for_dashboard(user: Any) -> tuple[list[Turn], list[Turn]]:
    """Return what waits for this user, and one turn for each of their own requests that waits for somebody else.

    One query, kept on the user for the page.
    """
    if not hasattr(user, "_turns_around"):
        user._turns_around = list(queries.turns_around_user(user).select_related("request"))
    mine = [row for row in user._turns_around if row.user_id == user.pk]
    theirs: dict[int, list[TurnRow]] = {}
    for row in user._turns_around:
        if row.request.state in OVER:
            continue
        theirs.setdefault(row.request_id, []).append(row)
    for row in mine:
        theirs.pop(row.request_id, None)
    leading = [min(rows, key=lambda row: ORDER.index(row.act)) for rows in theirs.values()]
    return _most_urgent_first(mine, user), _most_urgent_first(leading, user)


def drafts_on_dashboard(user: Any) -> list[Turn]:
    """Return the user's own requests that were not sent yet, the newest first; `for_dashboard` has fetched them."""
    for_dashboard(user)
    rows = [row for row in user._turns_around if row.act == "finish-draft" and row.user_id == user.pk]
    return [in_words(row, user) for row in sorted(rows, key=lambda row: row.request_id, reverse=True)]


# What a coordinator does at the desk; everything else is counted at "Visits".
AT_DESK = frozenset(act for act, words in ACTS.items() if words[3] in ("visits:desk_request", "visits:waiver_decide"))


def _standing(user: Any) -> QuerySet[TurnRow]:
    return queries.turns_for_user(user).exclude(act="finish-draft")


def _is_at_desk(user: Any) -> Q:
    """Dates are answered at the desk when the requester was silent about them."""
    theirs = Q(request__requester=user.pk) | Q(request__deputy=user.pk)
    return Q(act__in=AT_DESK) | (Q(act="answer-dates") & ~theirs)


def away_from_desk(user: Any) -> QuerySet[TurnRow]:
    """Return what of one's own waits: the lamp at "Visits" counts it."""
    return _standing(user).exclude(_is_at_desk(user))


def at_desk(user: Any) -> QuerySet[TurnRow]:
    return _standing(user).filter(_is_at_desk(user))


def next_at_desk(user: Any) -> Subquery:
    """Return, for a list of requests, the id of the one that waits longest at this desk, other than each itself."""
    # A draft that asks to be let through has a page of its own.
    waiting = at_desk(user).filter(due_at__isnull=False).exclude(act="let-through").exclude(request=OuterRef("pk"))
    waiting = waiting.order_by("due_at", "id")
    return Subquery(waiting.values("request_id")[:1])
