"""Who may see what is not checked yet, and who may say that a room's row is right?"""

from typing import Any

from accounts.permissions import coordinates, is_coordinator
from exchange.world.models import Facility


def is_editor(user: Any) -> bool:
    """Coordinators and administrators see rows from memory and the editors' notes."""
    return is_coordinator(user)


def can_confirm(user: Any, facility: Facility) -> bool:
    """A coordinator of the room's country, or an administrator."""
    return coordinates(user, facility.country.iso2)
