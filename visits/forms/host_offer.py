"""What does a house offer? Kept by its sign-off person."""

from typing import Any
from zoneinfo import available_timezones

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row
from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Member
from accounts.queries import members_for_user
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
            "own_rules": gettext_lazy(
                "On top of the visitor code, which holds for everybody. Your visitors read both after your yes, and accept them."
            ),
        }
        widgets = {"visiting_hours": text_area(2), "own_rules": text_area(4)}

    def __init__(self, *args: Any, reader: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["from_hour"] = hour_field(_("Earliest"), "10:00")
        self.fields["to_hour"] = hour_field(_("Latest"), "16:00")
        # Whoever already belongs to the house stays on the list, also when they are hidden from the reader.
        near = members_for_user(reader).filter(country=self.instance.facility.country.iso2).values("pk")
        kept = self.instance.experts.values("pk") if self.instance.pk else Member.objects.none().values("pk")
        self.fields["experts"].queryset = (
            Member.objects.filter(Q(pk__in=near) | Q(pk__in=kept), expert_profile__is_listed=True)
            .select_related("user")
            .order_by("name")
        )
        self.fields["experts"].label_from_instance = lambda member: member.name
        self.lay_out()

    def lay_out(self) -> None:
        self.helper = FormHelper(self)
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        two = "col-md-6"
        self.helper.layout = Layout(
            "receives",
            Row(Column("largest_group", css_class=two), Column("visits_per_year", css_class=two)),
            "visiting_hours",
            Row(Column("from_hour", css_class=two), Column("to_hour", css_class=two)),
            "time_zone",
            "own_rules",
            "languages",
            "experts",
        )

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
