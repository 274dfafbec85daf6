"""What do we keep of what teams did? Practices, their two voices, how they are looked after, and their readers."""

from exchange.practices.models.care import AuthorLook, Review, ReviewerAsked, TextReport
from exchange.practices.models.evidence import Evidence
from exchange.practices.models.files import PracticeFile
from exchange.practices.models.practice import HiddenAuthor, Outcome, Practice, Revision
from exchange.practices.models.readers import Adoption, Bookmark, Follow, Nearness, PracticeDocument
from exchange.practices.models.voices import HiddenVoiceAuthor, TellerSlip, Voice, VoiceOffer

__all__ = [
    "Adoption",
    "AuthorLook",
    "Bookmark",
    "Evidence",
    "Follow",
    "HiddenAuthor",
    "HiddenVoiceAuthor",
    "Nearness",
    "Outcome",
    "Practice",
    "PracticeDocument",
    "PracticeFile",
    "Review",
    "ReviewerAsked",
    "Revision",
    "TellerSlip",
    "TextReport",
    "Voice",
    "VoiceOffer",
]
