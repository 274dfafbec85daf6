"""What do we ask long afterwards? What became of each plan; and one sentence of thanks."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.bylines import byline
from accounts.models import Member
from visits.changes import SAID

MOST_CITIES = 5


class FollowUpForm(forms.Form):
    """One tick for each plan; all else may be left out."""

    def __init__(self, *args: Any, whats: Sequence[str], city: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.whats = list(whats)
        for number, what in enumerate(self.whats, 1):
            self.fields[f"plan_{number}"] = forms.ChoiceField(
                label=what or _("Has anything changed at home since?"),
                choices=SAID,
                widget=forms.RadioSelect,
                error_messages={"required": gettext_lazy("Please choose one.")},
            )
        self.fields["word"] = forms.CharField(label=_("In one sentence (if you like)"), max_length=300, required=False)
        self.fields["cities"] = forms.CharField(
            label=_("In which cities or towns?"),
            help_text=_("With commas between them. Others read how many there are, never which."),
            max_length=300,
            required=False,
            initial=city,
        )

    def clean_cities(self) -> list[str]:
        found = [name.strip() for name in self.cleaned_data["cities"].split(",") if name.strip()]
        if len(found) > MOST_CITIES or any(len(name) > 80 for name in found):
            raise forms.ValidationError(_("Please name five at most, each in a few words."))
        return found

    def said(self) -> list[str]:
        return [self.cleaned_data[f"plan_{number}"] for number in range(1, len(self.whats) + 1)]


class ThanksForm(forms.Form):
    words = forms.CharField(
        label=gettext_lazy("Your sentence"),
        min_length=10,
        max_length=200,
        error_messages={
            "required": gettext_lazy("Please write a sentence."),
            "min_length": gettext_lazy("Please write a sentence."),
        },
    )
    field_order = ("to", "words")

    def __init__(self, *args: Any, people: Sequence[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(member.pk): member for member in people}
        self.fields["to"] = forms.ChoiceField(
            label=_("To whom?"),
            choices=[(pk, byline(member)) for pk, member in self.people.items()],
            error_messages={"required": gettext_lazy("Please choose one.")},
        )
        self.order_fields(self.field_order)
