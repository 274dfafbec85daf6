"""Which weights are in force, and what made a match? The newest row, or what the house started with."""

from visits.matching.weights import CURRENT, FORMER, Weights
from visits.models import Match, WeightSet

OPEN_LISTS = ("submitted", "inviting")


def row_in_force() -> WeightSet | None:
    return WeightSet.objects.filter(state=WeightSet.State.IN_FORCE).first()


def weights_of(row: WeightSet | None) -> Weights:
    """Return a row as weights, its parts in the order of the house."""
    if row is None:
        return CURRENT
    return Weights(version=row.version, parts={part: int(row.parts.get(part, 0)) for part in CURRENT.parts})


def in_force() -> Weights:
    return weights_of(row_in_force())


def weights_behind(match: Match) -> Weights:
    """Return what a match was weighed with; needs `weights` joined."""
    return weights_of(match.weights) if match.weights else FORMER.get(match.weights_version, CURRENT)
