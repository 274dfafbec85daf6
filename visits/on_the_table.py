"""What lies on the table of a request? Dates, yeses, messages and what is still to settle, as one reader may see them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from accounts.bylines import byline
from visits import hours, permissions, turns
from visits.completeness import group_travels, host_kind
from visits.conversation import may_change, readers
from visits.models import DateProposal, HostConsent, Invitation, VisitRequest
from visits.pace import answer_days
from visits.steps import date_is_agreed

R = VisitRequest.State
P = DateProposal.State
PLANNED = (R.PLANNING, R.CONFIRMED)


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
                row.state == P.OPEN
                and asked.speaks_for(user) not in row.agreed_by
                and bool(held & {"requester", "expert"}),
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
    if user_id and user_id == asked.deputy_id:
        return _("The deputy")
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
        found.append(
            Yes(
                _("The expert"),
                f"{byline(row.expert)}. " + _("Said yes on %(day)s.") % {"day": hours.day_of(row.answered_at)},
                "done",
            )
        )
    if asked.state == R.INVITING:
        found.append(Yes(_("The expert"), _("We are asking people who fit."), "asked"))
    if host_kind(asked) != "none":
        found.append(_house(asked))
    return found


def _house(asked: VisitRequest) -> Yes:
    agreed = [row for row in permissions.consents_of(asked) if row.state == HostConsent.State.AGREED]
    if asked.state == R.CONFIRMED or (agreed and asked.state in (R.PLANNING, R.INVITING)):
        said = (agreed[-1].answered_at if agreed else None) or asked.visit.confirmed_at
        return Yes(_("The house"), _("Said yes on %(day)s.") % {"day": hours.day_of(said)}, "done")
    if asked.state == R.PLANNING and date_is_agreed(asked):
        return Yes(_("The house"), _("Its sign-off person reads group, dates and questions."), "asked")
    text = _("Its sign-off person is asked as soon as a date is chosen, and answers within %(n)d working days.") % {
        "n": answer_days(asked)
    }
    return Yes(_("The house"), text, "later")


@dataclass(frozen=True)
class Said:
    """One message as the reader sees it."""

    by: str
    letter: str
    message: Any
    # by which parts it was read; told once, under the last message that they read
    read_by: str
    may_change: bool


def talk(asked: VisitRequest, user: Any) -> list[Said]:
    found: list[tuple[str, str, Any, list[str]]] = []
    for row in asked.messages.all():
        by = author_of(asked, row.author_id, user)
        letter = (_("Coordinator") if by == _("Your coordinator") else by)[:1]
        found.append((by, letter.upper(), row, readers(asked, row)))
    told: set[str] = set()
    shown = []
    for by, letter, row, parts in reversed(found):
        new = [part for part in parts if part not in told]
        told.update(new)
        shown.append(Said(by, letter, row, ", ".join(new), may_change(row, user)))
    return shown[::-1]


@dataclass(frozen=True)
class Thing:
    """One line of what is still to settle: `state` is "done", "yours" or "open"."""

    text: str
    state: str


def still_to_settle(asked: Any, turn: turns.Turn | None) -> list[Thing]:
    if asked.state not in (R.INVITING, *PLANNED):
        return []
    yours = bool(turn and turn.is_yours and turn.act in ("choose-date", "propose-date", "answer-dates"))
    agreed = asked.state == R.CONFIRMED or date_is_agreed(asked)
    return list(_things(asked, agreed=agreed, yours=yours))


def _things(asked: Any, *, agreed: bool, yours: bool) -> Iterable[Thing]:
    yield Thing(_("Visitor code read"), "done" if asked.accepts_code else "open")
    interpreter = {
        "no": _("Interpreter: not needed"),
        "we-bring": _("Interpreter: the visitors bring one"),
        "please-bring": _("Interpreter: to be found"),
    }
    yield Thing(interpreter.get(asked.interpreter, ""), "open" if asked.interpreter == "please-bring" else "done")
    yield Thing(_("Dates"), "done" if agreed else "yours" if yours else "open")
    if host_kind(asked) != "none":
        said_yes = any(row.state == HostConsent.State.AGREED for row in permissions.consents_of(asked))
        yield Thing(_("The house’s yes"), "done" if said_yes or asked.state == R.CONFIRMED else "open")
    yield Thing(_("Who pays"), "open" if asked.who_pays == "unclear" else "done")
    if any(row.act == "name-fee" for row in asked.turns.all()):
        yield Thing(_("The peer worker’s fee"), "open")
    if group_travels(asked):
        count = {"given": asked.names_given, "all": asked.group_size}
        text = _("Names of those who come, to the house only: %(given)d of %(all)d") % count
        yield Thing(text, "done" if asked.names_given >= asked.group_size else "open")
