"""What do we ask of somebody who knows better than the record?"""

from exchange.world.forms.base import SuggestionForm
from exchange.world.forms.rooms import FacilityForm
from exchange.world.forms.rows import CountryForm, FigureForm, MilestoneForm

FORMS: dict[str, type[SuggestionForm]] = {
    "country": CountryForm,
    "figure": FigureForm,
    "milestone": MilestoneForm,
    "facility": FacilityForm,
}

__all__ = ["FORMS", "CountryForm", "FacilityForm", "FigureForm", "MilestoneForm", "SuggestionForm"]
