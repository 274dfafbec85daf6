"""Who comes? Role first; the name for the house only."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Member
from portal import clock
from portal.vocabularies import queries as vocabularies
from visits.actions.group import Person
from visits.forms.part_dates import DayInput
from visits.models import Participant, VisitRequest


class ParticipantForm(forms.Form):
    role = forms.ChoiceField(
        label=gettext_lazy("Role"),
        required=False,
        choices=lambda: [("", _("Not known yet")), *vocabularies.choices("job-role")],
    )
    organisation_kind = forms.ChoiceField(
        label=gettext_lazy("From what kind of organisation?"),
        required=False,
        choices=lambda: [("", _("As the person who asks")), *vocabularies.choices("organisation-kind")],
    )
    name = forms.CharField(label=gettext_lazy("Name, for the door"), required=False, max_length=120)
    member = forms.TypedChoiceField(
        label=gettext_lazy("With an account here?"),
        help_text=gettext_lazy("Then they sign the visitor code in the portal."),
        required=False,
        coerce=int,
        empty_value=None,
    )
    outsider = forms.ChoiceField(label=gettext_lazy("From outside?"), required=False)

    def __init__(
        self, *args: Any, kept: Participant | None, colleagues: Any, outsiders: Sequence[str], **kwargs: Any
    ) -> None:
        initial = {name: getattr(kept, name, "") for name in ("role", "organisation_kind", "name", "outsider")} | {
            "member": getattr(kept, "member_id", None)
        }
        super().__init__(*args, initial=initial, **kwargs)
        self.kept = kept
        self.fields["member"].choices = [("", _("No")), *colleagues]
        labels = vocabularies.labels("outsider", outsiders)
        self.fields["outsider"].choices = [("", _("No")), *zip(outsiders, labels, strict=True)]
        if not outsiders:
            del self.fields["outsider"]

    @property
    def is_substitute(self) -> bool:
        return self.prefix == "instead"

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if any(cleaned.get(name) for name in ("name", "member", "outsider")) and not cleaned.get("role"):
            self.add_error("role", _("Please choose a role for this person."))
        return cleaned

    def person(self) -> Person | None:
        """Return who it is; None where nobody is named."""
        said = self.cleaned_data
        if not said["role"]:
            return None
        return Person(
            role=said["role"],
            name=said["name"],
            pk=self.kept.pk if self.kept else None,
            organisation_kind=said["organisation_kind"],
            outsider=said.get("outsider", ""),
            is_substitute=self.is_substitute,
            member_id=said["member"],
        )


def participant_forms(
    asked: VisitRequest, data: Mapping[str, Any] | None, *, outsiders: Sequence[str]
) -> list[ParticipantForm]:
    """Return one small form for each place in the group, and one for somebody who could come instead."""
    kept = list(asked.participants.all())
    coming = [row for row in kept if not row.is_substitute]
    instead = next((row for row in kept if row.is_substitute), None)
    common = {"colleagues": colleagues(asked), "outsiders": outsiders}
    found = []
    for place in range(asked.group_size):
        row = coming[place] if place < len(coming) else None
        found.append(ParticipantForm(data, kept=row, prefix=f"person{place + 1}", **common))
    return [*found, ParticipantForm(data, kept=instead, prefix="instead", **common)]


def colleagues(asked: VisitRequest) -> list[tuple[int, str]]:
    """Return the requester and the active members of their own organisation: nobody else is to be found here."""
    mine = Member.objects.filter(user=asked.requester_id)
    if asked.organisation_id:
        mine |= Member.objects.filter(
            organisation=asked.organisation_id, state=Member.State.ACTIVE, user__protected=False
        )
    rows = mine.order_by("name").values_list("pk", "name", "user")
    return [
        (pk, _("%(name)s (you)") % {"name": name} if user == asked.requester_id else name) for pk, name, user in rows
    ]


class PaperForm(forms.Form):
    """On which day somebody signed the sheet."""

    day = forms.DateField(
        label=gettext_lazy("Signed on paper on"),
        widget=DayInput(),
        error_messages={
            "invalid": gettext_lazy("Please give a day, for instance 2027-03-15."),
            "required": gettext_lazy("Please choose a day."),
        },
    )

    def clean_day(self) -> Any:
        day = self.cleaned_data["day"]
        if day > clock.today():
            raise forms.ValidationError(_("Please give the day on which it was signed; it cannot lie ahead."))
        return day
