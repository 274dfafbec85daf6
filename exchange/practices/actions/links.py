"""How does an author link a practice with literature, rooms and other practices, and take a link away?"""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from exchange.library.queries import references_for_user
from exchange.practices import links, queries
from exchange.practices.actions.steps import record, start
from exchange.practices.models import Practice
from exchange.world.queries import facilities_for_user
from portal import clock
from portal.moves import MoveRefused

MOST_LINKS = 12


@transaction.atomic
def add_link(user: Any, practice: Practice, kind: str, key: str) -> Practice:
    """Link it with what the author may open; twice is once. The words stay as they are, so it is no new version."""
    locked = start(user, practice, "link")
    end = _end(user, kind, key)
    if end is None or end == locked or locked.translation_of_id:
        raise MoveRefused(_("This cannot be linked."))
    if kind == links.ROOM and (user.protected or not links.may_name_rooms(_with_author(user, locked))):
        raise MoveRefused(_("A room tells the place, and this text does not say where it is from."))
    rows = _rows(locked, kind)
    if rows.count() >= MOST_LINKS:
        raise MoveRefused(_("%(most)s links of a kind are enough. Take one away first.") % {"most": MOST_LINKS})
    rows.add(end)
    record(user, locked, "linked", locked.state, kind=kind)
    return locked


@transaction.atomic
def drop_link(user: Any, practice: Practice, kind: str, key: str) -> None:
    locked = start(user, practice, "link")
    end = _end(user, kind, key)
    if end is not None:
        _rows(locked, kind).remove(end)
        if kind == links.LITERATURE:  # what was said of it beside this practice goes with it
            locked.evidence.filter(reference=end, state="accepted").update(state="declined", decided_at=clock.now())
        record(user, locked, "unlinked", locked.state, kind=kind)


def _end(user: Any, kind: str, key: str) -> Any:
    if kind == links.LITERATURE:
        return references_for_user(user).filter(slug=key).first()
    if kind == links.ROOM:
        return facilities_for_user(user).filter(slug=key).first()
    is_number = key.isascii() and key.isdigit() and len(key) < 18
    return queries.listed_for(user).filter(pk=int(key)).first() if kind == links.PRACTICE and is_number else None


def _rows(practice: Practice, kind: str) -> Any:
    return {links.LITERATURE: practice.references, links.ROOM: practice.facilities}.get(kind, practice.related)


def _with_author(user: Any, practice: Practice) -> Practice:
    return queries.mine(user).get(pk=practice.pk)
