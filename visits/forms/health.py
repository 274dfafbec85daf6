"""Which months and which kind are the figures of the network's health about?"""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from portal import clock
from portal.vocabularies import queries as vocabularies
from visits.health.facts import Period

MONTHS, ALL = "12-months", "all"
# So long does the trail of what happened keep its rows (`trust.md`): older years would be told wrong.
YEARS = 3


class HealthForm(forms.Form):
    """What cannot be read is said beside the field, and the figures are those of the last 12 months, of all kinds."""

    period = forms.ChoiceField(label=_("Period"), required=False)
    kind = forms.ChoiceField(label=_("Kind of request"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        year = clock.today().year
        years = [(str(one), str(one)) for one in range(year, year - YEARS, -1)]
        choices = [(MONTHS, _("The last 12 months")), *years, (ALL, _("All, as far as the trail goes back"))]
        self.fields["period"].choices = choices  # type: ignore[attr-defined]  # a choice field
        kinds = [("", _("All")), *vocabularies.choices("request-kind")]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]  # a choice field

    def chosen(self) -> tuple[Period, str]:
        """Return the period and the kind ("" for all)."""
        self.is_valid()
        return period(self.cleaned_data.get("period") or MONTHS), self.cleaned_data.get("kind") or ""


def period(slug: str) -> Period:
    """Return the months behind a choice of the form; years begin at midnight in the network's zone."""
    if slug == ALL:
        return Period(slug)
    if slug == MONTHS:
        return Period(slug, clock.now() - timedelta(days=365))
    zone = ZoneInfo(settings.TIME_ZONE)
    return Period(slug, datetime(int(slug), 1, 1, tzinfo=zone), datetime(int(slug) + 1, 1, 1, tzinfo=zone))
