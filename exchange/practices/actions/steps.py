"""How is a practice changed at all? Lock, ask the table, write, and tell trail and search: the frame of every act."""

from typing import Any

from django.utils.translation import gettext as _

from exchange.practices.actions.spreading import put
from exchange.practices.lifecycle import MOVES
from exchange.practices.models import Practice
from exchange.practices.permissions import is_author, is_within, roles
from portal import clock
from portal.audit import actions as audit
from portal.moves import MoveRefused, find_move


def start(user: Any, practice: Practice, name: str) -> Practice:
    """Lock the row and ask the lifecycle table; the caller changes it and calls `finish`."""
    locked = lock(practice)
    find_move(MOVES, locked.state, name, roles(user, locked))
    return locked


def lock(practice: Practice) -> Practice:
    """Lock a row, of a translation its original first: whoever narrows that comes before or after, never between."""
    if practice.translation_of_id:
        Practice.objects.select_for_update().get(pk=practice.translation_of_id)
    return Practice.objects.select_for_update().get(pk=practice.pk)


def refuse_wider_than_original(practice: Practice) -> None:
    """Nobody reads a translation who does not read its original."""
    if practice.translation_of and not is_within(practice.audience, practice.translation_of.audience):
        raise MoveRefused(_("A translation has no other readers than its original. That is its author's to change."))


def finish(user: Any, practice: Practice, name: str, *, is_change: bool = True, **facts: str) -> Practice:
    """Write what the move leads to. `is_change=False` where the text stays as it is: lists and documents know no change."""
    before = practice.state
    practice.state = find_move(MOVES, before, name, roles(user, practice)).to
    if is_change:
        practice.changed_at = clock.now()
    practice.save()
    record(user, practice, name, before, **facts)
    put(practice)
    return practice


def record(user: Any, practice: Practice, name: str, before: str, **facts: str) -> None:
    """The trail names no author of an anonymous practice: otherwise it would tell what HiddenAuthor keeps.

    Nor of a draft: it may still become anonymous, and the trail forgets nothing.
    """
    is_hidden_author = practice.author_id is None and is_author(user, practice)
    actor = None if is_hidden_author or practice.state == Practice.State.DRAFT else user
    audit.record(actor, f"practice.{name}", practice, from_state=before, to_state=practice.state, **facts)
