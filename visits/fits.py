"""Who fits, and why, as the desk shows it? Matches with their reasons in words and their parts drawn to scale."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from portal.delivery.queries import reads_in_portal_only
from visits.improving import what_would_help
from visits.load import with_load
from visits.matching.context import Likeness, similar
from visits.matching.filters import FILTER_WORDS
from visits.matching.reasons import MOVED_WORDS, in_words
from visits.matching.weights import PART_WORDS, WHOLE
from visits.models import Invitation, Match, VisitRequest
from visits.weighing import weights_behind

# So many are drawn at first, and so many when more are asked for; the others can be picked by hand.
FIRST, MOST = 6, 12
BAR = 4  # units of the drawing for one point


@dataclass(frozen=True)
class Part:
    """One part of a score, drawn: `frame` is the most it can give, `bar` what it gave, in units of the drawing."""

    label: str
    points: float
    most: int
    frame: int
    bar: float


@dataclass(frozen=True)
class Fit:
    match: Match
    invitation: Invitation | None
    reasons: list[str]
    parts: list[Part]
    most: int
    # How the form stands: as the list was approved, or as it was ticked before something had to be said.
    is_ticked: bool
    is_confirmed: bool
    place: int
    # Why they stand higher than their score says; empty where the score alone decides.
    moved: str
    portal_only: bool
    similar: tuple[int, int]  # alike in so many of so many things of their places

    @property
    def can_be_listed(self) -> bool:
        return self.invitation is None or self.invitation.state == Invitation.State.SUGGESTED


@dataclass(frozen=True)
class Fits:
    """`able` are shown with their reasons; `others` fit less well or were left out by a rule, and can be picked."""

    able: list[Fit] = field(default_factory=list)
    less: list[Match] = field(default_factory=list)
    # (match, the rule in words)
    out: list[tuple[Match, str]] = field(default_factory=list)
    by_hand: list[Match] = field(default_factory=list)
    # What would bring more people onto the list; empty where enough fit.
    hints: list[str] = field(default_factory=list)
    # By member, also of those who are shown elsewhere because they offered to help.
    fit_of: dict[int, Fit] = field(default_factory=dict)


@dataclass(frozen=True)
class Picked:
    """What a coordinator ticked: members in order of their numbers, and the names that were confirmed."""

    numbers: dict[int, int]
    confirmed: frozenset[int]
    by_hand: int | None = None
    at_once: int | None = None

    def experts(self) -> list[int]:
        """Return the ids in order; equal numbers keep the order of the page, whoever is picked by hand comes last."""
        ordered = sorted(self.numbers, key=lambda pk: self.numbers[pk])
        if self.by_hand is None or self.by_hand in ordered:
            return ordered
        return [*ordered, self.by_hand]


def fits(asked: VisitRequest, picked: Picked | None = None, most: int = FIRST) -> Fits:
    """Return the list with one query; reads the invitations the page has loaded.

    Whoever is asked, on the approved list or ticked is drawn, wherever they stand.
    Whoever offered to help stands in a list of their own (visits.volunteers).
    """
    by_expert = {row.expert_id: row for row in asked.invitations.all() if not row.was_never_asked}
    offered = {row.member_id for row in asked.volunteers.all() if row.taken_back_at is None}
    rows: Any = asked.matches.select_related("expert__user__preference", "expert__expert_profile", "weights")
    matches = list(with_load(rows))
    able = [row for row in matches if not row.ruled_out and row.expert_id not in offered]
    out = [row for row in matches if row.ruled_out and row.expert_id not in offered]
    drawn = {row.expert_id for row in able[:most]} | by_expert.keys() | (picked.numbers.keys() if picked else set())
    shown = [
        _fit(row, by_expert.get(row.expert_id), picked, place)
        for place, row in enumerate(able, start=1)
        if row.expert_id in drawn
    ]
    elsewhere = by_expert.keys() | {fit.match.expert_id for fit in shown}
    others = [row for row in matches if row.expert_id not in elsewhere]
    return Fits(
        shown,
        [row for row in able if row.expert_id not in drawn],
        [(row, str(FILTER_WORDS.get(row.ruled_out, row.ruled_out))) for row in out],
        sorted(others, key=lambda row: row.expert.name.lower()),
        what_would_help(asked, Counter(row.ruled_out for row in out), len(able)),
        {
            row.expert_id: _fit(row, by_expert.get(row.expert_id), picked, 1)
            for row in matches
            if row.expert_id in offered
        },
    )


def _fit(row: Any, invitation: Invitation | None, picked: Picked | None, place: int) -> Fit:
    return Fit(
        row,
        invitation,
        [in_words(one) for one in row.reasons],
        parts(row),
        WHOLE,
        row.expert_id in picked.numbers if picked else invitation is not None,
        row.expert_id in picked.confirmed if picked else False,
        picked.numbers.get(row.expert_id, place) if picked else invitation.order if invitation else place,
        str(MOVED_WORDS.get(row.moved_for, "")),
        reads_in_portal_only(row.expert.user),
        similar_in(row),
    )


def similar_in(row: Match) -> tuple[int, int]:
    """Return (similar, asked)."""
    return similar([Likeness(one["key"], one["alike"]) for one in row.context])


def parts(match: Match) -> list[Part]:
    found = []
    for slug, most in weights_behind(match).parts.items():
        points = match.parts.get(slug, 0)
        found.append(Part(str(PART_WORDS[slug]), points, most, most * BAR, round(points * BAR, 1)))
    return found
