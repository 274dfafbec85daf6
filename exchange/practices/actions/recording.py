"""How is a story written down for somebody without an account, and what can they do with it by their slip?"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from exchange.practices import beside, queries, slip_notices, slips, translation_notices, voice_notices
from exchange.practices.actions.audience import refuse_public
from exchange.practices.actions.spreading import spread, words_changed
from exchange.practices.actions.voices import FEWEST_LETTERS, take_back
from exchange.practices.actions.waiting import note_change
from exchange.practices.actions.writing import keep_revision, refuse_unfinished
from exchange.practices.lifecycle import MOVES, WRITTEN
from exchange.practices.models import Practice, TellerSlip, Voice
from portal import clock
from portal.audit import actions as audit
from portal.moves import MoveRefused, find_move
from portal.search import index
from portal.vocabularies.models import Term

# What the teller of a practice reads and corrects.
TOLD = ("what_was_done", "what_helps", "should_change")


@transaction.atomic
def record_practice(
    recorder: Any, words: Mapping[str, str], *, topics: Sequence[Term], audience: str, language: str
) -> tuple[Practice, str]:
    """Post what a service user told, and return it with the code of their slip, which nobody can read again.

    It has no author in the house: whoever wrote it down can neither change it nor take it back.
    """
    _refuse_recorder(recorder)
    refuse_public(audience)
    now = clock.now()
    practice = Practice.objects.create(
        title=title_of(words["what_was_done"]), perspective="service-user", language=language, audience=audience,
        show_author_as=Practice.ShowAs.ANONYMOUS, recorded_by=recorder, no_identifying=True,
        created_at=now, changed_at=now, posted_at=now, **{name: words.get(name, "").strip() for name in TOLD},
    )  # fmt: skip
    practice.topics.set(topics)
    refuse_unfinished(practice)
    practice.state = find_move(MOVES, practice.state, "post", {"author"}).to
    practice.save(update_fields=["state"])
    keep_revision(practice)
    audit.record(recorder, "practice.recorded", practice, from_state="draft", to_state=practice.state, consent="yes")
    index.put(practice)
    return practice, _slip(practice=practice)


@transaction.atomic
def record_voice(recorder: Any, practice: Practice, *, words: str, language: str) -> tuple[Voice, str]:
    """Put what a service user told beside a practice; see `record_practice`."""
    _refuse_recorder(recorder)
    locked = Practice.objects.select_for_update().filter(pk=practice.pk, state__in=WRITTEN).first()
    if locked is None or locked.translation_of_id or not queries.listed_for(recorder).filter(pk=practice.pk).exists():
        raise MoveRefused(_("This text is not in the lists any more."))
    side = beside.other_side(locked.perspective)
    if side != Voice.Side.SERVICE_USER or locked.voices.filter(state__in=beside.STANDING).exists():
        raise MoveRefused(_("Somebody has told it from this side already."))
    if len(words.strip()) < FEWEST_LETTERS:
        raise MoveRefused(_("A little more, please: twenty letters at least."))
    now = clock.now()
    voice = Voice.objects.create(
        practice=locked, side=side, state=Voice.State.SHOWN, words=words.strip(), language=language,
        recorded_by=recorder, consent_at=now, audience=locked.audience, no_identifying=True,
        created_at=now, changed_at=now,
    )  # fmt: skip
    audit.record(recorder, "practice.voice_recorded", voice, to_state=voice.state, consent="yes")
    spread(locked)
    return voice, _slip(voice=voice)


def _refuse_recorder(user: Any) -> None:
    if not beside.could_write(user, Voice.Side.STAFF):
        raise MoveRefused(_("Only staff of a room writes down what somebody tells them."))


def _slip(**text: Any) -> str:
    code = slips.new_code()
    TellerSlip.objects.create(code_hash=slips.hash_of(code), made_at=clock.now(), **text)
    return code


def title_of(words: str) -> str:
    first = words.strip().splitlines()[0] if words.strip() else ""
    return Truncator(Truncator(first).words(8)).chars(110)


@transaction.atomic
def use_slip(slip: TellerSlip) -> None:
    TellerSlip.objects.filter(pk=slip.pk).update(last_used_at=clock.now())


@transaction.atomic
def correct_by_slip(slip: TellerSlip, words: Mapping[str, str]) -> None:
    """The teller says it in other words. Whoever wrote it down hears that, and no more."""
    locked = _open(slip)
    if locked.practice_id:
        _correct_practice(Practice.objects.select_for_update().get(pk=locked.practice_id), words)
    else:
        _correct_voice(
            Voice.objects.select_for_update(of=("self",)).select_related("practice").get(pk=locked.voice_id or 0), words
        )
    slip_notices.tell(locked, "practices.slip_changed")


def _correct_practice(practice: Practice, words: Mapping[str, str]) -> None:
    before = practice.state
    practice.state = find_move(MOVES, before, "edit", {"author"}).to
    for name in TOLD:
        setattr(practice, name, words.get(name, "").strip())
    practice.title, practice.version = title_of(practice.what_was_done), practice.version + 1
    refuse_unfinished(practice)
    practice.changed_at = clock.now()
    practice.save()
    keep_revision(practice)
    audit.record(None, "practice.corrected_by_slip", practice, from_state=before, to_state=practice.state)
    spread(practice)
    note_change(practice)
    words_changed(practice)


def _correct_voice(voice: Voice, words: Mapping[str, str]) -> None:
    if voice.state not in beside.STANDING or len(words.get("words", "").strip()) < FEWEST_LETTERS:
        raise MoveRefused(_("A little more, please: twenty letters at least."))
    voice.words, voice.version = words["words"].strip(), voice.version + 1
    # Their yes holds for the readers that they have just been shown.
    voice.audience, voice.consent_at, voice.changed_at = voice.practice.audience, clock.now(), clock.now()
    voice.save()
    audit.record(None, "practice.voice_corrected_by_slip", voice, to_state=voice.state)
    spread(voice.practice)
    note_change(voice)


@transaction.atomic
def withdraw_by_slip(slip: TellerSlip) -> None:
    """The teller takes it back: gone at once, everywhere, with its older versions and whatever was said to it."""
    locked = _open(slip)
    slip_notices.tell(locked, "practices.slip_withdrawn")
    if locked.practice_id:
        practice = Practice.objects.select_for_update().get(pk=locked.practice_id)
        audit.record(None, "practice.withdrawn_by_slip", practice, from_state=practice.state)
        for translation in Practice.objects.select_for_update().filter(translation_of=practice):
            translation_notices.tell_gone(translation)
            index.remove(translation)
        voice_notices.tell_gone(practice)
        index.remove(practice)
        practice.delete()
        return
    voice = Voice.objects.select_for_update(of=("self",)).select_related("practice").get(pk=locked.voice_id or 0)
    take_back(voice)
    locked.withdrawn_at = clock.now()
    locked.save(update_fields=["withdrawn_at"])
    audit.record(None, "practice.voice_withdrawn_by_slip", voice, to_state=voice.state)
    spread(voice.practice)


def _open(slip: TellerSlip) -> TellerSlip:
    found = TellerSlip.objects.select_for_update().filter(pk=slip.pk, withdrawn_at__isnull=True).first()
    if found is None:
        raise MoveRefused(_("This text was taken back."))
    return found
