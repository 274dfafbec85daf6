"""How much should each part count? One number for each, and why."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from visits.matching.weights import PART_MEANINGS, PART_WORDS, WHOLE, Weights


class WeightsForm(forms.Form):
    note = forms.CharField(
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("One sentence; members read it on “How we match”."),
        min_length=10,
        max_length=300,
    )

    def __init__(self, *args: Any, weights: Weights, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for part, most in weights.parts.items():
            self.fields[part] = forms.IntegerField(
                label=PART_WORDS[part], help_text=PART_MEANINGS[part], min_value=0, max_value=WHOLE, initial=most
            )
        self.order_fields([*weights.parts, "note"])
        self.names = list(weights.parts)

    def parts(self) -> dict[str, int]:
        return {name: self.cleaned_data[name] for name in self.names}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        known = [cleaned[name] for name in self.names if isinstance(cleaned.get(name), int)]
        if len(known) == len(self.names) and sum(known) != WHOLE:
            raise forms.ValidationError(_("Together they have to be 100; they are %(n)d.") % {"n": sum(known)})
        return cleaned
