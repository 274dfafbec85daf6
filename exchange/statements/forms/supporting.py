"""What do we ask of whoever supports a statement? For whom, and whether the name may be told."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation

MYSELF = "me"


class SupportForm(forms.Form):
    """`told_as` is how the member would be named; empty where nobody can be: then the tick is for organisations only."""

    who = forms.ChoiceField(label=_("Who supports it?"), widget=forms.RadioSelect)
    is_named = forms.BooleanField(required=False)

    def __init__(self, *args: Any, organisations: Sequence[Organisation], told_as: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisations = {str(house.pk): house for house in organisations}
        ours = [(key, house.name) for key, house in self.organisations.items()]
        self.fields["who"].choices = [(MYSELF, _("I, as a member")), *ours]
        self.initial.setdefault("who", MYSELF)
        if not ours:
            self.fields["who"].widget = forms.HiddenInput()
        if told_as and ours:
            label = _now("Name me as “%(words)s”, or the organisation by its name") % {"words": told_as}
        elif told_as:
            label = _now("Name me as “%(words)s”") % {"words": told_as}
        else:
            label = _now("Name the organisation by its name")
        self.fields["is_named"].label = label
        self.fields["is_named"].help_text = _("Everybody can read it. You can take it back at any time.")
        if not told_as and not any(not house.protected for house in organisations):
            del self.fields["is_named"]

    @property
    def organisation(self) -> Organisation | None:
        return self.organisations.get(self.cleaned_data["who"])

    @property
    def is_to_be_named(self) -> bool:
        return bool(self.cleaned_data.get("is_named"))
