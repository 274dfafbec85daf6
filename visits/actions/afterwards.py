"""What comes after the visit? Feedback of both sides, the report, its sign-off, and the practice it becomes."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from exchange.practices import actions as practices
from exchange.practices.models import Practice
from portal import clock
from portal.audit import actions as audit
from portal.moves import MoveRefused, find_move
from portal.workdays import add_working_days
from visits import notices
from visits.actions.requests import everybody, lock, make_move
from visits.actions.settling import ANSWER_DAYS, needed_yeses, settle, signing
from visits.lifecycle import REPORT_MOVES
from visits.models import Feedback, PracticeOrigin, Report, Visit, VisitRequest
from visits.permissions import report_roles, roles

R = VisitRequest.State
REPORT_DAYS = 30
FEEDBACK_DAYS = 14
REPORT_FIELDS = ("title", "answers", "what_we_saw", "what_differs", "what_we_will_do", "what_not")


def open_afterwards(request: VisitRequest, visit: Visit) -> Report:
    """Begin the time after a visit: report due in 30 days, feedback asked of both sides. The caller holds the lock."""
    visit.held_at = clock.now()
    visit.save(update_fields=["held_at"])
    report, _made = Report.objects.get_or_create(
        visit=visit,
        defaults={
            "due_at": visit.held_at + timedelta(days=REPORT_DAYS),
            "title": request.title,
            "answers": ["" for _question in request.questions],
        },
    )
    request.visit = visit
    turns = settle(request)
    sides = list(User.objects.filter(pk__in=needed_yeses(request)))
    until = visit.held_at + timedelta(days=FEEDBACK_DAYS)
    notices.tell("visits.feedback_asked", "held", sides, request, answer_by=until)
    writers = [turn.user for turn in turns if turn.act == "write-report"]
    notices.tell("visits.report_due", "held", writers, request, answer_by=report.due_at)
    return report


@transaction.atomic
def give_feedback(user: Any, request: VisitRequest, answers: Mapping[str, Any]) -> Feedback:
    """Keep one person's feedback, once; it is hidden from the other side until both wrote or 14 days passed."""
    request = lock(request)
    sides = roles(user, request) & {"requester", "expert"}
    visit = Visit.objects.filter(request=request).first()
    if request.state not in (R.HELD, R.CLOSED) or visit is None or not sides:
        raise MoveRefused(_("Feedback is given by those who took part, after the visit."))
    if visit.held_at and clock.now() > visit.held_at + timedelta(days=FEEDBACK_DAYS):
        raise MoveRefused(_("Feedback was open for 14 days and is closed now. Thank you all the same."))
    side = Feedback.Side.REQUESTER if "requester" in sides else Feedback.Side.EXPERT
    if side == Feedback.Side.REQUESTER and visit.feedback.filter(side=side).exists():
        raise MoveRefused(_("You have given your feedback already. Thank you."))
    try:
        with transaction.atomic():
            feedback = Feedback.objects.create(
                visit=visit, author=user, side=side, answers=dict(answers), at=clock.now()
            )
    except IntegrityError as error:
        raise MoveRefused(_("You have given your feedback already. Thank you.")) from error
    audit.record(user, "visits.feedback_give", feedback)
    settle(request)
    return feedback


def feedback_is_open_to_read(visit: Visit) -> bool:
    """May the sides read each other's feedback? When both wrote, or 14 days after the visit."""
    sides = set(visit.feedback.values_list("side", flat=True))
    passed = visit.held_at is not None and clock.now() > visit.held_at + timedelta(days=FEEDBACK_DAYS)
    return len(sides) == 2 or passed


def _locked_report(user: Any, report: Report, name: str) -> tuple[VisitRequest, Report]:
    request = lock(report.visit.request)
    report = Report.objects.select_for_update().get(pk=report.pk)
    if request.state != R.HELD:
        raise MoveRefused(_("This request is closed; its report cannot be changed any more."))
    row = find_move(REPORT_MOVES, report.state, name, report_roles(user, request))
    if name != "save":
        audit.record(user, f"visits.report_{name}", report, from_state=report.state, to_state=row.to)
    report.state = row.to
    return request, report


