"""What do we keep of what was published? References with DOI, year and what we checked; corrections, and files taken in."""

from exchange.library.models.correction import ReferenceCorrection
from exchange.library.models.imports import ImportRow, ReferenceImport
from exchange.library.models.reference import Reference, ReferenceFile

__all__ = ["ImportRow", "Reference", "ReferenceCorrection", "ReferenceFile", "ReferenceImport"]
