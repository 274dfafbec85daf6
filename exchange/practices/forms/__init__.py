"""What do we ask about a practice, by subject?"""

from exchange.practices.forms.keeping import AudienceForm, HideForm
from exchange.practices.forms.other_sides import FORMS
from exchange.practices.forms.short import PracticeForm

__all__ = ["FORMS", "AudienceForm", "HideForm", "PracticeForm"]
