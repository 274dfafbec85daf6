"""How is a statement, a piece of news or an event changed at all? Lock, ask the table, write, tell trail and search."""

import secrets
from collections.abc import Mapping
from typing import Any, TypeVar

from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.permissions import is_coordinator
from exchange.statements.lifecycle import EVENT_MOVES, MOVES, NEWS_MOVES
from exchange.statements.models import Audience, Event, NewsItem, Statement
from exchange.statements.permissions import can_propose, is_proposer, roles
from portal import clock, limits
from portal.audit import actions as audit
from portal.moves import MoveRefused, Moves, find_move
from portal.search import index

Thing = TypeVar("Thing", Statement, NewsItem, Event)
TABLES: dict[type[Any], Moves] = {Statement: MOVES, NewsItem: NEWS_MOVES, Event: EVENT_MOVES}
# Words that stand in addresses already.
TAKEN = {"new", "feed", "events", "calendar"}
A_DAY, MOST_A_DAY = 24 * limits.AN_HOUR, 20


def begin(user: Any, thing: Thing, form_code: str) -> Thing:
    """Keep a new proposal; the same form sent twice proposes once."""
    model = type(thing)
    if not can_propose(user):
        raise MoveRefused(_("Only members propose."))
    if form_code and (known := model.objects.filter(form_code=form_code).first()):
        return known
    if limits.count("proposals", user.pk, A_DAY) > MOST_A_DAY:
        raise MoveRefused(_("That is a lot for one day. Please write to a coordinator instead."))
    thing.proposed_by, thing.form_code = user, form_code or None
    save_new(thing)
    audit.record(user, f"{model._meta.model_name}.proposed", thing, to_state=thing.state)
    return thing


def save_new(thing: Statement | NewsItem | Event) -> None:
    """Save it under an address made of its title, with a few letters behind it where that one is taken."""
    word = slugify(thing.title)[:60]
    thing.slug = word if word and word not in TAKEN else f"{thing._meta.model_name}-{secrets.token_hex(3)}"
    try:
        with transaction.atomic():
            thing.save()
    except IntegrityError:
        thing.slug = f"{thing.slug[:60]}-{secrets.token_hex(3)}"
        thing.save()


def start(user: Any, thing: Thing, name: str) -> Thing:
    """Lock the row and ask the lifecycle table; the caller changes it and calls `finish`."""
    model = type(thing)
    locked: Thing = model.objects.select_for_update().get(pk=thing.pk)
    find_move(TABLES[model], locked.state, name, roles(user, locked))
    return locked


def finish(user: Any, thing: Thing, name: str) -> Thing:
    model, before = type(thing), thing.state
    thing.state = find_move(TABLES[model], before, name, roles(user, thing)).to
    thing.changed_at = clock.now()
    if isinstance(thing, Statement):
        thing.edited_on = clock.today()  # shipped data leaves it alone from now on
    thing.save()
    audit.record(user, f"{model._meta.model_name}.{name}", thing, from_state=before, to_state=thing.state)
    index.put(thing)
    return thing


def write(user: Any, thing: Statement | NewsItem | Event, fields: Mapping[str, Any], allowed: frozenset[str]) -> None:
    """Put the fields on it. More readers than before is for whoever proposed it to say, and for nobody else."""
    if unknown := set(fields) - allowed:
        raise TypeError(f"not fields of a {thing._meta.model_name}: {sorted(unknown)}")
    is_wider = thing.audience == Audience.MEMBERS and fields.get("audience") == Audience.PUBLIC
    if thing.pk and is_wider and not is_proposer(user, thing) and not _is_our_own(thing):
        raise MoveRefused(_("More readers than before: only whoever proposed it can say so."))
    for name, value in fields.items():
        setattr(thing, name, value)


def _is_our_own(thing: Statement | NewsItem | Event) -> bool:
    """Did the network write it itself: shipped with the portal, or written by a coordinator?"""
    return thing.proposed_by is None or is_coordinator(thing.proposed_by)
