"""What do we keep of the way to a new room? The steps, how far somebody has come, and what people ask."""

from exchange.guide.models.claim import Claim, ClaimPaper, ClaimVersion, Evidence, EvidenceSuggestion, Side
from exchange.guide.models.path import Path, PathDocument, PathProgress
from exchange.guide.models.step import Step, StepItem, StepVersion

__all__ = [
    "Claim",
    "ClaimPaper",
    "ClaimVersion",
    "Evidence",
    "EvidenceSuggestion",
    "Path",
    "PathDocument",
    "PathProgress",
    "Side",
    "Step",
    "StepItem",
    "StepVersion",
]
