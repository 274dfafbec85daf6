"""What is the board of all requests narrowed by?"""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.vocabularies import queries as vocabularies

ALL = ("", _("All"))


class BoardForm(forms.Form):
    """Each answer narrows; what is left empty does not."""

    kind = forms.ChoiceField(label=_("Kind"), required=False)
    country = forms.ChoiceField(label=_("Country"), required=False)
    coordinator = forms.ChoiceField(label=_("Coordinator"), required=False)
    waits = forms.ChoiceField(
        label=_("Waits for"),
        required=False,
        choices=[
            ALL,
            ("me", _("me")),
            ("desk", _("a coordinator")),
            ("requester", _("the requester")),
            ("asked", _("somebody who was asked")),
            ("house", _("a house")),
        ],
    )
    late = forms.BooleanField(label=_("Past their time only"), required=False)
    call = forms.BooleanField(label=_("With an open call only"), required=False)
    sensitive = forms.BooleanField(label=_("Sensitive only"), required=False)

    def __init__(
        self, *args: Any, countries: Sequence[tuple[str, str]], coordinators: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (
            ("kind", vocabularies.choices("request-kind")),
            ("country", countries),
            ("coordinator", coordinators),
        ):
            self.fields[name].choices = [ALL, *choices]  # type: ignore[attr-defined]  # choice fields, all of them
