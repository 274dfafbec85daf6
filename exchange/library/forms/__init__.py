"""What do we ask of those who look for a text or bring one, by subject?"""

from exchange.library.forms.references import ReferenceFilter
from exchange.library.forms.shelf import (
    CollectionForm,
    DocumentForm,
    GapForm,
    ItemForm,
    ReasonForm,
    SentenceForm,
    ShelfForm,
)

__all__ = [
    "CollectionForm",
    "DocumentForm",
    "GapForm",
    "ItemForm",
    "ReasonForm",
    "ReferenceFilter",
    "SentenceForm",
    "ShelfForm",
]
