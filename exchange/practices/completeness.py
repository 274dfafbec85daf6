"""Which answers does a full practice need, and in which section of the form are they given?"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from exchange.practices.models import Practice

SECTIONS: dict[int, Promise] = {
    1: _("Before"),
    2: _("Where"),
    3: _("How it is done"),
    4: _("The people it is for"),
    5: _("What came of it"),
    6: _("Elsewhere"),
}


@dataclass(frozen=True)
class Gap:
    """A question without an answer, and the section in which it stands."""

    field: str
    section: int
    question: Promise


NEEDED = (
    Gap("problem", 1, _("What was the problem?")),
    Gap("room_model", 2, _("What kind of room?")),
    Gap("who", 3, _("Who does it?")),
    Gap("involvement", 4, _("How were service users involved?")),
    Gap("went_wrong", 5, _("What went wrong?")),
    Gap("evidence_level", 5, _("How sure are you?")),
    Gap("transfer", 6, _("What must be true elsewhere for this to work?")),
)


def missing(practice: Practice) -> list[Gap]:
    """Return the questions of the full form that still want an answer, in the order of the form."""
    return [gap for gap in NEEDED if not str(getattr(practice, gap.field)).strip()]
