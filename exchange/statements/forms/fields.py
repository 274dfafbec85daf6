"""Which questions come up in more than one form of this room?"""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from exchange.statements.models import Audience
from portal.vocabularies import queries as vocabularies

MOST_CHARACTERS = 20_000


def day_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def title_field(most: int) -> forms.CharField:
    widget = forms.TextInput(attrs={"dir": "auto"})
    return forms.CharField(label=_("Title"), min_length=5, max_length=most, widget=widget)


def body_field(label: Any, *, rows: int = 10, required: bool = False) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows, "dir": "auto"})
    help_text = _("Stars make **bold**, a line with - makes a list. Name nobody in private.")
    return forms.CharField(
        label=label, help_text=help_text, required=required, max_length=MOST_CHARACTERS, widget=widget
    )


def address_field(label: Any, help_text: Any = "") -> forms.URLField:
    return forms.URLField(
        label=label, help_text=help_text, required=False, max_length=500, assume_scheme="https", widget=forms.URLInput
    )


def audience_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Who may read this?"),
        help_text=_("Once it is published, only you can open it to more readers."),
        choices=[(value, capfirst(label)) for value, label in reversed(Audience.choices)],
        widget=forms.RadioSelect,
    )


# What to do about an empty answer; the first kind that fits.
MISSING = (
    (forms.DateField, _("Please give a day.")),
    (forms.TimeField, _("Please give the hour.")),
    (forms.BooleanField, _("Please check it, and tick this.")),
    (forms.ChoiceField, _("Please choose one.")),
    (forms.CharField, _("Please write a few words.")),
)


class Proposal(forms.Form):
    """What all proposals have in common: a language, and initial values out of the row that is changed."""

    language = forms.ChoiceField(label=_("Language of this text"))

    def __init__(self, *args: Any, user: Any, thing: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.thing = thing
        for field in self.fields.values():
            said = next((words for kind, words in MISSING if isinstance(field, kind)), None)
            field.error_messages |= {"required": said} if said else {}
        self.fields["language"].choices = vocabularies.choices("language")
        known = {name: getattr(thing, name) for name in self.fields if thing is not None and hasattr(thing, name)}
        self.initial = {"language": user.language, "audience": Audience.MEMBERS, **known, **self.initial}

    def fields_of(self, *names: str) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}
