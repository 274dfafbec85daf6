"""What do we ask of a house that does it too? Hardly anything."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from exchange.practices.models import Practice
from portal import clock

FIRST_YEAR = 1970


class AdoptionForm(forms.Form):
    """Since when, and what was changed. Both may stay empty."""

    since = forms.IntegerField(label=_("Since when?"), help_text=_("The year, if you like."), required=False)
    what_changed = forms.CharField(
        label=_("What did you change?"),
        help_text=_("What you do differently, and why. Nobody must be recognisable."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    show_author_as = forms.ChoiceField(label=_("Show me as"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ways = [(value, capfirst(label)) for value, label in Practice.ShowAs.choices]
        self.fields["show_author_as"].choices = ways
        self.initial.setdefault("show_author_as", Practice.ShowAs.ROLE_AND_COUNTRY)

    def clean_since(self) -> int | None:
        year: int | None = self.cleaned_data["since"]
        if year is not None and not FIRST_YEAR <= year <= clock.today().year:
            raise forms.ValidationError(_("A year between 1970 and now, please."))
        return year
