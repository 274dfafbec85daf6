"""What does the basement need to know of this floor?"""


def register() -> None:
    """Tell delivery, search and the named slots what this floor knows; called once at start."""
