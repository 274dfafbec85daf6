"""In which order may something change? The shape of every lifecycle table, and the one question asked of it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _


class MoveRefused(Exception):
    """What somebody wanted is not possible now; the text says why and what to do. Shown as a message, never a 500."""


class Overtaken(MoveRefused):
    """The text moved on while somebody was writing; nothing was overwritten, and both can be shown."""


def refuse_overtaken(stands: int, seen: int | None) -> None:
    """Raise Overtaken when the writer began with another version than what stands there now; None = did not say."""
    if seen is not None and seen != stands:
        raise Overtaken(_("This was changed meanwhile. Nothing was overwritten; please look at both."))


@dataclass(frozen=True)
class Move:
    """Where a move leads, which roles may make it, and what it requires (checked by the action, named here)."""

    to: str
    who: frozenset[str]
    needs: tuple[str, ...] = ()


Moves = Mapping[tuple[str, str], Move]


def move(to: str, *who: str, needs: tuple[str, ...] = ()) -> Move:
    return Move(to, frozenset(who), needs)


def find_move(moves: Moves, state: str, name: str, roles: Collection[str]) -> Move:
    """Return the table's row, or raise MoveRefused when state or role does not allow it."""
    found = moves.get((state, name))
    if found is None:
        raise MoveRefused(_("This is not possible any more: things have moved on meanwhile. Please look again."))
    if not found.who & set(roles):
        raise MoveRefused(_("Somebody else has to do this step."))
    return found


def possible(moves: Moves, state: str, roles: Collection[str]) -> set[str]:
    """Return the names of all moves that these roles may make in this state."""
    return {name for (at, name), row in moves.items() if at == state and row.who & set(roles)}
