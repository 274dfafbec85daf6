"""What can happen to what people ask? Coordinators write and check it; members suggest titles. All writes."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from exchange.guide import claim_lifecycle as lifecycle
from exchange.guide import claim_notices
from exchange.guide.actions import papers
from exchange.guide.models import Claim, ClaimVersion, Evidence, EvidenceSuggestion
from exchange.library.models import Reference
from portal import clock
from portal.audit import actions as audit
from portal.moves import MoveRefused, find_move, refuse_overtaken
from portal.search import index

# Suggestions of one member that may wait at the same time.
MOST_WAITING = 10


@transaction.atomic
def edit(user: Any, claim: Claim, words: Mapping[str, str], *, seen: int | None = None) -> Claim:
    """Write new words; the old ones are kept with the day until which they stood. New words are not checked yet."""
    row = _locked(user, claim, "edit")
    refuse_overtaken(row.version, seen)
    before = row.words()
    changed = sorted(name for name in before if words.get(name, before[name]) != before[name])
    if not changed:
        return row
    ClaimVersion.objects.create(
        claim=row,
        version=row.version,
        words=before,
        written_on=row.written_on,
        replaced_at=clock.now(),
        replaced_by=user,
    )
    for name in changed:
        setattr(row, name, words[name])
    row.version, row.written_on = row.version + 1, clock.today()
    row.checked_on = row.checked_by = None
    _edited(row)
    audit.record(user, "guide.claim_edit", row, fields=changed, version=row.version)
    return row


@transaction.atomic
def check(user: Any, claim: Claim) -> Claim:
    """Say that text and titles were looked at today and still hold."""
    row = _locked(user, claim, "check")
    row.checked_on, row.checked_by = clock.today(), user
    row.save(update_fields=["checked_on", "checked_by"])
    papers.ask()
    audit.record(user, "guide.claim_check", row, version=row.version)
    return row


@transaction.atomic
def remove_evidence(user: Any, evidence: Evidence) -> Claim:
    row = _locked(user, evidence.claim, "remove_evidence")
    audit.record(user, "guide.evidence_remove", row, reference=evidence.reference_id, side=evidence.side)
    evidence.delete()
    return _edited(row)


@transaction.atomic
def suggest(user: Any, claim: Claim, reference: Reference, side: str, why: str) -> EvidenceSuggestion:
    """Keep a member's suggestion and ask the coordinators; a coordinator's own is taken at once."""
    row = _locked(user, claim, "suggest")
    if row.evidence.filter(reference=reference).exists():
        raise MoveRefused(_("This title stands here already."))
    if known := row.suggestions.filter(reference=reference, state="waiting").first():
        return known
    if EvidenceSuggestion.objects.filter(by_id=user.pk, state="waiting").count() >= MOST_WAITING:
        raise MoveRefused(_("Ten of your suggestions wait already. Please let the coordinators look at them first."))
    made = EvidenceSuggestion.objects.create(
        claim=row, reference=reference, side=side, why=why, by=user, at=clock.now()
    )
    audit.record(user, "guide.evidence_suggest", made, to_state=made.state, claim=row.pk, reference=reference.pk)
    if "coordinator" in lifecycle.roles(user):
        return _decide(user, made, "take")
    claim_notices.ask_coordinators(made)
    return made


@transaction.atomic
def decide(user: Any, suggestion: EvidenceSuggestion, move: str) -> EvidenceSuggestion:
    """`move` is take or decline; whoever suggested it hears."""
    row = EvidenceSuggestion.objects.select_for_update().get(pk=suggestion.pk)
    made = _decide(user, row, move)
    claim_notices.tell_who_suggested(made)
    return made


def _decide(user: Any, row: EvidenceSuggestion, move: str) -> EvidenceSuggestion:
    before = row.state
    row.state = find_move(lifecycle.SUGGESTION_MOVES, before, move, lifecycle.roles(user)).to
    row.decided_at, row.decided_by = clock.now(), user
    row.save(update_fields=["state", "decided_at", "decided_by"])
    if row.state == EvidenceSuggestion.State.TAKEN:
        claim = Claim.objects.select_for_update().get(pk=row.claim_id)
        Evidence.objects.get_or_create(claim=claim, reference_id=row.reference_id, defaults={"side": row.side})
        _edited(claim)
    audit.record(user, f"guide.evidence_{move}", row, from_state=before, to_state=row.state, claim=row.claim_id)
    return row


def _locked(user: Any, claim: Claim, move: str) -> Claim:
    find_move(lifecycle.MOVES, lifecycle.STANDS, move, lifecycle.roles(user))
    return Claim.objects.select_for_update().get(pk=claim.pk)


def _edited(claim: Claim) -> Claim:
    claim.edited_on = clock.today()
    claim.save()
    index.put(claim)
    papers.ask()
    return claim
