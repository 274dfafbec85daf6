"""How is a practice changed at all? Lock, ask the table, write, and tell trail and search: the frame of every act."""

from typing import Any

from exchange.practices.lifecycle import MOVES
from exchange.practices.models import Practice
from exchange.practices.permissions import is_author, roles
from portal import clock
from portal.audit import actions as audit
from portal.moves import find_move
from portal.search import index


def start(user: Any, practice: Practice, name: str) -> Practice:
    """Lock the row and ask the lifecycle table; the caller changes it and calls `finish`."""
    locked = Practice.objects.select_for_update().get(pk=practice.pk)
    find_move(MOVES, locked.state, name, roles(user, locked))
    return locked


def finish(user: Any, practice: Practice, name: str, *, is_change: bool = True, **facts: str) -> Practice:
    """Write what the move leads to. `is_change=False` where the text stays as it is: lists and documents know no change."""
    before = practice.state
    practice.state = find_move(MOVES, before, name, roles(user, practice)).to
    if is_change:
        practice.changed_at = clock.now()
    practice.save()
    record(user, practice, name, before, **facts)
    index.put(practice)
    return practice


def spread(practice: Practice) -> None:
    """Something that stands beside it has changed: search and papers hold what is shown now, and nothing else."""
    practice.documents.all().delete()
    index.put(Practice.objects.get(pk=practice.pk))


def record(user: Any, practice: Practice, name: str, before: str, **facts: str) -> None:
    """The trail names no author of an anonymous practice: otherwise it would tell what HiddenAuthor keeps.

    Nor of a draft: it may still become anonymous, and the trail forgets nothing.
    """
    is_hidden_author = practice.author_id is None and is_author(user, practice)
    actor = None if is_hidden_author or practice.state == Practice.State.DRAFT else user
    audit.record(actor, f"practice.{name}", practice, from_state=before, to_state=practice.state, **facts)
