"""How does an object get into the index, and out of it? Called by actions, in their transaction."""

from django.db.models import Model


def put(obj: Model) -> None:
    """Write or rewrite the entry of an object of a registered kind; without readers it is taken out."""


def remove(obj: Model) -> None:
    """Take the object out of the index."""
