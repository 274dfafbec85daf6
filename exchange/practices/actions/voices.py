"""How does the other side's voice come to stand beside a practice, change, and go again? Its author alone decides."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from exchange.practices import beside, queries, voice_notices
from exchange.practices.actions.covering import end_reports
from exchange.practices.actions.spreading import spread
from exchange.practices.actions.steps import record
from exchange.practices.actions.voice_offers import offer_next
from exchange.practices.actions.waiting import note_change, refuse_covered
from exchange.practices.lifecycle import VOICE_MOVES, WRITTEN
from exchange.practices.models import HiddenVoiceAuthor, Practice, Voice, VoiceOffer
from exchange.practices.permissions import is_author
from portal import clock
from portal.audit import actions as audit
from portal.moves import MoveRefused, find_move

FEWEST_LETTERS = 20


@transaction.atomic
def want_voice(user: Any, practice: Practice, *, wanted: bool = True) -> Practice:
    """The author wishes for the other side's voice, or does not any more."""
    locked = Practice.objects.select_for_update().get(pk=practice.pk)
    if not is_author(user, locked) or locked.state not in WRITTEN or locked.translation_of_id:
        raise MoveRefused(_("Only the author can wish for a second voice, beside a text that is posted."))
    locked.wants_second_voice = wanted
    locked.save(update_fields=["wants_second_voice"])
    record(user, locked, "voice_wanted" if wanted else "voice_not_wanted", locked.state)
    if wanted:
        offer_next(locked)
    else:
        locked.voice_offers.filter(state=VoiceOffer.State.OFFERED).update(state=VoiceOffer.State.LAPSED)
    return locked


@transaction.atomic
def write_voice(
    user: Any, practice: Practice, *, words: str, language: str, show_author_as: str, no_identifying: bool
) -> Voice:
    """Tell the other side of it, for the readers that the practice has now. There is one voice beside each."""
    locked = queries.for_user(user).select_for_update(of=("self",)).filter(pk=practice.pk, state__in=WRITTEN).first()
    if locked is None:
        raise MoveRefused(_("This text is not in the lists any more."))
    if (
        is_author(user, locked)
        or locked.translation_of_id
        or not beside.could_write(user, beside.other_side(locked.perspective))
    ):
        raise MoveRefused(_("This is for somebody from the other side to tell."))
    if locked.voices.filter(state__in=beside.STANDING).exists():
        raise MoveRefused(_("Somebody has told it from this side already."))
    voice = Voice(practice=locked, side=beside.other_side(locked.perspective), created_at=clock.now())
    _put(user, voice, words, language, show_author_as, no_identifying=no_identifying)
    locked.voice_offers.filter(user=user).update(state=VoiceOffer.State.TAKEN, answered_at=clock.now())
    locked.voice_offers.filter(state=VoiceOffer.State.OFFERED).update(state=VoiceOffer.State.LAPSED)
    _finish(user, voice, "voice_written")
    return voice


@transaction.atomic
def change_voice(
    user: Any, voice: Voice, *, words: str, language: str, show_author_as: str, no_identifying: bool
) -> Voice:
    """Say it in other words; the yes holds for the readers that the practice has now."""
    locked = _own(user, voice, "change")
    locked.version += 1
    _put(user, locked, words, language, show_author_as, no_identifying=no_identifying)
    _finish(user, locked, "voice_changed")
    note_change(locked)
    return locked


@transaction.atomic
def withdraw_voice(user: Any, voice: Voice) -> None:
    """Take it back: at once, everywhere; its words are not kept."""
    locked = _own(user, voice, "withdraw")
    take_back(locked)
    _finish(user, locked, "voice_withdrawn")


def take_back(locked: Voice) -> None:
    """Wipe a locked voice. Whoever reported it hears that it is gone."""
    locked.state = find_move(VOICE_MOVES, locked.state, "withdraw", {"teller"}).to
    locked.words, locked.hidden_reason = "", ""
    locked.consent_at = locked.covered_at = locked.waits_since = None
    locked.changed_at = clock.now()
    locked.save()
    end_reports(locked)


@transaction.atomic
def hide_voice(user: Any, voice: Voice, reason: str) -> Voice:
    """A coordinator takes it away from its readers; its author may change it."""
    locked, to = _start(user, voice, "hide")
    if not reason.strip():
        raise MoveRefused(_("Please say why, so that the author can change it."))
    refuse_covered(locked)
    before, locked.state, locked.hidden_reason, locked.waits_since = locked.state, to, reason.strip()[:300], None
    locked.save(update_fields=["state", "hidden_reason", "waits_since"])
    audit.record(user, "practice.voice_hidden", locked, from_state=before, to_state=to)
    spread(locked.practice)
    voice_notices.tell_writer(locked, "practices.voice_hidden")
    return locked


@transaction.atomic
def show_voice(user: Any, voice: Voice) -> Voice:
    """Give a hidden voice back to its readers."""
    locked, to = _start(user, voice, "show")
    before, locked.state, locked.hidden_reason = locked.state, to, ""
    locked.covered_at = locked.waits_since = None
    locked.save(update_fields=["state", "hidden_reason", "covered_at", "waits_since"])
    audit.record(user, "practice.voice_shown", locked, from_state=before, to_state=to)
    spread(locked.practice)
    voice_notices.tell_writer(locked, "practices.voice_given_back")
    return locked


def _start(user: Any, voice: Voice, name: str) -> tuple[Voice, str]:
    locked = Voice.objects.select_for_update(of=("self",)).select_related("practice").get(pk=voice.pk)
    return locked, find_move(VOICE_MOVES, locked.state, name, beside.roles(user, locked)).to


def _own(user: Any, voice: Voice, name: str) -> Voice:
    locked = Voice.objects.select_for_update(of=("self",)).select_related("practice").get(pk=voice.pk)
    if locked.state not in beside.STANDING or not beside.wrote(user, locked):
        raise MoveRefused(_("Only who told it can change it or take it back."))
    find_move(VOICE_MOVES, locked.state, name, {"teller"})
    return locked


def _put(user: Any, voice: Voice, words: str, language: str, show_author_as: str, *, no_identifying: bool) -> None:
    """Write it down with a dated yes; an anonymous author stands in a table of their own."""
    if len(words.strip()) < FEWEST_LETTERS:
        raise MoveRefused(_("A little more, please: twenty letters at least."))
    if not no_identifying:
        raise MoveRefused(_("Please check that nobody can be recognised, and tick the box."))
    is_anonymous = show_author_as == Practice.ShowAs.ANONYMOUS
    voice.author = None if is_anonymous else user
    voice.words, voice.language, voice.show_author_as = words.strip(), language, show_author_as
    # What was hidden stays hidden when it is changed, until a coordinator has read it again.
    if voice.state != Voice.State.HIDDEN:
        voice.state = Voice.State.SHOWN
    voice.no_identifying = True
    voice.audience, voice.consent_at = voice.practice.audience, clock.now()
    voice.changed_at = clock.now()
    voice.save()
    if is_anonymous:
        HiddenVoiceAuthor.objects.get_or_create(voice=voice, defaults={"user": user})
    else:
        HiddenVoiceAuthor.objects.filter(voice=voice).delete()


def _finish(user: Any, voice: Voice, what: str) -> None:
    """The trail names no author of an anonymous voice; the practice's author hears what happened, not who did it."""
    audit.record(None if voice.author_id is None else user, f"practice.{what}", voice, to_state=voice.state)
    spread(voice.practice)
    voice_notices.tell_author(voice, f"practices.{what}")
