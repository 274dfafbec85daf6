"""In which order may a suggested title, and a claim, change, and what is somebody to them?"""

from typing import Any

from accounts.permissions import is_coordinator, is_vetted
from portal.moves import Moves, move

STANDS = "stands"

MOVES: Moves = {
    (STANDS, "edit"): move(STANDS, "coordinator"),
    (STANDS, "check"): move(STANDS, "coordinator"),
    (STANDS, "remove_evidence"): move(STANDS, "coordinator"),
    (STANDS, "suggest"): move(STANDS, "member"),
}

SUGGESTION_MOVES: Moves = {
    ("waiting", "take"): move("taken", "coordinator"),
    ("waiting", "decline"): move("declined", "coordinator"),
}


def roles(user: Any) -> set[str]:
    found = {"member"} if is_vetted(user) else set()
    return found | ({"coordinator"} if is_coordinator(user) else set())
