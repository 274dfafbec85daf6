"""Who works on which outbox row, and what became of it? Every change of a delivery's state is made here.

A worker borrows rows for a while (the lease). Each write asks that the row is still its own, so that a worker which
slept over its lease can never overrule the one that took the row from it. Leases and retries run on real time.
"""

import os
import random
import secrets
import socket
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q, QuerySet

from portal import clock
from portal.delivery import registry
from portal.delivery.models import Delivery
from portal.delivery.post import Answer, Outcome

QUEUES = ("now", "bulk")
BATCH = 25
# Minutes until the next try; afterwards the mail has failed. The notice stays in the inbox all the same.
RETRIES = (1, 5, 15, 60, 4 * 60, 8 * 60, 16 * 60, 24 * 60, 48 * 60)
RENDER_ERRORS = 5
# More begun attempts than retries allow: this row ends the process each time.
ATTEMPTS = 20
DOUBT_SECONDS = 5

State = Delivery.State


class LeaseLostError(Exception):
    """Somebody else has the row by now; nothing may be sent or written."""


def new_owner() -> str:
    return f"{socket.gethostname()[:30]}:{os.getpid()}:{secrets.token_hex(4)}"


def _lease_end() -> datetime:
    return clock.real_now() + timedelta(seconds=settings.DELIVERY_LEASE_SECONDS)


def due(queues: Sequence[str] = QUEUES) -> QuerySet[Delivery]:
    """Return rows that may be sent now and that nobody holds."""
    real = clock.real_now()
    return Delivery.objects.filter(
        Q(retry_at=None) | Q(retry_at__lte=real),
        Q(lease_until=None) | Q(lease_until__lt=real),
        state=State.WAITING,
        not_before__lte=clock.now(),
        queue__in=queues,
    )


def claim(owner: str, queues: Sequence[str] = QUEUES) -> list[Delivery]:
    """Borrow a batch of due rows, the fast queue first."""
    if not due(queues).exists():  # so that an idle round takes no write lock
        return []
    with transaction.atomic():  # on SQLite this takes the write lock at once, which is the same promise
        rows = due(queues).order_by("-queue", "not_before", "id")
        if connection.features.has_select_for_update_skip_locked:
            rows = rows.select_for_update(skip_locked=True)
        ids = list(rows.values_list("pk", flat=True)[:BATCH])
        Delivery.objects.filter(pk__in=ids).update(lease_owner=owner, lease_until=_lease_end())
    held = Delivery.objects.filter(pk__in=ids, lease_owner=owner, state=State.WAITING)
    return list(held.select_related("notice__recipient").order_by("-queue", "not_before", "id"))


def release(owner: str, code: str = "") -> None:
    """Give back what was borrowed and not begun."""
    fields: dict[str, object] = {"lease_owner": "", "lease_until": None}
    if code:
        fields["last_error"] = code
    Delivery.objects.filter(lease_owner=owner, state=State.WAITING).update(**fields)


def begin(row: Delivery) -> bool:
    """Commit an attempt, before the server hears of this mail. False when the row is not ours any more."""
    if row.attempts >= ATTEMPTS:
        finish(row, State.PARKED, "too-many-attempts")
        return False
    row.attempts += 1
    return _write(row, attempts=row.attempts, lease_until=_lease_end())


def hand_over(row: Delivery) -> None:
    """Commit that from now on only the server knows; right before the last bytes leave."""
    if not _write(row, state=State.SENDING, lease_until=_lease_end()):
        raise LeaseLostError
    row.state = State.SENDING


def record(row: Delivery, answer: Answer) -> None:
    """Write down what the server said."""
    if answer.outcome is Outcome.SENT:
        finish(row, State.SENT)
    elif answer.outcome is Outcome.FAILED:
        finish(row, State.FAILED, answer.code)
    elif answer.outcome is Outcome.UNCERTAIN:
        doubt(row, answer.code)
    else:
        defer(row, answer.code)


def finish(row: Delivery, state: Delivery.State, code: str = "") -> None:
    """End a row's way; the words of a log-in mail are wiped whatever the end is."""
    arrived = state in (State.SENT, State.UNCERTAIN)
    sent_at = clock.now() if arrived else None
    _write(row, state=state, last_error=code, payload=None, sent_at=sent_at, **FREE)


def defer(row: Delivery, code: str) -> None:
    """Try again later, each time a little later, or give up after about four days."""
    if row.attempts > len(RETRIES):
        finish(row, State.FAILED, f"gave-up {code}")
        return
    minutes = RETRIES[max(row.attempts, 1) - 1] * random.uniform(0.9, 1.1)  # noqa: S311  # spreads load, hides nothing
    retry_at = clock.real_now() + timedelta(minutes=minutes)
    _write(row, state=State.WAITING, last_error=code, retry_at=retry_at, **FREE)


def doubt(row: Delivery, code: str) -> None:
    """The server had the whole mail and its answer is lost. What somebody waits for goes once more under the same
    Message-ID; for all else a mail too few is better than one too many, since the inbox has it anyway."""
    if row.doubts == 0 and _goes_twice(row):
        retry_at = clock.real_now() + timedelta(seconds=DOUBT_SECONDS)
        _write(row, state=State.WAITING, doubts=1, last_error=code, retry_at=retry_at, **FREE)
    else:
        finish(row, State.UNCERTAIN, code)


def note_render_error(row: Delivery, code: str) -> None:
    """A mail that cannot be put into words is tried a few times, then parked where staff see it."""
    row.render_errors += 1
    if row.render_errors >= RENDER_ERRORS:
        finish(row, State.PARKED, code)
        return
    retry_at = clock.real_now() + timedelta(seconds=10 * row.render_errors)
    _write(row, render_errors=row.render_errors, last_error=code, retry_at=retry_at, **FREE)


def settle_dead() -> int:
    """Find rows whose worker died between handing over and writing the answer down; return how many."""
    dead = Delivery.objects.filter(state=State.SENDING, lease_until__lt=clock.real_now()).select_related("notice")
    found = list(dead[:100])
    for row in found:
        doubt(row, "worker-died")
    return len(found)


FREE: dict[str, object] = {"lease_owner": "", "lease_until": None}


def _write(row: Delivery, **fields: object) -> bool:
    """Change the row if it is still as we left it and still ours."""
    mine = Delivery.objects.filter(pk=row.pk, state=row.state, lease_owner=row.lease_owner)
    return mine.update(**fields) == 1


def _goes_twice(row: Delivery) -> bool:
    if row.must_deliver or row.notice is None:
        return True
    kind = registry.kinds().get(row.notice.kind)
    return kind is not None and kind.asks
