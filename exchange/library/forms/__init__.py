"""What do we ask of those who look for a text or bring one, by subject?"""

from exchange.library.forms.references import ReferenceFilter

__all__ = ["ReferenceFilter"]
