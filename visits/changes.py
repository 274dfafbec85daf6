"""What came of a visit? Counted from what its side told last: changes and cities, never people, never a rating."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from visits.models import Report

DONE, PARTLY, NO = "done", "partly", "no"
SAID = [
    (DONE, gettext_lazy("done")),
    (PARTLY, gettext_lazy("partly")),
    (NO, gettext_lazy("no")),
]


@dataclass(frozen=True)
class Changes:
    done: int
    partly: int
    cities: int


def planned(report: Report | None) -> list[str]:
    """Return what is asked about: each thing they wanted to do, or, without any, whatever changed ("")."""
    plans = report.plans if report and report.state == Report.State.ACCEPTED else []
    return [plan["what"] for plan in plans] or [""]


def counted(answers: Sequence[dict[str, str]], cities: Sequence[str]) -> Changes:
    said = [row.get("said") for row in answers]
    return Changes(said.count(DONE), said.count(PARTLY), len({city.strip().casefold() for city in cities}))


def in_words(changes: Changes) -> str:
    """Return "Led to 3 changes in 2 cities", or what is under way, or nothing."""
    if changes.done:
        led = ngettext("Led to %(n)d change", "Led to %(n)d changes", changes.done) % {"n": changes.done}
        if not changes.cities:
            return led
        where = ngettext("in %(n)d city", "in %(n)d cities", changes.cities) % {"n": changes.cities}
        return _("%(led)s %(where)s") % {"led": led, "where": where}
    if changes.partly:
        return ngettext("%(n)d change is under way", "%(n)d changes are under way", changes.partly) % {
            "n": changes.partly
        }
    return ""
