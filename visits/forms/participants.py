"""Who comes? Role first; the name for the house only."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.vocabularies import queries as vocabularies
from visits.models import VisitRequest


class ParticipantForm(forms.Form):
    role = forms.ChoiceField(
        label=gettext_lazy("Role"),
        required=False,
        choices=lambda: [("", _("Not known yet")), *vocabularies.choices("job-role")],
    )
    name = forms.CharField(label=gettext_lazy("Name, for the door"), required=False, max_length=120)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("name") and not cleaned.get("role"):
            self.add_error("role", _("Please choose a role for this person."))
        return cleaned


def participant_forms(asked: VisitRequest, data: Mapping[str, Any] | None) -> list[ParticipantForm]:
    """Return one small form for each place in the group."""
    kept = list(asked.participants.order_by("pk"))
    found = []
    for place in range(asked.group_size):
        initial = {"role": kept[place].role, "name": kept[place].name} if place < len(kept) else {}
        found.append(ParticipantForm(data, initial=initial, prefix=f"person{place + 1}"))
    return found
