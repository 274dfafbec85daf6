"""How do news and events reach their readers? Proposed, published by a coordinator, changed, called off, taken back."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from exchange.statements import notices
from exchange.statements.actions.steps import Thing, begin, finish, start, write
from exchange.statements.models import Event, NewsItem
from exchange.statements.permissions import is_proposer
from portal import clock
from portal.moves import MoveRefused, refuse_overtaken

COMMON = frozenset({"title", "body", "language", "audience"})
NEWS_FIELDS = COMMON | {"on", "url"}
EVENT_FIELDS = COMMON | {
    "kind",
    "start",
    "end",
    "zone",
    "is_online",
    "place",
    "who_can_come",
    "registration_url",
}


@transaction.atomic
def propose_news(user: Any, fields: Mapping[str, Any], *, form_code: str = "") -> NewsItem:
    item = NewsItem()
    write(user, item, fields, NEWS_FIELDS)
    return _asked(item, begin(user, item, form_code))


@transaction.atomic
def propose_event(user: Any, fields: Mapping[str, Any], *, form_code: str = "") -> Event:
    event = Event()
    write(user, event, fields, EVENT_FIELDS)
    return _asked(event, begin(user, event, form_code))


def _asked(thing: Thing, made: Thing) -> Thing:
    if made is thing:
        notices.ask_coordinators(made)
    return made


@transaction.atomic
def edit_news(user: Any, item: NewsItem, fields: Mapping[str, Any], *, seen: int | None = None) -> NewsItem:
    return _edit(user, item, fields, NEWS_FIELDS, seen)


@transaction.atomic
def edit_event(user: Any, event: Event, fields: Mapping[str, Any], *, seen: int | None = None) -> Event:
    return _edit(user, event, fields, EVENT_FIELDS, seen)


def _edit(user: Any, thing: Thing, fields: Mapping[str, Any], allowed: frozenset[str], seen: int | None) -> Thing:
    locked = start(user, thing, "edit")
    refuse_overtaken(locked.version, seen)
    write(user, locked, fields, allowed)
    locked.version += 1
    return finish(user, locked, "edit")


@transaction.atomic
def publish_announcement(user: Any, thing: Thing) -> Thing:
    locked = start(user, thing, "publish")
    if isinstance(locked, Event) and locked.is_over:
        raise MoveRefused(_("It is over already. Change the day first."))
    locked.published_at, locked.reason = clock.now(), ""
    finish(user, locked, "publish")
    if not is_proposer(user, locked):
        notices.tell_proposer(locked, "statements.published")
    return locked


@transaction.atomic
def withdraw_announcement(user: Any, thing: Thing, reason: str = "") -> Thing:
    """Take it from everybody at once: pages, search, feeds."""
    locked = start(user, thing, "withdraw")
    is_own, was_draft = is_proposer(user, locked), locked.state == "draft"
    if not is_own and not reason.strip():
        raise MoveRefused(_("Please say why in a few words, for whoever proposed it."))
    locked.reason = reason.strip()[:300]
    finish(user, locked, "withdraw")
    if not is_own:
        notices.tell_proposer(locked, "statements.declined" if was_draft else "statements.taken_back")
    return locked


@transaction.atomic
def cancel_event(user: Any, event: Event) -> Event:
    """Call it off: it stays to be read, and calendars that took it in are told when they ask again."""
    locked = start(user, event, "cancel")
    locked.version += 1
    return finish(user, locked, "cancel")


@transaction.atomic
def restore_event(user: Any, event: Event) -> Event:
    locked = start(user, event, "restore")
    locked.version += 1
    return finish(user, locked, "restore")
