"""What can this user list of their news, and what may staff know of all deliveries? States and ages, never contents."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Min, Q, QuerySet, Subquery

from portal import clock
from portal.delivery import registry
from portal.delivery.models import Delivery, Heartbeat, Notice, Preference
from portal.delivery.registry import NoticeText

State = Delivery.State
# A mark older than this means that schedule, broker or worker is silent.
CANARY_IS_LATE = timedelta(seconds=90)
OUTBOX_IS_LATE = timedelta(minutes=5)


def notices_for_user(user: Any) -> QuerySet[Notice]:
    """Return a person's own news; nobody reads another's."""
    return Notice.objects.filter(recipient_id=user.pk)


def inbox_of(user: Any) -> QuerySet[Notice]:
    """Unread first, then the newest; each row knows how the last mail to this person ended, and when it was written."""
    ended = Delivery.objects.filter(notice__recipient_id=user.pk, state__in=[State.SENT, State.FAILED]).order_by("-id")
    return (
        notices_for_user(user)
        .annotate(was_read=Q(read_at__isnull=False))
        .annotate(last_mail=Subquery(ended.values("state")[:1]), last_mail_at=Subquery(ended.values("created_at")[:1]))
        .order_by("was_read", "-id")
    )


def unread_of(user: Any) -> QuerySet[Notice]:
    return notices_for_user(user).filter(read_at=None)


@dataclass(frozen=True)
class Row:
    """One line of the inbox."""

    notice: Notice
    text: NoticeText
    is_turn: bool
    is_past: bool


def inbox_rows(notices: Sequence[Notice], reader: Any) -> list[Row]:
    """Put a page of the reader's notices into words, one call per floor. What they may not see any more is left out."""
    for notice in notices:
        notice.recipient = reader  # who is known already, with their membership and role
    texts, kinds, now = registry.texts_for(notices), registry.kinds(), clock.now()
    return [
        Row(
            notice,
            texts[notice.pk],
            is_turn=notice.read_at is None and kinds[notice.kind].asks,
            is_past=notice.answer_by is not None and notice.answer_by < now,
        )
        for notice in notices
        if notice.pk in texts
    ]


def unread_asking() -> QuerySet[Notice]:
    """Return unread notices that asked for something, the newest first: those that may be over unread."""
    asking = [name for name, kind in registry.kinds().items() if kind.asks]
    return Notice.objects.filter(read_at=None, kind__in=asking).select_related("recipient").order_by("-id")


def reads_in_portal_only(user: Any, preference: Preference | None = None) -> bool:
    """Does this person get no mail at all but the codes they ask for? Chosen so, or protected.

    A mail can be read by whoever shares the mailbox or the phone: it is for the member to say whether one may come.
    Reads `user.preference`, joined where a list is shown.
    """
    chosen = preference or getattr(user, "preference", None)
    return user.protected or (chosen is not None and not chosen.mail)


def refused_mail(notices: Sequence[Any]) -> datetime | None:
    """Return when a mail to the owner of this inbox was last refused for good, if none has got through since."""
    last = notices[0] if notices else None
    return last.last_mail_at if last and last.last_mail == State.FAILED else None


@dataclass(frozen=True)
class Health:
    """How the outbox does. Ages are time spans, None where there is nothing to measure."""

    counts: dict[str, int]
    due: int
    oldest_due: timedelta | None
    held: int
    overdue_leases: int
    beats: dict[str, timedelta]

    @property
    def is_silent(self) -> bool:
        """Is schedule, broker or worker not at work? Known from marks, not from processes."""
        return self.beats.get("canary", CANARY_IS_LATE) >= CANARY_IS_LATE

    @property
    def is_late(self) -> bool:
        return self.oldest_due is not None and self.oldest_due > OUTBOX_IS_LATE


def health() -> Health:
    """Measure the outbox with three queries."""
    real, now = clock.real_now(), clock.now()
    waiting, is_due = Q(state=State.WAITING), Q(not_before__lte=now)
    found = Delivery.objects.aggregate(
        **{f"state_{state.value}": Count("pk", filter=Q(state=state)) for state in State},
        due=Count("pk", filter=waiting & is_due),
        oldest=Min("not_before", filter=waiting & is_due),
        held=Count("pk", filter=Q(lease_until__gte=real)),
        overdue=Count("pk", filter=Q(lease_until__lt=real)),
    )
    return Health(
        counts={state.value: found[f"state_{state.value}"] for state in State},
        due=found["due"],
        oldest_due=now - found["oldest"] if found["oldest"] else None,
        held=found["held"],
        overdue_leases=found["overdue"],
        beats={beat.name: real - beat.at for beat in Heartbeat.objects.all()},
    )


def troubles() -> Sequence[Mapping[str, Any]]:
    """Return how many deliveries ended or wait with which code, the most frequent first."""
    rows = Delivery.objects.exclude(last_error="").exclude(state__in=[State.SENT, State.NOT_ALLOWED])
    return list(rows.values("state", "last_error").annotate(count=Count("pk")).order_by("-count", "state")[:30])
