"""What would bring more people onto a list? From the rules that left most out: what somebody can do about it."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from visits.models import VisitRequest

ENOUGH = 3
HINTS: dict[str, Promise] = {
    "dates": _("%(n)d more would fit on other dates: ask whether the dates can be widened."),
    "notice": _("%(n)d more need longer notice: ask for later dates."),
    "language": _("%(n)d more would fit with an interpreter."),
    "group": _("%(n)d more would take a smaller group."),
    "house-small": _("%(n)d more would host a smaller group."),
    "house-months": _("%(n)d more would host in other months."),
    "house-full": _("%(n)d more would host next year."),
    "outsiders": _("%(n)d more would come without the outside visitors."),
    "country": _("%(n)d more work in a country that the requester left out."),
    "travel-region": _("%(n)d more do not travel there: ask whether a call would help."),
    "travel": _("%(n)d more do not travel: ask whether a call would help."),
    "kind": _("%(n)d more offer other kinds of help."),
    "asked-enough": _("%(n)d more have two questions open this week: wait for their answers."),
    "capacity": _("%(n)d more have done their visits of this year."),
    "paused": _("%(n)d more take a pause that will end."),
}


def what_would_help(asked: VisitRequest, out: Mapping[str, int], able: int) -> list[str]:
    """Return three sentences at most, the largest gain first; nothing where enough people fit."""
    if able >= max(ENOUGH, asked.experts_needed + 1):
        return []
    most = sorted(((-n, code) for code, n in out.items() if code in HINTS and n))[:3]
    return [str(HINTS[code]) % {"n": -n} for n, code in most]
