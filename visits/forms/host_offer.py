"""What does a house offer? Kept by its sign-off person."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Member
from portal.vocabularies import queries as vocabularies
from visits.forms.acts import text_area
from visits.forms.days import hour_field
from visits.models import HostOffer

ZONES = sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith(("Etc/", "SystemV/")))


class HostOfferForm(forms.ModelForm):
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages of the team"),
        required=False,
        choices=lambda: vocabularies.choices("language"),
        widget=forms.CheckboxSelectMultiple,
    )
    time_zone = forms.ChoiceField(label=gettext_lazy("Time zone of the house"), choices=[(z, z) for z in ZONES])
    experts = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Experts who belong to this house"),
        queryset=Member.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = HostOffer
        fields = (
            "receives", "largest_group", "visiting_hours", "from_hour", "to_hour", "time_zone", "own_rules",
            "languages", "visits_per_year", "experts",
        )  # fmt: skip
        labels = {
            "receives": gettext_lazy("We receive visitors"),
            "largest_group": gettext_lazy("Largest group at once"),
            "visiting_hours": gettext_lazy("When may visitors come?"),
            "own_rules": gettext_lazy("Your own rules for visitors"),
            "visits_per_year": gettext_lazy("Visits a year, at most"),
        }
        help_texts = {
            "visiting_hours": gettext_lazy("Not your opening hours: the hours when it is calm enough."),
            "own_rules": gettext_lazy("On top of the visitor code, which holds for everybody."),
        }
        widgets = {"visiting_hours": text_area(2), "own_rules": text_area(4)}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["from_hour"] = hour_field(_("Earliest"), "10:00")
        self.fields["to_hour"] = hour_field(_("Latest"), "16:00")
        house = Member.objects.filter(state=Member.State.ACTIVE, expert_profile__isnull=False)
        near = house.filter(country=self.instance.facility.country.iso2) if self.instance.facility_id else house
        self.fields["experts"].queryset = near.order_by("name")
        self.fields["experts"].label_from_instance = lambda member: member.name

    def clean_largest_group(self) -> int:
        size: int = self.cleaned_data["largest_group"]
        if not 1 <= size <= 20:
            raise forms.ValidationError(_("Please say 1 to 20 people."))
        return size

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = cleaned.get("from_hour"), cleaned.get("to_hour")
        if first and last and last <= first:
            self.add_error("to_hour", _("The end must be later than the start."))
        return cleaned
