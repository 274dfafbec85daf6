"""Which reported lists, documents and gaps wait for a coordinator, and what else waits to be read?"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, Func, IntegerField, OuterRef, Q, QuerySet, Subquery

from accounts.permissions import is_coordinator
from exchange.library import shelf
from exchange.library.models import SUBJECTS, OnShelf, ShelfReport
from exchange.library.permissions import audiences_of
from exchange.library.shelf import Thing
from portal.moderation.models import Reports
from portal.moderation.rules import HasItsDay


@dataclass(frozen=True)
class ReportedThing(HasItsDay):
    """One row of the queue: the oldest open report of a thing, how many there are, and what is left of its day."""

    report: ShelfReport
    count: int
    is_readable: bool  # by this coordinator; a thing for peers only is not
    behind: int = 0  # on the desk one row stands for so many

    @property
    def label(self) -> str:
        return str(shelf.LABELS[shelf.name_of(self.report.thing)])

    @property
    def due_at(self) -> datetime:
        return self.report.decide_by


def same() -> Q:
    """Return the condition: a report of the same thing as the one outside."""
    found = Q()
    for name in SUBJECTS:
        found |= Q(**{name: OuterRef(name)})
    return found


def reports_on(thing: OnShelf) -> Reports:
    return ShelfReport.objects.filter(**{shelf.name_of(thing): thing.pk})


def open_reports_on(thing: OnShelf) -> list[ShelfReport]:
    """Return the open reports of a thing, with who reported."""
    return list(reports_on(thing).waiting().select_related("reporter__member"))


def reports_for(user: Any) -> QuerySet[ShelfReport]:
    """Return all reports for a coordinator, but of what they made or reported themselves."""
    if not is_coordinator(user):
        return ShelfReport.objects.none()
    own = Q()
    for name in SUBJECTS:
        own |= Q(**{f"{name}__author_id": user.pk, f"{name}__isnull": False})
    theirs = ShelfReport.objects.filter(own, pk=OuterRef("pk"))
    said = ShelfReport.objects.filter(same(), reporter_id=user.pk)
    return ShelfReport.objects.filter(~Exists(theirs), ~Exists(said))


def waiting_for(user: Any) -> QuerySet[ShelfReport]:
    """Return the oldest open report of each thing, oldest first."""
    earlier = ShelfReport.objects.filter(same(), decided_at=None, pk__lt=OuterRef("pk"))
    return reports_for(user).filter(~Exists(earlier), decided_at=None).order_by("at", "pk")


def rows(user: Any, most: int) -> list[ReportedThing]:
    """Return the head of the queue, in one query."""
    alike = ShelfReport.objects.filter(same(), decided_at=None).order_by()
    counted = alike.annotate(all=Func(F("pk"), function="COUNT", output_field=IntegerField())).values("all")
    found = waiting_for(user).select_related(*SUBJECTS).annotate(count=Subquery(counted))
    return [row_of(user, report) for report in found[:most]]


def row_of(user: Any, report: Any) -> ReportedThing:
    return ReportedThing(report, getattr(report, "count", 1), report.thing.audience in audiences_of(user))


def next_after(user: Any, report: ShelfReport) -> int | None:
    """Return the report to open after this one has been decided."""
    this = reports_on(report.thing).values("pk")
    return waiting_for(user).exclude(pk__in=this).values_list("pk", flat=True).first()


def to_read(model: type[Thing], user: Any) -> QuerySet[Thing]:
    """Return what else waits for this coordinator: hidden and changed since, then what is offered to everybody."""
    if not is_coordinator(user):
        return model._default_manager.none()
    changed = Q(standing="hidden", covered_at=None, waits_since__isnull=False)
    found = shelf.for_user(model, user).filter(changed | shelf.is_offered()).exclude(author_id=user.pk)
    return found.order_by(F("waits_since").asc(nulls_last=True), "offered_public_at", "pk")


def changed_while_hidden(model: type[Thing], user: Any) -> QuerySet[Thing]:
    """Return what a coordinator hid and its author has changed since; not one's own, the longest waiting first."""
    return to_read(model, user).filter(standing="hidden")
