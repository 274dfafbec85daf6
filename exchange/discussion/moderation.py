"""Which answers of which readers warn wait for a coordinator, and which answers and questions stand on the desk?"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.urls import reverse

from accounts.permissions import is_coordinator
from exchange.discussion import queries, question_care, subjects
from exchange.discussion.models import SUBJECT_NAMES, Comment, CommentReport, Question
from portal import clock
from portal.moderation.models import Report
from portal.moderation.rules import HasItsDay, hours_between, read_again_by

# Where one is decided on; an answer among the others.
PAGES = {"question": "discussion:desk_question", "changed": "discussion:question_page"}


@dataclass
class ReportedAnswer:
    """One row of the queue: an answer, what readers said of it, and what is left of its day."""

    comment: Comment
    is_late: bool
    hours: int  # left, or past
    is_readable: bool  # by this coordinator; an answer for peers only is not
    url: str
    reports: list[CommentReport] = field(default_factory=list)


@dataclass(frozen=True)
class OnTheDesk(HasItsDay):
    """One row of the desk: a reported answer or question, or a hidden one that was changed; and until when to decide."""

    what: str  # "answer", "question" or "changed"; "more" for all that come after these
    url: str
    due_at: datetime
    reason: str
    count: int
    is_hidden: bool = False

    @property
    def days(self) -> int:
        """Left or past; none under two, which count in hours."""
        return self.hours // 24 if self.hours >= 48 else 0


def reports_for(user: Any) -> QuerySet[CommentReport]:
    """Return all reports for a coordinator, but of answers that they wrote or reported themselves."""
    if not is_coordinator(user):
        return CommentReport.objects.none()
    hidden = Q(comment__question__hidden_asker__user_id=user.pk) | Q(comment__practice__hidden_author__user_id=user.pk)
    own = Q(comment__author_id=user.pk) | (Q(comment__by_author=True, comment__author=None) & hidden)
    theirs = CommentReport.objects.filter(own, pk=OuterRef("pk"))
    said = CommentReport.objects.filter(comment=OuterRef("comment"), reporter_id=user.pk)
    return CommentReport.objects.filter(~Exists(theirs), ~Exists(said))


def open_for(user: Any) -> QuerySet[CommentReport]:
    return reports_for(user).filter(decided_at=None)


def waiting_for(user: Any) -> QuerySet[CommentReport]:
    """Return the oldest open report of each answer."""
    earlier = CommentReport.objects.filter(comment=OuterRef("comment"), decided_at=None, pk__lt=OuterRef("pk"))
    return open_for(user).filter(~Exists(earlier))


def rows(user: Any) -> list[ReportedAnswer]:
    """Return the queue, the oldest first, in one query."""
    is_readable = Exists(Comment.objects.filter(queries.readable(user), pk=OuterRef("comment_id")))
    found = open_for(user).annotate(is_readable=is_readable).order_by("at", "pk")
    by_comment: dict[int, ReportedAnswer] = {}
    for report in found.select_related(*(f"comment__{name}" for name in SUBJECT_NAMES)):
        if report.comment_id not in by_comment:
            by_comment[report.comment_id] = _row(report, report.is_readable)
        by_comment[report.comment_id].reports.append(report)
    return list(by_comment.values())


def _row(report: CommentReport, is_readable: bool) -> ReportedAnswer:
    is_late = report.decide_by < clock.now()
    url = subjects.url_of(report.comment)
    return ReportedAnswer(report.comment, is_late, hours_between(report.decide_by), is_readable, url)


def at_the_desk(user: Any) -> list[OnTheDesk]:
    """Return the reported answers and questions and the hidden ones changed since, what is due first standing first.

    In one query.
    """
    answers = _in_short("answer", "comment", waiting_for(user), Q(comment__is_hidden=True))
    hidden = Q(question__state=Question.State.HIDDEN)
    questions = _in_short("question", "question", question_care.waiting_for(user), hidden)
    found = answers.union(questions, _changed_in_short(user), all=True)
    desk = reverse("practices:desk_moderation")
    # A report may be told with a word that only the reports of questions know.
    said = {**dict(Report.Reason.choices), **dict(CommentReport.Reason.choices)}
    rows = [
        OnTheDesk(
            what=what,
            url=f"{desk}#answer-{of}" if what == "answer" else reverse(PAGES[what], args=[pk]),
            due_at=read_again_by(when) if what == "changed" else when,
            reason=str(said.get(reason, "")),
            count=count,
            is_hidden=is_hidden,
        )
        for what, pk, of, when, reason, count, is_hidden in found
    ]
    return sorted(rows, key=lambda row: row.due_at)


def _in_short(what: str, of: str, waiting: QuerySet[Any], is_hidden: Q) -> QuerySet[Any]:
    same = waiting.model.objects.filter(**{of: OuterRef(of)}, decided_at=None).order_by()
    counted = same.values(of).annotate(n=Count("pk")).values("n")
    return (
        waiting.select_related(None)
        .order_by()
        .values_list(
            Value(what, output_field=CharField()),
            "pk",
            F(f"{of}_id"),
            "decide_by",
            "reason",
            Subquery(counted),
            Case(When(is_hidden, then=Value(True)), default=False, output_field=BooleanField()),
        )
    )


def _changed_in_short(user: Any) -> QuerySet[Any]:
    none, one, yes = Value("", CharField()), Value(1, IntegerField()), Value(True, BooleanField())
    found = question_care.changed_while_hidden(user).select_related(None).order_by()
    return found.values_list(Value("changed", CharField()), "pk", F("pk"), "waits_since", none, one, yes)


def open_reports_of(comment: Comment) -> list[CommentReport]:
    """Return the open reports of an answer, with who reported."""
    return list(comment.reports.filter(decided_at=None).select_related("reporter__member"))
