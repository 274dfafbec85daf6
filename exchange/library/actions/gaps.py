"""What can happen to a gap in what is known? Somebody asks, others need it too, somebody works on it, it is answered."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.permissions import is_vetted
from exchange.library import permissions, shelf, shelf_notices
from exchange.library.actions.shelf import change, make, refuse_flood
from exchange.library.lifecycle import GAP_MOVES
from exchange.library.models import EvidenceGap, GapNeed, GapOffer, Reference
from exchange.library.queries import references_for_user
from portal import clock
from portal.audit import actions as audit
from portal.moves import MoveRefused, find_move
from portal.search import index
from portal.vocabularies.models import Term


def ask_gap(user: Any, fields: Mapping[str, Any], topics: Sequence[Term], *, form_code: str = "") -> EvidenceGap:
    return make(user, EvidenceGap(), fields, topics, form_code=form_code)[0]


@transaction.atomic
def edit_gap(
    user: Any, gap: EvidenceGap, fields: Mapping[str, Any], topics: Sequence[Term], *, seen: int | None = None
) -> EvidenceGap:
    return change(user, gap, fields, topics, seen=seen)


@transaction.atomic
def need_gap(user: Any, gap: EvidenceGap, *, needs: bool = True) -> None:
    """Say "we need this too", or take it back. Twice is once; whoever asked is counted anyhow."""
    locked, _roles = _begin(user, gap, "need")
    if permissions.is_author(user, locked):
        raise MoveRefused(_("You have asked for it: you are counted already."))
    if not needs:
        GapNeed.objects.filter(gap=locked, user=user).delete()
        return
    GapNeed.objects.get_or_create(gap=locked, user=user, defaults={"at": clock.now()})


@transaction.atomic
def offer_work(user: Any, gap: EvidenceGap, note: str) -> GapOffer:
    """Offer to work on it; whoever asked is told. The same person again changes their note."""
    locked, _roles = _begin(user, gap, "propose work")
    if permissions.is_author(user, locked):
        raise MoveRefused(_("You have asked for it yourself. Close it when you know the answer."))
    if not note.strip():
        raise MoveRefused(_("Please say in a sentence what you could do."))
    refuse_flood(user)
    offer = GapOffer.objects.select_for_update().filter(gap=locked, user=user).first() or GapOffer(
        gap=locked, user=user
    )
    offer.note, offer.withdrawn_at = note.strip()[:1000], None
    offer.at = clock.now()
    offer.save()
    audit.record(user, "gap.work_offered", locked, to_state=locked.state)
    shelf_notices.tell_offered(offer)
    return offer


@transaction.atomic
def reply_to_offer(user: Any, offer: GapOffer, words: str, *, accept: bool) -> GapOffer:
    """Whoever asked answers the offer, and may say yes: then somebody works on it."""
    locked, roles = _begin(user, offer.gap, "accept work" if accept else "propose work")
    row = GapOffer.objects.select_for_update().get(pk=offer.pk)
    if "owner" not in roles or row.withdrawn_at is not None:
        raise MoveRefused(_("This offer is not open any more."))
    if not accept and not words.strip():
        raise MoveRefused(_("Please write a sentence."))
    row.reply, row.replied_at = words.strip()[:1000], clock.now()
    if accept:
        row.accepted_at = row.accepted_at or clock.now()
    row.save()
    if accept:
        _finish(user, locked, "accept work", roles)
    shelf_notices.tell_replied(row)
    return row


@transaction.atomic
def withdraw_offer(user: Any, offer: GapOffer) -> None:
    """Take one's own offer back; without anybody left who works on it the gap is open again."""
    gap = EvidenceGap.objects.select_for_update().get(pk=offer.gap_id)
    row = GapOffer.objects.select_for_update().get(pk=offer.pk)
    if row.user_id != user.pk or row.withdrawn_at is not None:
        raise MoveRefused(_("This offer is not open any more."))
    was_accepted = row.is_accepted
    row.withdrawn_at, row.accepted_at = clock.now(), None
    row.save()
    audit.record(user, "gap.work_withdrawn", gap, to_state=gap.state)
    others = gap.offers.filter(accepted_at__isnull=False, withdrawn_at=None)
    if was_accepted and gap.state == EvidenceGap.State.IN_WORK and not others.exists():
        _finish(user, gap, "give back", {"worker"})
    shelf_notices.tell_author(gap, "library.offer_withdrawn")


@transaction.atomic
def answer_gap(user: Any, gap: EvidenceGap, reference: Reference) -> EvidenceGap:
    """A title of the library answers it: it is closed, linked, and those who need it are told."""
    locked, roles = _begin(user, gap, "answer")
    if not references_for_user(user).filter(pk=reference.pk).exists():
        raise MoveRefused(_("This title is not in the library any more."))
    locked.answer, locked.closed_reason = reference, ""
    _finish(user, locked, "answer", roles)
    shelf_notices.tell_those_who_need(locked, "library.gap_answered", apart=user)
    return locked


@transaction.atomic
def close_gap(user: Any, gap: EvidenceGap, reason: str) -> EvidenceGap:
    """Nobody has to look for it any more; its readers read why."""
    locked, roles = _begin(user, gap, "close")
    if not reason.strip():
        raise MoveRefused(_("Please say why in a few words."))
    locked.closed_reason = reason.strip()[:300]
    _finish(user, locked, "close", roles)
    shelf_notices.tell_those_who_need(locked, "library.gap_closed", apart=user)
    return locked


@transaction.atomic
def reopen_gap(user: Any, gap: EvidenceGap) -> EvidenceGap:
    locked, roles = _begin(user, gap, "reopen")
    locked.answer, locked.closed_reason = None, ""
    return _finish(user, locked, "reopen", roles)


def gap_roles(user: Any, gap: EvidenceGap) -> set[str]:
    """Return what this user is to a gap: with an accepted offer, whoever works on it."""
    found = permissions.roles(user, gap)
    if is_vetted(user) and any(offer.is_accepted for offer in gap.offers.filter(user_id=user.pk)):
        found.add("worker")
    return found


def _begin(user: Any, gap: EvidenceGap, name: str) -> tuple[EvidenceGap, set[str]]:
    """Lock the row; only what its reader may open now moves, and nothing that is hidden or put away."""
    EvidenceGap.objects.select_for_update().get(pk=gap.pk)
    locked = shelf.listed_for(EvidenceGap, user).filter(pk=gap.pk).first()
    if locked is None:
        raise MoveRefused(_("This is not possible any more: things have moved on meanwhile. Please look again."))
    roles = gap_roles(user, locked)
    find_move(GAP_MOVES, locked.state, name, roles)
    return locked, roles


def _finish(user: Any, gap: EvidenceGap, name: str, roles: set[str]) -> EvidenceGap:
    before = gap.state
    gap.state = find_move(GAP_MOVES, before, name, roles).to
    gap.changed_at = clock.now()
    gap.save()
    audit.record(user, f"gap.{name.replace(' ', '_')}", gap, from_state=before, to_state=gap.state)
    index.put(gap)
    return gap
