"""What is asked for in an open call? A coordinator's words without names; and a member's few words who could help."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal import clock
from visits import calls
from visits.actions.calls import said_name
from visits.forms.acts import text_area
from visits.models import OpenCall, VisitRequest

LEAST = 10


class CallForm(forms.Form):
    title = forms.CharField(
        label=gettext_lazy("What is wanted, in one line"), min_length=LEAST, max_length=calls.MOST_TITLE
    )
    text = forms.CharField(
        label=gettext_lazy("In a few sentences"),
        help_text=gettext_lazy(
            "Kind, topics, languages and dates stand beside it by themselves, and the region if at least five members are there. "
            "Please name no people, no house, no city and no country."
        ),
        min_length=20,
        max_length=calls.MOST_TEXT,
        widget=text_area(8),
    )
    audience = forms.ChoiceField(
        label=gettext_lazy("Who may read this?"), choices=OpenCall.Audience.choices, widget=forms.RadioSelect
    )
    until = forms.DateField(
        label=gettext_lazy("Last day on which somebody can offer"),
        help_text=gettext_lazy("Then it closes by itself, and you are told."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, asked: VisitRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = calls.tell_tales(asked)

    def clean_title(self) -> str:
        return self._without_names("title")

    def clean_text(self) -> str:
        return self._without_names("text")

    def _without_names(self, field: str) -> str:
        words: str = self.cleaned_data[field]
        if name := calls.named(words, self.names):
            raise forms.ValidationError(said_name(name))
        return words

    def clean_until(self) -> date:
        day: date = self.cleaned_data["until"]
        first = clock.today() + calls.SHORTEST
        if not first <= day <= clock.today() + calls.LONGEST:
            raise forms.ValidationError(
                _("Please choose a day within the next two months, the day after tomorrow or later.")
            )
        return day


class OfferForm(forms.Form):
    """One button would be enough; a few words help the coordinator to choose."""

    word = forms.CharField(
        label=gettext_lazy("A few words for the coordinator"),
        help_text=gettext_lazy("What have you done or seen of this? Only coordinators read it."),
        min_length=LEAST,
        max_length=400,
        widget=text_area(4),
        error_messages={
            "required": gettext_lazy("Please write a sentence, so that the coordinator knows what you could do."),
            "min_length": gettext_lazy("Please write a sentence, so that the coordinator knows what you could do."),
        },
    )
    languages = forms.CharField(label=gettext_lazy("In which languages? (if you like)"), max_length=120, required=False)
    dates = forms.CharField(label=gettext_lazy("When could you? (if you like)"), max_length=200, required=False)
