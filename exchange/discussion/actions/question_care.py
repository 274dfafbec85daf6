"""What happens to a reported question, and who may look behind an anonymous one? As for practices."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Member
from accounts.permissions import coordinator_of
from accounts.queries import house_of
from exchange.discussion import notices, question_care, questions
from exchange.discussion.lifecycle import MOVES, REPORT_MOVES, SHOWN
from exchange.discussion.models import AskerLook, HiddenAsker, Question, QuestionReport
from exchange.practices.actions.looking import FEWEST_LETTERS, is_near
from portal import clock
from portal.audit import actions as audit
from portal.moderation.rules import are_independent
from portal.moves import MoveRefused, find_move
from portal.search import index


@transaction.atomic
def report_question(user: Any, question: Question, *, reason: str, words: str = "") -> QuestionReport:
    """Say that something is wrong with it. The second independent report of identifying text hides it at once."""
    locked = Question.objects.select_for_update().get(pk=question.pk)
    _refuse_report(user, locked)
    report = QuestionReport.objects.create(question=locked, reporter=user, reason=reason, words=words.strip()[:500])
    audit.record(user, "question.reported", locked, reason=reason)
    if are_independent(question_care.open_reports_of(locked), house_of):
        _cover(locked)
    question_care.tell_moderators(report)
    return report


def _refuse_report(user: Any, question: Question) -> None:
    if question.state not in SHOWN or not questions.for_user(user).filter(pk=question.pk).exists():
        raise MoveRefused(_("This text is not shown any more; a coordinator is looking at it."))
    if questions.is_author(user, question):
        raise MoveRefused(_("This is your own text: you can change it, or put it away."))
    mine = QuestionReport.objects.filter(question=question, reporter=user)
    latest = question.edited_at or question.asked_at
    if mine.filter(decided_at=None).exists() or mine.filter(at__gte=latest).exists():
        raise MoveRefused(_("You have told us about this text already. You hear what was decided."))
    if QuestionReport.objects.are_many(user):
        raise MoveRefused(_("That is a lot for one day. Please write to a coordinator instead."))


def _cover(question: Question) -> None:
    before = question.state
    question.state = find_move(REPORT_MOVES, before, "cover", {"two reports"}).to
    question.state_before_hidden = before
    question.save(update_fields=["state", "state_before_hidden"])
    audit.record(None, "question.covered", question, from_state=before, to_state=question.state)
    index.put(question)
    question_care.tell_author(question, question_care.COVERED)


@transaction.atomic
def decide_question(user: Any, report: QuestionReport, decision: str, reason: str = "") -> None:
    """Decide all open reports of the question: it is kept, and given back if they had hidden it, or it is hidden."""
    question = Question.objects.select_for_update().get(pk=report.question_id)
    reports = question_care.open_reports_of(question)
    if not reports:
        raise MoveRefused(_("Another coordinator has decided this meanwhile."))
    if not question_care.reports_for(user).filter(question=question).exists():
        raise MoveRefused(_("Somebody else has to decide this: a coordinator who neither wrote nor reported it."))
    if decision == QuestionReport.Decision.HIDDEN:
        _hide(user, question, reason)
    elif question.is_covered:
        _give_back(user, question)
    _close(user, reports, decision)
    audit.record(user, "question.reports_decided", question, decision=decision)


def _close(user: Any, reports: Sequence[QuestionReport], decision: str) -> None:
    QuestionReport.objects.decide(reports, user, decision)
    question_care.tell_reporters(reports)


def _hide(user: Any, question: Question, reason: str) -> None:
    if not reason.strip():
        raise MoveRefused(_("Please say why, so that whoever asked can change it."))
    before = question.state
    if before != Question.State.HIDDEN:
        question.state = find_move(MOVES, before, "hide", {"coordinator"}).to
    question.hidden_reason, question.state_before_hidden, question.waits_since = reason.strip()[:300], "", None
    question.save(update_fields=["state", "hidden_reason", "state_before_hidden", "waits_since"])
    audit.record(user, "question.hide", question, from_state=before, to_state=question.state)
    index.put(question)
    notices.tell_hidden(question)


def _give_back(user: Any, question: Question) -> None:
    back = f"back to {question.state_before_hidden}"
    question.state = find_move(REPORT_MOVES, question.state, back, {"moderator"}).to
    question.state_before_hidden, question.waits_since = "", None
    question.save(update_fields=["state", "state_before_hidden", "waits_since"])
    audit.record(user, "question.given_back", question, from_state="hidden", to_state=question.state)
    index.put(question)
    question_care.tell_author(question, question_care.GIVEN_BACK)


@transaction.atomic
def look_at_asker(user: Any, report: QuestionReport, reason: str) -> Member | None:
    """Return who asked the anonymous question of an open report. The trail names who looked and the question alone."""
    is_theirs = question_care.reports_for(user).filter(pk=report.pk, decided_at=None).exists()
    if coordinator_of(user) is None or not is_theirs:
        raise MoveRefused(_("Only a coordinator looks, and only while a report of the text is open."))
    if len(reason.strip()) < FEWEST_LETTERS:
        raise MoveRefused(_("Please say why you have to know; it is kept."))
    hidden = HiddenAsker.objects.select_related("user").filter(question_id=report.question_id).first()
    if hidden is None:
        raise MoveRefused(_("Nobody in the house is kept as the author of this text."))
    member = Member.objects.filter(user=hidden.user).first()
    if is_near(user, hidden.user, member):
        raise MoveRefused(_("Not you: another coordinator has to look here. Ask one, or the administrators."))
    AskerLook.objects.create(question=report.question, by=user, reason=reason.strip()[:300], at=clock.now())
    audit.record(user, "question.asker_looked_at", report.question, to_state=report.question.state)
    question_care.tell_author(report.question, question_care.LOOKED_AT)
    return member
