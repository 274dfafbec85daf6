"""How does a reported text leave its readers before anybody has looked, and how does it come back? Practice or voice."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from exchange.practices import beside, care_notices, moderation, voice_notices
from exchange.practices.actions.keeping import hide_practice
from exchange.practices.actions.spreading import put, spread
from exchange.practices.lifecycle import KEPT, REPORT_MOVES, VOICE_MOVES
from exchange.practices.models import Practice, TextReport, Voice
from portal import clock
from portal.audit import actions as audit
from portal.moves import MoveRefused, find_move

Text = Practice | Voice


def locked_text(report: TextReport) -> Text:
    """Lock what the report is about, and that alone: a report of a voice leaves the practice as it is."""
    if report.voice_id:
        return Voice.objects.select_for_update(of=("self",)).select_related("practice").get(pk=report.voice_id)
    return Practice.objects.select_for_update().get(pk=report.practice_id)


def is_read(text: Text) -> bool:
    """Does anybody but its author and the coordinators read it now?"""
    if isinstance(text, Voice):
        return text.practice.state in KEPT and beside.is_shown(text, text.practice.audience)
    return text.state in KEPT


def cover(text: Text) -> None:
    """Hide it before anybody has looked; its author is told, and gets it back when nothing is wrong with it."""
    before, moves = text.state, VOICE_MOVES if isinstance(text, Voice) else REPORT_MOVES
    text.state = find_move(moves, before, "cover", {"two reports"}).to
    if isinstance(text, Voice):
        text.covered_at = clock.now()
        text.save(update_fields=["state", "covered_at"])
        audit.record(None, "practice.voice_covered", text, from_state=before, to_state=text.state)
        spread(text.practice)
        voice_notices.tell_writer(text, "practices.voice_covered")
        return
    text.state_before_hidden = before
    text.save(update_fields=["state", "state_before_hidden"])
    audit.record(None, "practice.covered", text, from_state=before, to_state=text.state)
    put(text)
    care_notices.tell_author(text, "practices.covered")


def give_back(user: Any, text: Text) -> None:
    """A coordinator found nothing wrong: all is as it was."""
    if isinstance(text, Voice):
        text.state = find_move(VOICE_MOVES, text.state, "give back", {"moderator"}).to
        text.covered_at = text.waits_since = None
        text.save(update_fields=["state", "covered_at", "waits_since"])
        audit.record(user, "practice.voice_given_back", text, from_state="hidden", to_state=text.state)
        spread(text.practice)
        voice_notices.tell_writer(text, "practices.voice_given_back")
        return
    before = text.state_before_hidden
    text.state = find_move(REPORT_MOVES, text.state, f"back to {before}", {"moderator"}).to
    text.state_before_hidden, text.waits_since = "", None
    text.save(update_fields=["state", "state_before_hidden", "waits_since"])
    audit.record(user, "practice.given_back", text, from_state="hidden", to_state=text.state)
    put(text)
    care_notices.tell_author(text, "practices.given_back")


def hide(user: Any, text: Text, reason: str) -> None:
    """A coordinator found something wrong; what reports had hidden already stays so, now with a reason."""
    if not reason.strip():
        raise MoveRefused(_("Please say why, so that the author can change it."))
    if isinstance(text, Voice):
        _hide_voice(user, text, reason)
    elif text.state != Practice.State.HIDDEN:
        hide_practice(user, text, reason)
    else:
        text.hidden_reason, text.state_before_hidden, text.waits_since = reason.strip()[:300], "", None
        text.save(update_fields=["hidden_reason", "state_before_hidden", "waits_since"])
        audit.record(user, "practice.hide", text, from_state="hidden", to_state="hidden")
        care_notices.tell_author(text, "practices.stays_hidden")


def _hide_voice(user: Any, voice: Voice, reason: str) -> None:
    before = voice.state
    if before == Voice.State.SHOWN:
        voice.state = find_move(VOICE_MOVES, before, "hide", {"coordinator"}).to
    voice.hidden_reason, voice.covered_at, voice.waits_since = reason.strip()[:300], None, None
    voice.save(update_fields=["state", "hidden_reason", "covered_at", "waits_since"])
    audit.record(user, "practice.voice_hidden", voice, from_state=before, to_state=voice.state)
    spread(voice.practice)
    voice_notices.tell_writer(voice, "practices.voice_hidden")


@transaction.atomic
def end_reports(voice: Voice) -> None:
    """Whoever told it took it back: nothing is left to decide, and whoever reported it hears so."""
    reports = moderation.open_reports_on(voice.practice_id, voice.pk)
    TextReport.objects.decide(reports, None, TextReport.Decision.TAKEN_BACK)
    care_notices.tell_reporters(reports)
