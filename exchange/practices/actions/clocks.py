"""What does time do to practices? Each clock asks "what is due and not done?", so that a missed hour is made up for."""

from collections.abc import Callable

from exchange.practices.actions.documents import make_waiting

# Each returns how many rows it has moved.
CLOCKS: tuple[Callable[[], int], ...] = (make_waiting,)


def run_all() -> int:
    """Run every clock; safe to run twice."""
    return sum(clock() for clock in CLOCKS)
