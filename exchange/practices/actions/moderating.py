"""What happens when a reader says that something is wrong with a text? Two may hide it; a coordinator decides."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.permissions import is_coordinator
from accounts.queries import house_of
from exchange.practices import beside, care_notices, moderation, queries
from exchange.practices.actions.covering import Text, cover, give_back, hide, is_read, locked_text
from exchange.practices.actions.waiting import is_covered
from exchange.practices.models import Practice, TextReport, Voice
from exchange.practices.permissions import is_author
from portal.audit import actions as audit
from portal.moderation.rules import are_independent
from portal.moves import MoveRefused


@transaction.atomic
def report_text(
    user: Any, practice: Practice, *, reason: str, words: str = "", voice: Voice | None = None
) -> TextReport:
    """Say that something is wrong with it, or with one voice beside it alone.

    The second independent report of identifying text hides what was reported at once.
    """
    report = TextReport(practice=practice, voice=voice, reporter=user)
    text = locked_text(report)
    _refuse_report(user, text)
    report.reason, report.words = reason, words.strip()
    report.save()
    audit.record(user, "practice.voice_reported" if voice else "practice.reported", text, reason=reason)
    if are_independent(moderation.open_reports_of(report), house_of):
        cover(text)
    care_notices.tell_moderators(report)
    return report


def _refuse_report(user: Any, text: Text) -> None:
    practice = text.practice if isinstance(text, Voice) else text
    if not is_read(text) or not queries.for_user(user).filter(pk=practice.pk).exists():
        raise MoveRefused(_("This text is not shown any more; a coordinator is looking at it."))
    if _wrote(user, text):
        raise MoveRefused(_("This is your own text: you can change it, or put it away."))
    if _has_said_so(user, text):
        raise MoveRefused(_("You have told us about this text already. You hear what was decided."))
    if TextReport.objects.are_many(user):
        raise MoveRefused(_("That is a lot for one day. Please write to a coordinator instead."))


def _wrote(user: Any, text: Text) -> bool:
    return beside.wrote(user, text) if isinstance(text, Voice) else is_author(user, text)


def _has_said_so(user: Any, text: Text) -> bool:
    """Has this reader an open report of it, or one of the very words that stand there?"""
    if isinstance(text, Voice):
        mine = TextReport.objects.filter(voice=text, reporter=user)
        latest: datetime | None = text.changed_at
    else:
        mine = TextReport.objects.filter(practice=text, voice=None, reporter=user)
        latest = text.revisions.values_list("at", flat=True).first() or text.posted_at
    return mine.filter(Q(decided_at__isnull=True) | Q(at__gte=latest)).exists()


@transaction.atomic
def decide_reports(user: Any, report: TextReport, decision: str, reason: str = "") -> TextReport:
    """Decide all open reports of the text: it is kept, and given back if they had hidden it, or it is hidden."""
    text = locked_text(report)
    reports = moderation.open_reports_of(report)
    if not reports:
        raise MoveRefused(_("Another coordinator has decided this meanwhile."))
    _refuse_decision(user, report.practice, text, reports)
    if decision == TextReport.Decision.HIDDEN:
        hide(user, text, reason)
    elif is_covered(text):
        give_back(user, text)
    TextReport.objects.decide(reports, user, decision)
    what = "voice_reports_decided" if isinstance(text, Voice) else "reports_decided"
    audit.record(user, f"practice.{what}", text, decision=decision)
    care_notices.tell_reporters(reports)
    report.refresh_from_db()
    return report


def _refuse_decision(user: Any, practice: Practice, text: Text, reports: Sequence[TextReport]) -> None:
    is_reporter = user.pk in {report.reporter_id for report in reports}
    wrote = is_author(user, practice) or _wrote(user, text)
    if not is_coordinator(user) or is_reporter or wrote:
        raise MoveRefused(_("Somebody else has to decide this: a coordinator who neither wrote nor reported it."))


def hand_on_late_reports() -> int:
    """After the day all coordinators are asked, after another one the administrators too; each once."""
    late = TextReport.objects.late().select_related("practice", "voice")
    return sum(care_notices.hand_on(report) for report in late[:200])
