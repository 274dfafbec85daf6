"""How does news get on its way? Rows written in the transaction that changes something; nothing is sent here."""

import hashlib
import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from portal import clock
from portal.delivery import registry, sealing
from portal.delivery.models import Delivery, Notice


def delivery_key(event: str, recipient_id: int, channel: str) -> str:
    """Return 160 bits in hex: short enough that the Message-ID made of it stands on one line."""
    return hashlib.sha256(f"{event}|{recipient_id}|{channel}|1".encode()).hexdigest()[:40]


def notify(
    kind: str,
    event: str,
    recipients: Iterable[Any],
    object_ids: Mapping[str, int],
    *,
    answer_by: datetime | None = None,
    not_before: datetime | None = None,
) -> list[Notice]:
    """Write notice and outbox rows for each recipient (users) in the caller's transaction.

    `event` names what happened once and for all, e.g. "invitation:12:reminder:1": a second call with the same
    event and person writes nothing. After the commit the dispatcher is poked; if the broker is down, the
    schedule finds the rows. Raises KeyError for a kind that no floor has registered.
    """
    registered = registry.kind(kind)
    now = clock.now()
    wanted = {user.pk: user for user in recipients if user is not None and user.is_active}
    known = set(Notice.objects.filter(event=event, recipient__in=wanted).values_list("recipient_id", flat=True))
    notices = Notice.objects.bulk_create(
        Notice(
            kind=kind,
            event=event,
            recipient=user,
            object_ids=dict(object_ids),
            answer_by=answer_by,
            created_at=now,
            code=secrets.token_urlsafe(16),
        )
        for pk, user in wanted.items()
        if pk not in known
    )
    Delivery.objects.bulk_create(
        Delivery(
            key=delivery_key(event, notice.recipient_id, "mail"),
            notice=notice,
            queue=registered.queue,
            must_deliver=registered.must_deliver,
            not_before=not_before or now,
            created_at=now,
        )
        for notice in notices
    )
    if notices:
        transaction.on_commit(poke)
    return notices


def post_sealed(*, to: str, subject: str, text: str, expires_at: datetime) -> Delivery:
    """Write a row for a mail that is no notice (codes, resets): words encrypted, wiped once sent or expired."""
    now = clock.now()
    row = Delivery.objects.create(
        key=secrets.token_hex(20),
        queue="now",
        must_deliver=True,
        payload=sealing.seal({"to": to, "subject": subject, "text": text}),
        expires_at=expires_at,
        not_before=now,
        created_at=now,
    )
    transaction.on_commit(poke)
    return row


def poke() -> None:
    """Wake the dispatcher; costs nothing, and nobody sees an error when the broker is down."""
    from portal.delivery.tasks import poke_dispatcher

    poke_dispatcher()
