"""In which order may a reference and a file of references change, and what is somebody to them?"""

from typing import Any

from accounts.permissions import is_coordinator, is_vetted
from exchange.library.models import Reference, ReferenceImport
from portal.moves import Moves, move

UNCHECKED, CHECKED, GONE = "unchecked", "checked", "gone"

MOVES: Moves = {
    # Members read it; a coordinator who has seen the text opens it to everybody.
    (UNCHECKED, "edit"): move(UNCHECKED, "adder", "coordinator"),
    (UNCHECKED, "check"): move(CHECKED, "coordinator"),
    (UNCHECKED, "remove"): move(GONE, "adder", "coordinator"),
    (CHECKED, "edit"): move(CHECKED, "coordinator"),
    (CHECKED, "uncheck"): move(UNCHECKED, "coordinator"),
    **{(state, "retract"): move(state, "coordinator") for state in (UNCHECKED, CHECKED)},
    **{(state, "unretract"): move(state, "coordinator") for state in (UNCHECKED, CHECKED)},
    # What others may not write themselves they propose.
    **{(state, "propose"): move(state, "member") for state in (UNCHECKED, CHECKED)},
    **{(state, "decide"): move(state, "coordinator") for state in (UNCHECKED, CHECKED)},
}

IMPORT_MOVES: Moves = {
    ("waiting", "read"): move("ready", "worker"),
    ("waiting", "fail"): move("failed", "worker"),
    ("ready", "confirm"): move("loading", "owner", "server"),
    ("ready", "discard"): move("discarded", "owner", "server"),
    ("loading", "finish"): move("done", "worker"),
    # What came in with it and nobody has changed or named since.
    ("done", "undo"): move("taken-back", "coordinator"),
    ("loading", "fail"): move("failed", "worker"),
}


def state_of(reference: Reference) -> str:
    return CHECKED if reference.is_verified else UNCHECKED


def roles(user: Any, reference: Reference) -> set[str]:
    if not is_vetted(user):
        return set()
    found = {"member"}
    if reference.added_by_id is not None and reference.added_by_id == user.pk:
        found.add("adder")
    if is_coordinator(user):
        found.add("coordinator")
    return found


def import_roles(user: Any, one: ReferenceImport) -> set[str]:
    """`user` None is the worker, or the server's own command for what nobody brought."""
    if user is None:
        return {"worker"} if one.by_id else {"worker", "server"}
    found = {"owner"} if one.by_id == user.pk and is_vetted(user) else set()
    return found | {"coordinator"} if is_coordinator(user) else found
