"""What do we keep of what was published? References with DOI, year and what we checked."""

from exchange.library.models.reference import Reference

__all__ = ["Reference"]
