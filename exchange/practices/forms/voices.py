"""What do we ask of somebody who tells the other side of a practice? Their words, and how they are shown."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from exchange.practices.models import Practice, Voice
from portal.vocabularies import queries as vocabularies

WAYS = {
    Practice.ShowAs.ANONYMOUS: _("A member"),
    Practice.ShowAs.ROLE: _("My role, where enough others have it"),
    Practice.ShowAs.NAME: _("My name"),
}


class VoiceForm(forms.Form):
    """From the service users' side nobody is shown by a role: with the country beside it, it would tell too much."""

    words = forms.CharField(
        label=_("How was it for you?"),
        help_text=_("In your own words. What helps, and what should change. 20 letters at least."),
        min_length=20,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 7}),
    )
    no_identifying = forms.BooleanField(
        label=_("I checked: nobody can be recognised"),
        help_text=_("No names, no exact dates, no origin together with age, no nicknames."),
        error_messages={"required": _("Please read it once more for this, and tick the box.")},
    )
    show_author_as = forms.ChoiceField(label=_("Show me as"), widget=forms.RadioSelect)
    language = forms.ChoiceField(label=_("Language of this text"))

    def __init__(self, *args: Any, side: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ways = {way: label for way, label in WAYS.items() if side == Voice.Side.STAFF or way != Practice.ShowAs.ROLE}
        self.fields["show_author_as"].choices = list(ways.items())
        self.initial.setdefault("show_author_as", Practice.ShowAs.ANONYMOUS)
        self.fields["language"].choices = vocabularies.choices("language")
