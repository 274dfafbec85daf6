"""How much does each part of the score count? Data with a version: a stored match says which one made it."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

WHOLE = 100


@dataclass(frozen=True)
class Weights:
    """The most points each part can give, in the order in which they are shown; together 100."""

    version: str
    parts: Mapping[str, int]
    # The nearness of texts (a cosine, rarely above 0.4) at which the part gives about two thirds of its points.
    near: float = 0.10


# What the house starts with; afterwards the newest row of WeightSet in force counts (visits/weighing.py).
CURRENT = Weights(
    version="2026-12",
    parts={
        "topics": 30,
        "affinity": 10,
        "words": 5,
        "language": 15,
        "context": 15,
        "stage": 10,
        "fairness": 10,
        "model": 5,
    },
)

PART_WORDS = {
    "topics": _("Topics"),
    "affinity": _("Near their text"),
    "words": _("Same things named"),
    "language": _("Language"),
    "context": _("Law and politics"),
    "stage": _("Stage"),
    "fairness": _("Fairness"),
    "model": _("Models, routes"),
}
