"""What happens when a reader says that something is wrong with a text? Two may hide it; a coordinator decides."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import combinations
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.permissions import is_coordinator
from exchange.practices import care_notices, moderation, queries
from exchange.practices.actions.keeping import hide_practice
from exchange.practices.lifecycle import KEPT, REPORT_MOVES
from exchange.practices.models import Practice, TextReport
from exchange.practices.permissions import is_author
from portal import clock
from portal.audit import actions as audit
from portal.moves import MoveRefused, find_move
from portal.search import index

DECIDE_WITHIN = timedelta(hours=24)
MOST_A_DAY = 10


@transaction.atomic
def report_text(user: Any, practice: Practice, *, reason: str, words: str = "") -> TextReport:
    """Say that something is wrong with it. The second independent report of identifying text hides it at once."""
    locked = Practice.objects.select_for_update().get(pk=practice.pk)
    _refuse_report(user, locked)
    now = clock.now()
    report = TextReport.objects.create(
        practice=locked, reporter=user, reason=reason, words=words.strip(), at=now, decide_by=now + DECIDE_WITHIN
    )
    audit.record(user, "practice.reported", locked, reason=reason)
    if locked.state in KEPT and are_independent(moderation.open_reports_of(report)):
        _cover(locked)
    care_notices.tell_moderators(report)
    return report


def _refuse_report(user: Any, practice: Practice) -> None:
    if not queries.for_user(user).filter(pk=practice.pk, state__in=KEPT).exists():
        raise MoveRefused(_("This text is not shown any more; a coordinator is looking at it."))
    if is_author(user, practice):
        raise MoveRefused(_("This is your own text: you can change it, or put it away."))
    mine = TextReport.objects.filter(practice=practice, voice=None, reporter=user)
    latest = practice.revisions.values_list("at", flat=True).first() or practice.posted_at
    if mine.filter(decided_at__isnull=True).exists() or mine.filter(at__gte=latest).exists():
        raise MoveRefused(_("You have told us about this text already. You hear what was decided."))
    if TextReport.objects.filter(reporter=user, at__gt=clock.now() - timedelta(days=1)).count() >= MOST_A_DAY:
        raise MoveRefused(_("That is a lot for one day. Please write to a coordinator instead."))


def are_independent(reports: Sequence[TextReport]) -> bool:
    """Do two different people, of different houses as far as known, say that somebody can be recognised?"""
    said = [report for report in reports if report.reason == TextReport.Reason.IDENTIFYING and report.reporter_id]
    return any(_are_apart(one, other) for one, other in combinations(said, 2))


def _are_apart(one: TextReport, other: TextReport) -> bool:
    houses = [_house_of(one.reporter), _house_of(other.reporter)]
    return one.reporter_id != other.reporter_id and (None in houses or houses[0] != houses[1])


def _house_of(user: Any) -> int | None:
    member = getattr(user, "member", None)
    return member.organisation_id if member else None


def _cover(practice: Practice) -> None:
    """Hide it before anybody has looked; its author is told, and gets it back when nothing is wrong with it."""
    before = practice.state
    practice.state_before_hidden = before
    practice.state = find_move(REPORT_MOVES, before, "cover", {"two reports"}).to
    practice.save(update_fields=["state", "state_before_hidden"])
    audit.record(None, "practice.covered", practice, from_state=before, to_state=practice.state)
    index.put(practice)
    care_notices.tell_author(practice, "practices.covered")


@transaction.atomic
def decide_reports(user: Any, report: TextReport, decision: str, reason: str = "") -> TextReport:
    """Decide all open reports of the text: it is kept, and given back if they had hidden it, or it is hidden."""
    practice = Practice.objects.select_for_update().get(pk=report.practice_id)
    reports = moderation.open_reports_of(report)
    if not reports:
        raise MoveRefused(_("Another coordinator has decided this meanwhile."))
    _refuse_decision(user, practice, reports)
    if decision == TextReport.Decision.HIDDEN:
        _hide(user, practice, reason)
    elif practice.state == Practice.State.HIDDEN and practice.state_before_hidden:
        _give_back(user, practice)
    now = clock.now()
    ids = [row.pk for row in reports]
    TextReport.objects.filter(pk__in=ids).update(decision=decision, decided_by=user, decided_at=now)
    audit.record(user, "practice.reports_decided", practice, decision=decision)
    care_notices.tell_reporters(reports)
    report.refresh_from_db()
    return report


def _refuse_decision(user: Any, practice: Practice, reports: Sequence[TextReport]) -> None:
    is_reporter = user.pk in {report.reporter_id for report in reports}
    if not is_coordinator(user) or is_reporter or is_author(user, practice):
        raise MoveRefused(_("Somebody else has to decide this: a coordinator who neither wrote nor reported it."))


def _hide(user: Any, practice: Practice, reason: str) -> None:
    if practice.state != Practice.State.HIDDEN:
        hide_practice(user, practice, reason)
        return
    if not reason.strip():
        raise MoveRefused(_("Please say why, so that the author can change it."))
    practice.hidden_reason, practice.state_before_hidden = reason.strip()[:300], ""
    practice.save(update_fields=["hidden_reason", "state_before_hidden"])
    audit.record(user, "practice.hide", practice, from_state="hidden", to_state="hidden")
    care_notices.tell_author(practice, "practices.stays_hidden")


def _give_back(user: Any, practice: Practice) -> None:
    before = practice.state_before_hidden
    practice.state = find_move(REPORT_MOVES, practice.state, f"back to {before}", {"moderator"}).to
    practice.state_before_hidden = ""
    practice.save(update_fields=["state", "state_before_hidden"])
    audit.record(user, "practice.given_back", practice, from_state="hidden", to_state=practice.state)
    index.put(practice)
    care_notices.tell_author(practice, "practices.given_back")


def hand_on_late_reports() -> int:
    """After the day all coordinators are asked, after another one the administrators too; each once."""
    late = TextReport.objects.filter(decided_at__isnull=True, decide_by__lt=clock.now()).select_related("practice")
    return sum(care_notices.hand_on(report) for report in late[:200])
