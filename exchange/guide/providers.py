"""What does the basement need to know of this room?"""


def register() -> None:
    """Tell delivery, search and the named slots what this room knows; called once at start."""
