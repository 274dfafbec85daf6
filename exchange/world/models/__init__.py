"""What do we keep of the rooms of the world? Countries, facilities, milestones, figures, their sources, and how they change."""

from exchange.world.models.changing import Change, Suggestion
from exchange.world.models.record import UNSANCTIONED, Country, Facility, Figure, Milestone, Source, StatusPeriod

__all__ = [
    "UNSANCTIONED",
    "Change",
    "Country",
    "Facility",
    "Figure",
    "Milestone",
    "Source",
    "StatusPeriod",
    "Suggestion",
]
