"""What do we ask about a practice, by subject?"""

from exchange.practices.forms.keeping import AudienceForm, HideForm
from exchange.practices.forms.short import PracticeForm

__all__ = ["AudienceForm", "HideForm", "PracticeForm"]
