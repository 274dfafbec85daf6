"""What comes out of each kind of request? How its report is called, what it asks, and what the house decides of it."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from visits.completeness import host_kind
from visits.kinds import KINDS
from visits.models import VisitRequest

SEEN = frozenset({"saw_problem", "saw_who", "saw_involvement"})


@dataclass(frozen=True)
class Shape:
    """`labels` are the kind's own words for a question, `leaves_out` what it does not ask."""

    name: Any
    leaves_out: frozenset[str] = frozenset()
    labels: dict[str, Any] = field(default_factory=dict)
    # Is it a list of what is to be done? Is it only whole with the words of both sides?
    needs_plans: bool = False
    needs_both: bool = False


SHAPES: dict[str, Shape] = {
    "study-visit": Shape(_("Visit report")),
    "on-site-training": Shape(
        _("Training note"),
        SEEN - {"saw_who"},
        {
            "what_we_saw": _("What was shown, and what did you practise?"),
            "host_learned": _("What did the trainers learn?"),
        },
    ),
    "remote-advice": Shape(
        _("Short note"),
        SEEN | {"took_part", "what_not"},
        {"what_we_saw": _("What did you hear?"), "host_learned": _("What did the expert learn?")},
    ),
    "implementation": Shape(
        _("Action list"),
        SEEN,
        {"what_we_saw": _("Where do you stand, and what did you talk about?")},
        needs_plans=True,
    ),
    "job-shadowing": Shape(
        _("Learning note of both sides"),
        labels={
            "what_we_saw": _("What did you do and see?"),
            "host_learned": _("What did the team that received you learn?"),
        },
        needs_both=True,
    ),
    "peer-review": Shape(
        _("Written feedback"),
        labels={
            "plans": _("What do you suggest, who could do it, and by when?"),
            "what_differs": _("What is different where you work?"),
            "what_not": _("What should stay as it is, and why?"),
            "host_learned": _("What does the house take from it?"),
        },
    ),
}


def shape_of(asked: VisitRequest) -> Shape:
    return SHAPES[asked.kind]


def who_names_house(asked: VisitRequest) -> str:
    """Return who says for the house how it may be named: "writer", "signer", or "" (then its country only)."""
    kind, where = KINDS[asked.kind], host_kind(asked)
    if where == "facility" and kind.signs_off == "host":
        return "signer"
    if where == "own":
        return "writer" if kind.learner == "requester" else "signer"
    return ""
