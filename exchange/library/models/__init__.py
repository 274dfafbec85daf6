"""What do we keep of what was published, of files taken in and corrections, and of what members made of it?"""

from exchange.library.models.collection import Collection, CollectionItem
from exchange.library.models.correction import ReferenceCorrection
from exchange.library.models.document import Document, DocumentFile
from exchange.library.models.gap import EvidenceGap, GapNeed, GapOffer
from exchange.library.models.imports import ImportRow, ReferenceImport
from exchange.library.models.reference import Reference, ReferenceFile
from exchange.library.models.report import SUBJECTS, ShelfReport
from exchange.library.models.shelf import OnShelf

__all__ = [
    "SUBJECTS",
    "Collection",
    "CollectionItem",
    "Document",
    "DocumentFile",
    "EvidenceGap",
    "GapNeed",
    "GapOffer",
    "ImportRow",
    "OnShelf",
    "Reference",
    "ReferenceCorrection",
    "ReferenceFile",
    "ReferenceImport",
    "ShelfReport",
]
