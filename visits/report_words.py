"""How does a report read? Its questions and answers in order, and the house as it wants to be named."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from accounts.countries import country_name
from visits.actions.afterwards import plan_in_words
from visits.completeness import host_kind
from visits.models import Report, VisitRequest
from visits.report_shapes import shape_of


def told(asked: VisitRequest, report: Report) -> list[tuple[str, list[str]]]:
    """Return (question, answer in paragraphs) for everything that was answered."""
    return [(str(question), lines) for question, lines in _rows(asked, report) if any(lines)]


def _rows(asked: VisitRequest, report: Report) -> Iterator[tuple[Any, list[str]]]:
    labels = shape_of(asked).labels
    yield _("Who took part"), [report.took_part]
    for question, answer in zip(asked.questions, report.answers, strict=False):
        yield question, [answer]
    yield _("The problem they had to solve"), [report.saw_problem]
    yield labels.get("what_we_saw", _("What they saw")), [report.what_we_saw]
    yield _("Who does it there"), [report.saw_who]
    yield _("How service users are involved there"), [report.saw_involvement]
    yield _("What is different at home"), [report.what_differs]
    yield labels.get("plans", _("What they will do")), [plan_in_words(plan) for plan in report.plans]
    yield labels.get("what_not", _("What they will not copy, and why")), [report.what_not]
    yield labels.get("host_learned", _("What the house learned")), [report.host_learned]
    yield _("Materials received"), [report.materials_received]
    yield _("What they would still like to know or do together"), [report.follow_up_asked]


def house_in_words(asked: VisitRequest, report: Report) -> str:
    """Return the house by its name or by its country, as it agreed; "" where there was none."""
    facility, where = asked.visit.facility, host_kind(asked)
    if where == "none":
        return ""
    if report.host_shown == Report.HostShown.NAMED:
        if facility:
            return f"{facility.name}, {facility.city}"
        if where == "own" and asked.organisation:
            return str(asked.organisation.name)
    country = facility.country.iso2 if facility else asked.country if where == "own" else ""
    return country_name(country) if country else ""