@transaction.atomic
def save_report(user: Any, report: Report, fields: Mapping[str, Any]) -> Report:
    """Keep what was written so far."""
    request, report = _locked_report(user, report, "save")
    for name in REPORT_FIELDS:
        if name in fields:
            setattr(report, name, fields[name])
    report.written_by = user
    report.save()
    settle(request)
    return report


@transaction.atomic
def submit_report(user: Any, report: Report) -> Report:
    """Hand it to whoever signs it off."""
    request, report = _locked_report(user, report, "submit")
    if len(report.title.strip()) < 10 or len(report.what_we_saw.strip()) < 40:
        raise MoveRefused(_("Please give it a title and tell what you saw, in a few sentences."))
    report.written_by = user
    report.submitted_at = clock.now()
    report.word = ""
    report.save()
    settle(request)
    people = list(User.objects.filter(pk__in=signing(request)))
    due = add_working_days(clock.now(), ANSWER_DAYS)
    notices.tell("visits.report_submitted", report.submitted_at.isoformat(), people, request, answer_by=due)
    return report


@transaction.atomic
def return_report(user: Any, report: Report, word: str) -> Report:
    """Send it back with what should change."""
    if len(word.strip()) < 10:
        raise MoveRefused(_("Please write a sentence, so that the other side knows why."))
    request, report = _locked_report(user, report, "return")
    report.word = word.strip()[:1000]
    report.save()
    settle(request)
    people = [report.written_by] if report.written_by else []
    notices.tell("visits.report_returned", clock.now().isoformat(), people, request, answer_by=report.due_at)
    return report


@transaction.atomic
def accept_report(user: Any, report: Report) -> Report:
    """Sign it off: the request is closed, and the writer may make it a practice."""
    request, report = _locked_report(user, report, "accept")
    report.accepted_at = clock.now()
    report.save()
    make_move(user, request, "close", acting=roles(user, request))
    request.ended_at = clock.now()
    request.save(update_fields=["ended_at"])
    settle(request)
    notices.tell("visits.report_accepted", "accepted", everybody(request), request)
    return report


@transaction.atomic
def close_without_report(user: Any, request: VisitRequest, reason: str) -> VisitRequest:
    """A coordinator closes it, with a reason, when no report will come."""
    request = lock(request)
    if len(reason.strip()) < 10:
        raise MoveRefused(_("Please write a sentence, so that the other side knows why."))
    make_move(user, request, "close_without_report")
    request.word, request.ended_at = reason.strip()[:1000], clock.now()
    request.save(update_fields=["word", "ended_at"])
    settle(request)
    return request


@transaction.atomic
def make_practice(user: Any, report: Report) -> Practice:
    """Turn a signed-off report into a practice draft of its writer, tied to the visit. Twice gives the same draft."""
    request = lock(report.visit.request)
    existing = PracticeOrigin.objects.filter(visit=report.visit).select_related("practice").first()
    if existing:
        return existing.practice
    if report.state != Report.State.ACCEPTED or "learner" not in report_roles(user, request):
        raise MoveRefused(_("A report becomes a practice after its sign-off, by the side that wrote it."))
    practice = practices.create_draft(
        user,
        title=report.title,
        perspective="professional",
        what_was_done=_answers(request, report),
        what_happened=report.what_we_will_do,
        topics=list(request.topics.all()),
        country=request.country,
    )
    PracticeOrigin.objects.create(practice=practice, visit=report.visit)
    audit.record(user, "visits.practice_make", report, practice=practice.pk)
    return practice


def _answers(request: VisitRequest, report: Report) -> str:
    """Return what was seen and the answers found, as plain text a colleague can go on editing."""
    found = [report.what_we_saw]
    for question, answer in zip(request.questions, report.answers, strict=False):
        if answer.strip():
            found.append(f"**{question}**\n\n{answer}")
    if report.what_differs:
        found.append(report.what_differs)
    return "\n\n".join(found)[:8000]
