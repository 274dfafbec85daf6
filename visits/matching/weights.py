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

# What lists of an older house were made with.
FORMER = {
    "2026-11": Weights(
        version="2026-11",
        parts={"topics": 30, "affinity": 15, "language": 15, "context": 15, "stage": 10, "fairness": 10, "model": 5},
    )
}

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
# What each part means, in plain words, for whoever asks how we match.
PART_MEANINGS = {
    "topics": _("Has the expert done what you ask about, or do they know it? Having done it counts double."),
    "affinity": _(
        "How near is what you wrote to what the expert wrote: profile, practices, helpful answers, visits held."
    ),
    "words": _("Do both name the same things of the field, in whatever language?"),
    "language": _("Do you share a language? Speaking it fluently counts a little more than working in it."),
    "context": _(
        "Is the law alike, and made at the same level? Do they know the law of your country? Is the town as large?"
    ),
    "stage": _(
        "For a new room: somebody who opened one. For a room that moves or is under threat: who lived through it."
    ),
    "fairness": _(
        "Who has had the fewest visits and the longest rest comes first, so that not the same people carry all."
    ),
    "model": _("Do they know the sort of room and the ways of using that you ask about?"),
}
