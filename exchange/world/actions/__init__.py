"""What can happen to the record of the world? All writes, by subject."""

from exchange.world.actions.asking import ask_countries
from exchange.world.actions.confirming import confirm_due, confirm_facility
from exchange.world.actions.repairing import remove, repaired, stood
from exchange.world.actions.suggesting import accept, amend, decline, suggest, withdraw

__all__ = [
    "accept",
    "amend",
    "ask_countries",
    "confirm_due",
    "confirm_facility",
    "decline",
    "remove",
    "repaired",
    "stood",
    "suggest",
    "withdraw",
]
