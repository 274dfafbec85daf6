"""How does a title come to speak for a practice or against it? A reader proposes it, and the author takes it or not."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.permissions import is_vetted
from exchange.library.models import Reference
from exchange.library.queries import references_for_user
from exchange.practices import evidence_notices, queries
from exchange.practices.actions.links import MOST_LINKS
from exchange.practices.actions.steps import lock, record
from exchange.practices.lifecycle import EVIDENCE_MOVES
from exchange.practices.models import Evidence, Practice
from exchange.practices.permissions import is_author
from portal import clock, limits
from portal.audit import actions as audit
from portal.moves import MoveRefused, find_move

MOST_OPEN = 5
AN_HOUR = 30


@transaction.atomic
def propose_evidence(user: Any, practice: Practice, reference: Reference, side: str, words: str) -> Evidence:
    """Say that a title speaks for it or against it. The author's own word counts at once, all others' when it is taken."""
    locked = lock(practice)
    _refuse(user, locked, reference, side, words)
    if is_author(user, locked):
        # No name: an anonymous author must not stand in this table.
        made = Evidence(practice=locked, reference=reference, side=side, words=words.strip()[:300], at=clock.now())
        return _take(user, locked, made)
    open_ones = Evidence.objects.filter(practice=locked, by=user, state=Evidence.State.PROPOSED)
    known = open_ones.filter(reference=reference).first()
    if known is None and open_ones.count() >= MOST_OPEN:
        raise MoveRefused(_("You have proposed several titles already. Please wait for the author."))
    if limits.count("evidence", user.pk, limits.AN_HOUR) > AN_HOUR:
        raise MoveRefused(_("That is a lot for one hour. Please wait a little and send it again."))
    made = known or Evidence(practice=locked, reference=reference, by=user, at=clock.now())
    made.side, made.words = side, words.strip()[:300]
    made.save()
    audit.record(user, "practice.evidence_proposed", locked, reference=reference.pk, side=side)
    evidence_notices.tell_proposed(made)
    return made


def _refuse(user: Any, practice: Practice, reference: Reference, side: str, words: str) -> None:
    is_there = queries.listed_for(user).filter(pk=practice.pk).exists() or is_author(user, practice)
    if not is_vetted(user) or not is_there or practice.translation_of_id:
        raise MoveRefused(_("Nothing can be proposed for this text."))
    if not references_for_user(user).filter(pk=reference.pk).exists() or side not in Evidence.Side.values:
        raise MoveRefused(_("This title is not in the library any more."))
    if not words.strip():
        raise MoveRefused(_("Please say in one sentence what it shows."))


@transaction.atomic
def take_evidence(user: Any, evidence: Evidence) -> Evidence:
    """The author takes what a reader proposed: from now on it stands on the page, with the reader's sentence."""
    practice, locked = _begin(user, evidence, "take")
    if not references_for_user(user).filter(pk=locked.reference_id).exists():
        raise MoveRefused(_("This title is not in the library any more."))
    taken = _take(user, practice, locked)
    evidence_notices.tell_decided(taken)
    return taken


@transaction.atomic
def decline_evidence(user: Any, evidence: Evidence) -> Evidence:
    """The author leaves it. Whoever proposed it is told that it was looked at."""
    practice, locked = _begin(user, evidence, "decline")
    locked.state, locked.decided_at = Evidence.State.DECLINED, clock.now()
    locked.save()
    record(user, practice, "evidence_declined", practice.state)
    evidence_notices.tell_decided(locked)
    return locked


def _begin(user: Any, evidence: Evidence, name: str) -> tuple[Practice, Evidence]:
    practice = lock(evidence.practice)
    locked = Evidence.objects.select_for_update().get(pk=evidence.pk)
    find_move(EVIDENCE_MOVES, locked.state, name, {"author"} if is_author(user, practice) else set())
    return practice, locked


def _take(user: Any, practice: Practice, evidence: Evidence) -> Evidence:
    """It becomes one of the practice's links to literature; what was said of the same title before gives way."""
    is_linked = practice.references.filter(pk=evidence.reference_id).exists()
    if not is_linked and practice.references.count() >= MOST_LINKS:
        raise MoveRefused(_("%(most)s links of a kind are enough. Take one away first.") % {"most": MOST_LINKS})
    before = Evidence.objects.filter(
        practice=practice, reference=evidence.reference_id, state=Evidence.State.ACCEPTED
    ).exclude(pk=evidence.pk)
    before.update(state=Evidence.State.DECLINED, decided_at=clock.now())
    evidence.state, evidence.decided_at = Evidence.State.ACCEPTED, clock.now()
    evidence.save()
    practice.references.add(evidence.reference_id)
    record(user, practice, "evidence_taken", practice.state)
    return evidence
