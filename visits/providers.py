"""What does the basement need to know of this floor?"""

from typing import Any

from portal.delivery import registry as delivery
from portal.ui import counters, slots
from visits import notices, turns


def register() -> None:
    """Tell delivery, search and the named slots what this floor knows; called once at start."""
    delivery.register_kinds(notices.texts, *notices.NEWS, asks=tuple(notices.ASKS), must_deliver=notices.MUST_DELIVER)
    slots.fill("dashboard_turn", dashboard_turn)
    slots.fill("desk_turn", desk_turn)
    counters.register("visits", turns.count_for_visits)
    counters.register("desk", turns.count_for_desk)


def dashboard_turn(_page: Any, user: Any) -> tuple[str, dict[str, Any]] | None:
    """What waits for the reader on this floor, the most urgent first."""
    found = turns.turns_of(user)
    return ("visits/slots/dashboard_turn.html", {"turns": found}) if found else None


def desk_turn(_page: Any, user: Any) -> tuple[str, dict[str, Any]] | None:
    """What waits for a coordinator on this floor."""
    found = [turn for turn in turns.turns_of(user) if turn.url.startswith("/desk/")]
    return ("visits/slots/desk_turn.html", {"turns": found}) if found else None
