"""What runs in the background for delivery? Thin: each task calls the dispatcher."""


def poke_dispatcher() -> None:
    """Placeholder until the dispatcher lands; the schedule finds the rows."""
