"""What do we keep of the way to a new room? The steps, and how far somebody has come."""

from exchange.guide.models.path import Path, PathDocument, PathProgress
from exchange.guide.models.step import Step, StepItem

__all__ = ["Path", "PathDocument", "PathProgress", "Step", "StepItem"]
