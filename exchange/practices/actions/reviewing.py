"""Who has read a full practice? A coordinator and a peer, each with the published questions; who, nobody is shown."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Member, PeerConsent
from exchange.practices import notices, queries, review_notices, reviews
from exchange.practices.lifecycle import REVIEW_MOVES
from exchange.practices.models import Practice, Review, ReviewerAsked
from exchange.practices.permissions import is_author
from portal import clock
from portal.audit import actions as audit
from portal.moves import MoveRefused, find_move
from portal.search import index
from portal.workdays import add_working_days

DAYS_TO_ANSWER = 10
MOST_LOOKED_AT = 40


@transaction.atomic
def review_text(user: Any, practice: Practice, answers: Mapping[str, str], words: str = "") -> Practice:
    """Tick the questions for the version that stands there. The second of the two sides makes it reviewed."""
    locked = Practice.objects.select_for_update().get(pk=practice.pk)
    read_as = reviews.reads_as(user, locked)
    if read_as is None or is_author(user, locked) or not queries.listed_for(user).filter(pk=locked.pk).exists():
        raise MoveRefused(_("Somebody else than the author has to review it: a coordinator, and a peer who was asked."))
    done = Review.objects.filter(practice=locked, version=locked.version)
    if done.filter(by=user).exclude(read_as=read_as).exists():
        raise MoveRefused(_("You have read it already; the other side is for somebody else."))
    Review.objects.update_or_create(
        practice=locked, version=locked.version, read_as=read_as,
        defaults={"by": user, "answers": dict(answers), "words": words.strip(), "at": clock.now()},
    )  # fmt: skip
    # The trail does not tell who is a peer.
    is_peers = read_as == Review.As.PEER
    audit.record(None if is_peers else user, "practice.read_for_review", locked, to_state=locked.state, read_as=read_as)
    if done.count() == len(Review.As.values):
        _finish(locked)
    elif not is_peers:
        ask_next_peer(locked)
    if words.strip() and locked.state == Practice.State.FULL:
        review_notices.tell_author(locked)
    return locked


def _finish(practice: Practice) -> None:
    before = practice.state
    practice.state = find_move(REVIEW_MOVES, before, "review", {"two reviewers"}).to
    practice.save(update_fields=["state"])
    audit.record(None, "practice.review", practice, from_state=before, to_state=practice.state)
    index.put(practice)
    notices.tell_author(practice, "practices.reviewed")


def ask_next_peer(practice: Practice) -> bool:
    """Ask one peer who may read it, privately; one at a time, and nobody twice."""
    now = clock.now()
    open_ones = practice.reviewers_asked.filter(declined_at__isnull=True, answer_by__gte=now)
    if open_ones.exists() or practice.state != Practice.State.FULL:
        return False
    consent = PeerConsent.objects.filter(withdrawn_at__isnull=True).values("member")
    asked = practice.reviewers_asked.values("user")
    members = Member.objects.filter(pk__in=consent, state=Member.State.ACTIVE, user__is_active=True)
    readers = members.exclude(user__in=asked).select_related("user").order_by("?")[:MOST_LOOKED_AT]
    read_already = set(Review.objects.filter(practice=practice, version=practice.version).values_list("by", flat=True))
    for member in readers:
        is_reader = queries.listed_for(member.user).filter(pk=practice.pk).exists()
        if is_reader and member.user_id not in read_already and not is_author(member.user, practice):
            until = add_working_days(now, DAYS_TO_ANSWER)
            row = ReviewerAsked.objects.create(practice=practice, user=member.user, asked_at=now, answer_by=until)
            review_notices.tell_asked(row)
            return True
    return False


@transaction.atomic
def decline_review(user: Any, practice: Practice) -> None:
    """No reason is asked; the next peer is."""
    asked = ReviewerAsked.objects.filter(practice=practice, user=user, declined_at__isnull=True)
    if not asked.update(declined_at=clock.now()):
        raise MoveRefused(_("Nothing is asked of you here any more."))
    ask_next_peer(Practice.objects.select_for_update().get(pk=practice.pk))


def ask_after_silence() -> int:
    """Where a coordinator has read it and no peer is asked at the moment, ask the next one."""
    waiting = reviews.waiting_for_a_peer().values_list("pk", flat=True)[:50]
    return sum(_ask(pk) for pk in list(waiting))


@transaction.atomic
def _ask(pk: int) -> int:
    return int(ask_next_peer(Practice.objects.select_for_update().get(pk=pk)))
