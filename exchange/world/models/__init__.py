"""What do we keep of the rooms of the world? Countries, facilities, milestones, figures, and their sources."""

from exchange.world.models.record import Country, Facility, Figure, Milestone, Source

__all__ = ["Country", "Facility", "Figure", "Milestone", "Source"]
