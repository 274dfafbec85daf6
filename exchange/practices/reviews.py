"""Which questions are ticked for a practice, by which of the two sides, and who may tick them?"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from accounts.permissions import is_coordinator, is_peer
from exchange.practices import queries
from exchange.practices.models import Practice, Review, ReviewerAsked
from portal import clock
from portal.vocabularies.queries import choices

MOST_ROWS = 30
ANSWERS = (
    ("yes", _("yes")),
    ("partly", _("partly")),
    ("no", _("no")),
    ("does-not-apply", _("does not apply")),
)


def questions() -> list[tuple[str, Any]]:
    """Return the published questions, (slug, question)."""
    return list(choices("review-question"))


def reads_as(user: Any, practice: Practice) -> str | None:
    """Return for which side this user reads a full practice: asked as a peer, or as a coordinator."""
    if practice.state != Practice.State.FULL or practice.translation_of_id:
        return None
    if is_peer(user) and asked_of(user, practice).exists():
        return Review.As.PEER
    return Review.As.COORDINATOR if is_coordinator(user) else None


def asked_of(user: Any, practice: Practice) -> QuerySet[ReviewerAsked]:
    """Return the open question to this very user."""
    return ReviewerAsked.objects.filter(
        practice=practice, user_id=user.pk, declined_at__isnull=True, answer_by__gte=clock.now()
    )


def ticks(practice: Practice) -> list[tuple[Any, list[str]]]:
    """Return each question with the two answers for this version; whose is whose is not told."""
    rows = list(Review.objects.filter(practice=practice, version=practice.version))
    words = dict(ANSWERS)
    return [
        (question, sorted({str(words[row.answers[slug]]) for row in rows if row.answers.get(slug) in words}))
        for slug, question in questions()
    ]


@dataclass(frozen=True)
class Waiting:
    """One full practice of the desk's queue: who has still to read it. Never which peer was asked: it was promised."""

    practice: Practice
    needs_coordinator: bool
    needs_peer: bool
    asked_until: datetime | None


def queue(user: Any) -> QuerySet[Practice]:
    """Return the full practices that a coordinator may read and did not write, those without a coordinator's ticks first."""
    if not is_coordinator(user):
        return Practice.objects.none()
    own = Practice.objects.filter(Q(author_id=user.pk) | Q(hidden_author__user_id=user.pk), pk=OuterRef("pk"))
    full = queries.listed_for(user).filter(~Exists(own), state=Practice.State.FULL, translation_of=None)
    asked = ReviewerAsked.objects.filter(practice=OuterRef("pk"), declined_at__isnull=True, answer_by__gte=clock.now())
    marked = full.annotate(
        by_coordinator=Exists(_done(Review.As.COORDINATOR)),
        by_peer=Exists(_done(Review.As.PEER)),
        asked_until=Subquery(asked.values("answer_by")[:1]),
    )
    return marked.order_by("by_coordinator", "changed_at", "pk")


def is_unread(user: Any) -> Q:
    """Return the condition: full, no coordinator has read this version, and not this user's own."""
    own = Q(author_id=user.pk) | Q(hidden_author__user_id=user.pk)
    full = Q(state=Practice.State.FULL, translation_of=None)
    return full & ~own & ~Q(Exists(_done(Review.As.COORDINATOR)))


def rows(user: Any) -> list[Waiting]:
    found: list[Any] = list(queue(user)[:MOST_ROWS])
    return [Waiting(row, not row.by_coordinator, not row.by_peer, row.asked_until) for row in found]


def _done(read_as: str) -> QuerySet[Review]:
    return Review.objects.filter(practice=OuterRef("pk"), version=OuterRef("version"), read_as=read_as)


def words_for_author(practice: Any) -> list[str]:
    """Return what the reviewers of this version wrote for its author; whose is whose is not told. See `for_page`."""
    return sorted({words for words in (practice.words_of_one, practice.words_of_other) if words})


def waiting_for_a_peer() -> QuerySet[Practice]:
    """Return full practices whose version a coordinator has read and no peer, with nobody asked at the moment."""
    done = Review.objects.filter(practice=OuterRef("pk"), version=OuterRef("version"))
    asked = ReviewerAsked.objects.filter(practice=OuterRef("pk"), declined_at__isnull=True, answer_by__gte=clock.now())
    full = Practice.objects.filter(state=Practice.State.FULL).order_by(F("changed_at").asc())
    read = full.filter(Exists(done.filter(read_as=Review.As.COORDINATOR)))
    return read.exclude(Exists(done.filter(read_as=Review.As.PEER))).exclude(Exists(asked))
