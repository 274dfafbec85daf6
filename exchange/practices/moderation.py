"""Which reported texts wait for a coordinator, and which comes next?"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
    Window,
)
from django.db.models.functions import Coalesce, RowNumber

from accounts.models import User
from accounts.permissions import is_coordinator
from exchange.practices import queries, reviews
from exchange.practices.models import Practice, TextReport, Voice
from exchange.practices.permissions import audiences_of
from portal.moderation.rules import HasItsDay
from portal.rows import RowsOf

# Of what has no clock, so many of each reason stand on the desk, with a way to the others.
MOST_ON_DESK = 8
# The text that a report is about: the practice itself, or one voice beside it.
_TEXT = Coalesce("voice_id", Value(0))


@dataclass(frozen=True)
class ReportedText(HasItsDay):
    """One row of the queue: the oldest open report of a text, how many there are, and what is left of its day."""

    report: TextReport
    count: int
    is_readable: bool  # by this coordinator; a text for peers only is not
    behind: int = 0  # so many stand for this one row, due when the first of them is

    @property
    def due_at(self) -> datetime:
        return self.report.decide_by


def reports_for(user: Any) -> QuerySet[TextReport]:
    """Return all reports for a coordinator, but of what they wrote or reported themselves."""
    if not is_coordinator(user):
        return TextReport.objects.none()
    own = Q(practice__author_id=user.pk) | Q(practice__hidden_author__user_id=user.pk)
    own |= Q(voice__author_id=user.pk) | Q(voice__hidden_author__user_id=user.pk)
    theirs = TextReport.objects.filter(own, pk=OuterRef("pk"))
    said = TextReport.objects.filter(practice=OuterRef("practice"), reporter_id=user.pk)
    return TextReport.objects.filter(~Exists(theirs), ~Exists(said))


def waiting_for(user: Any) -> QuerySet[TextReport]:
    """Return the oldest open report of each text, oldest first."""
    earlier = TextReport.objects.annotate(which=_TEXT).filter(
        practice=OuterRef("practice"), which=OuterRef("which"), decided_at__isnull=True, pk__lt=OuterRef("pk")
    )
    waiting = reports_for(user).filter(decided_at__isnull=True).annotate(which=_TEXT)
    return waiting.filter(~Exists(earlier)).order_by("at", "pk")


def rows(user: Any) -> list[ReportedText]:
    """Return the queue, in one query."""
    return [row_of(user, report) for report in counted(user)]


def counted(user: Any) -> QuerySet[TextReport]:
    """Return `waiting_for` with its text, and `count`: how many reports of it are open."""
    same = TextReport.objects.annotate(which=_TEXT).filter(
        practice=OuterRef("practice"), which=OuterRef("which"), decided_at__isnull=True
    )
    number = same.order_by().values("practice").annotate(n=Count("pk")).values("n")
    found = waiting_for(user).select_related("practice", "voice")
    return found.annotate(count=Subquery(number, output_field=IntegerField()))


def row_of(user: Any, report: Any) -> ReportedText:
    is_readable = report.practice.audience in audiences_of(user)
    return ReportedText(report, getattr(report, "count", 1), is_readable)


def next_after(user: Any, report: TextReport) -> int | None:
    """Return the report to open after this one has been decided."""
    waiting = waiting_for(user).values_list("pk", "practice_id", "voice_id")[:2]
    this = (report.practice_id, report.voice_id)
    return next((pk for pk, practice_id, voice_id in waiting if (practice_id, voice_id) != this), None)


def waits_to_be_shown(user: Any) -> Q:
    """Return the condition: hidden, changed since, no report open, and not this user's own; see `with_waiting_voice`."""
    own = Q(author_id=user.pk) | Q(hidden_author__user_id=user.pk)
    waits = Q(state=Practice.State.HIDDEN, state_before_hidden="", waits_since__isnull=False)
    return (waits | Q(voice_waits_since__isnull=False)) & ~own


def with_waiting_voice(user: Any, practices: QuerySet[Practice]) -> QuerySet[Practice]:
    """Add `voice_waits_since`: since when a hidden voice beside it, not the user's own, waits to be read again."""
    voices = Voice.objects.filter(
        practice=OuterRef("pk"), state=Voice.State.HIDDEN, covered_at__isnull=True, waits_since__isnull=False
    )
    voices = voices.exclude(author_id=user.pk).exclude(hidden_author__user_id=user.pk)
    return practices.annotate(voice_waits_since=Subquery(voices.values("waits_since")[:1]))


def changed_while_hidden(user: Any) -> QuerySet[Practice]:
    """Return the texts with something hidden in them that was changed since and waits for this coordinator."""
    if not is_coordinator(user):
        return Practice.objects.none()
    return with_waiting_voice(user, queries.for_user(user)).filter(waits_to_be_shown(user)).order_by("changed_at")


def apart_from_reports(user: Any) -> QuerySet[Any]:
    """Return what else waits for this coordinator, with `why`.

    Changed while it was hidden, offered to everybody, or not yet read for its review.
    """
    why = Case(
        When(waits_to_be_shown(user), then=Value("changed")),
        When(queries.is_offered(), then=Value("offered")),
        When(reviews.is_unread(user), then=Value("unread")),
        output_field=CharField(),
    )
    return with_waiting_voice(user, queries.for_user(user)).annotate(why=why).filter(why__isnull=False)


def at_the_desk(user: Any) -> tuple[list[ReportedText], list[Any]]:
    """Return the queue, and of what else waits the first of each reason and how many there are `alike`; one query."""
    found = apart_from_reports(user)
    first = Window(RowNumber(), partition_by="why", order_by=["offered_public_at", "changed_at", "pk"])
    found = found.annotate(alike=Window(Count("pk"), partition_by="why"), place=first)
    others: QuerySet[Any] = found.filter(place__lte=MOST_ON_DESK).order_by("why", "place")
    own = User.objects.filter(pk=user.pk)
    reports, waiting = own.values_list(RowsOf(counted(user)), RowsOf(others)).get()
    return [row_of(user, report) for report in reports], waiting


def open_reports_of(report: TextReport) -> list[TextReport]:
    """Return the open reports of the same text, with who reported."""
    return open_reports_on(report.practice_id, report.voice_id)


def open_reports_on(practice_id: int, voice_id: int | None) -> list[TextReport]:
    same = TextReport.objects.filter(practice_id=practice_id, decided_at__isnull=True)
    same = same.filter(voice_id=voice_id) if voice_id else same.filter(voice__isnull=True)
    return list(same.select_related("reporter__member"))
