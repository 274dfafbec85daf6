"""What can happen to the record of the world? All writes, by subject."""

from exchange.world.actions.confirming import confirm_facility

__all__ = ["confirm_facility"]
