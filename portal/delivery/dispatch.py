"""How does the outbox get empty? Rounds of: borrow rows, put them into words, hand them over, write down the answer."""

import logging
import time
import traceback
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError

from portal import clock
from portal.delivery import leases, mails
from portal.delivery.models import Delivery, Heartbeat
from portal.delivery.post import NoConnectionError, Post

log = logging.getLogger(__name__)
# A round ends well within the workers' time limit; what is left waits for the next one.
ROUND_SECONDS = 20.0


def run(queues: Sequence[str] = leases.QUEUES, *, seconds: float = ROUND_SECONDS) -> Counter[str]:
    """Send what is due and return how many rows came to which state. Safe to run twice, and side by side."""
    tally: Counter[str] = Counter()
    if settings.PAUSE_ALL_MAIL:
        return tally
    leases.settle_dead()
    owner, post, end, code = leases.new_owner(), Post(), time.monotonic() + seconds, ""
    try:
        while time.monotonic() < end and (rows := leases.claim(owner, queues)):
            for row in rows:
                tally[_deliver(row, post)] += 1
                if time.monotonic() > end:
                    break
    except NoConnectionError as error:
        code = f"no-connection {error}"
        log.warning("delivery.no_connection code=%s", error)
    finally:
        leases.release(owner, code)
        post.close()
    return tally


def _deliver(row: Delivery, post: Post) -> str:
    """Bring one borrowed row one step on; return the state or outcome."""
    if row.expires_at and row.expires_at <= clock.now():
        return _finish(row, Delivery.State.EXPIRED)
    try:
        message = mails.build(row)
    except mails.NotAllowedError as refused:
        return _finish(row, Delivery.State.NOT_ALLOWED, str(refused))
    except DatabaseError:
        raise
    except Exception as error:  # a broken template or renderer must not stop the others
        log.error("delivery.render_error id=%s code=%s at=%s", row.pk, type(error).__name__, _place(error))
        leases.note_render_error(row, type(error).__name__)
        return "render-error"
    post.open()
    if not leases.begin(row):
        return "not-ours"
    try:
        answer = post.send(message, lambda: leases.hand_over(row))
    except leases.LeaseLostError:
        return "not-ours"
    leases.record(row, answer)
    if answer.code:
        log.warning("delivery.%s id=%s code=%s", answer.outcome.value, row.pk, answer.code)
    return answer.outcome.value


def _place(error: Exception) -> str:
    """Where it broke; the error's own words may be a member's, so they stay out of the log."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{Path(frame.filename).name}:{frame.lineno}"


def _finish(row: Delivery, state: Delivery.State, code: str = "") -> str:
    leases.finish(row, state, code)
    return state.value


def beat(name: str) -> None:
    """Say that a background job came to its end."""
    Heartbeat.objects.update_or_create(name=name, defaults={"at": clock.real_now()})
