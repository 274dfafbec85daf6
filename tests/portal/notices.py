"""Which notices do tests of delivery send? Four kinds of a floor that does not exist; event numbers say whose turn it is."""

import itertools
from collections.abc import Mapping, Sequence
from typing import Any

from portal.delivery import outbox, registry
from portal.delivery.models import Delivery, Notice
from portal.delivery.registry import NoticeText
from tests import makers

_events = itertools.count(1)
NEWS, ASKS, MUST, BROKEN = "tests.news", "tests.asks", "tests.must", "tests.broken"


def texts(notices: Sequence[Notice]) -> Mapping[int, NoticeText]:
    """Words with a name and a topic in them, which no mail may carry; object 0 is not allowed any more."""
    return {
        notice.pk: NoticeText("Mira wrote on naloxone", "In Rotterdam, on Thursday.", "/home/", "Answer Mira")
        for notice in notices
        if notice.object_ids.get("thing") != 0
    }


def broken_texts(notices: Sequence[Notice]) -> Mapping[int, NoticeText]:
    raise LookupError("Mira is missing")


def register() -> None:
    registry.register_kinds(texts, NEWS, asks=[ASKS], must_deliver=[MUST])
    registry.register_kinds(broken_texts, BROKEN)


def delivery(kind: str = NEWS, *, user: Any = None, thing: int = 1, **fields: Any) -> Delivery:
    """An outbox row that is due, as `notify` writes it."""
    register()
    user = user or makers.user()
    [notice] = outbox.notify(kind, f"test:{next(_events)}", [user], {"thing": thing}, **fields)
    return notice.deliveries.get()
