"""What do we ask of somebody who looks for a text?"""

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.countries import country_choices
from exchange.library.models import Reference
from portal.vocabularies.queries import choices


class ReferenceFilter(forms.Form):
    words = forms.CharField(
        label=_("Words"), required=False, max_length=100, help_text=_("In the title, the authors or our summary")
    )
    topic = forms.ChoiceField(label=_("Topic"), required=False)
    country = forms.ChoiceField(label=_("Country"), required=False)
    since = forms.IntegerField(
        label=_("Published since"), required=False, min_value=1900, max_value=2100, help_text=_("A year, like 2015")
    )

    def __init__(self, *args: object, countries: set[str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed on as they came
        self.fields["topic"].choices = [("", _("All topics")), *choices("topic")]  # a choice field
        named = [(code, name) for code, name in country_choices() if code in countries]
        self.fields["country"].choices = [("", _("All countries")), *named]  # a choice field

    def narrow(self, references: QuerySet[Reference]) -> QuerySet[Reference]:
        """Apply the fields that could be read; one that could not shows its error and narrows nothing."""
        asked = self.cleaned_data
        for word in asked.get("words", "").split():
            references = references.filter(
                Q(title__icontains=word) | Q(authors__icontains=word) | Q(summary__icontains=word)
            )
        if asked.get("topic"):
            references = references.filter(topics__slug=asked["topic"])
        if asked.get("country"):
            references = references.filter(country=asked["country"])
        if asked.get("since"):
            references = references.filter(year__gte=asked["since"])
        return references
