"""May somebody who offers to help be asked? The hard rules of matching; and what the desk reads of all who offered."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Member
from visits.fits import Fit, Fits, Picked
from visits.matching.filters import FILTER_WORDS, ruled_out
from visits.matching.gather import facts_for, facts_without_profile
from visits.matching.reasons import in_words
from visits.models import Invitation, Match, VisitRequest, Volunteer

# The load of this week passes by itself: whoever has enough questions now is asked a little later.
PASSES = "asked-enough"
ASKED_BEFORE = "asked-before"
# What somebody can read in their own profile is said to them. All else would tell who asks: they hear what everybody hears.
SAID_OPENLY: dict[str, Any] = {
    "kind": gettext_lazy("Your expert profile does not offer this kind of help yet. Add it there, then offer again."),
    "format": gettext_lazy(
        "Your expert profile says that you help in another way (on site, or by call). Change it there if you can, then offer again."
    ),
    "travel": gettext_lazy("Your expert profile says that you do not travel, and this needs a journey."),
    "paused": gettext_lazy("You take a pause at the moment. End it in your expert profile, then offer again."),
    "capacity": gettext_lazy(
        "You have done as many visits this year as your expert profile offers. Raise the number there if you want to do more."
    ),
    "language": gettext_lazy(
        "You share no language at working level with those who ask. If that is wrong, change your profile and offer again."
    ),
    "notice": gettext_lazy("Your expert profile asks for more notice than these dates leave."),
    "dates": gettext_lazy("Your expert profile says that you are not free on any of these dates."),
}
AT_DESK: dict[str, Any] = {
    **FILTER_WORDS,
    ASKED_BEFORE: gettext_lazy("Was asked before; the answer stands above."),
}


def why_not(request: VisitRequest, member: Member) -> str:
    """Return the code of the rule that says no, or "". Whoever offers is listed for this, also without a profile."""
    asked, experts = facts_for(request, only=member)
    facts = next(iter(experts), None) or facts_without_profile(member, request)
    code = ruled_out(asked, replace(facts, is_listed=True, open_invitations=0))
    return "" if code == PASSES else code


def kindly(code: str) -> str:
    """Return what is said to somebody who cannot be asked, where it is about themselves; "" where nothing may be said."""
    return str(SAID_OPENLY.get(code, ""))


@dataclass(frozen=True)
class Offer:
    """Somebody who offered, as the desk reads it."""

    row: Volunteer
    match: Match | None
    reasons: list[str]
    most: int
    # Why they cannot be asked, in words.
    why: str
    state: str
    may_be_listed: bool
    is_ticked: bool
    place: int


def offers(asked: VisitRequest, found: Fits, picked: Picked | None = None) -> list[Offer]:
    """Return who offered and did not take it back, those to choose from first; asks the database nothing."""
    by_expert = {row.expert_id: row for row in asked.invitations.all()}
    rows = [row for row in asked.volunteers.all() if row.taken_back_at is None]
    # Somebody may have answered two calls of one request: the later words count.
    last = {row.member_id: row for row in rows}
    made = [
        _offer(row, found.fit_of, by_expert.get(row.member_id), picked, n) for n, row in enumerate(last.values(), 1)
    ]
    return sorted(made, key=lambda one: (not one.may_be_listed, -(one.match.score if one.match else 0)))


def _offer(
    row: Volunteer, fit_of: Mapping[int, Fit], invitation: Invitation | None, picked: Picked | None, number: int
) -> Offer:
    fit = fit_of.get(row.member_id)
    match = fit.match if fit and not fit.match.ruled_out else None
    waits = bool(invitation and invitation.state == Invitation.State.SUGGESTED)
    is_listed = bool(invitation and invitation.waits_on_list)
    numbers = picked.numbers if picked else {}
    return Offer(
        row=row,
        match=match,
        reasons=[in_words(one) for one in match.reasons] if match else [],
        most=fit.most if fit else 0,
        why=str(AT_DESK.get(row.ruled_out, row.ruled_out)) if row.ruled_out else "",
        state=_state(row, invitation),
        may_be_listed=waits and row.thanked_at is None,
        is_ticked=row.member_id in numbers if picked else is_listed,
        place=numbers.get(row.member_id) or (invitation.order if invitation and is_listed else number),
    )


def _state(row: Volunteer, invitation: Invitation | None) -> str:
    if invitation and invitation.invited_at:
        return str(invitation.get_state_display())
    if row.thanked_at:
        return _("thanked")
    if invitation and invitation.waits_on_list:
        return _("on the list")
    return _("cannot be asked") if row.ruled_out else _("waits for you")
