"""What does a house offer? Kept by its sign-off person."""

from typing import Any
from zoneinfo import available_timezones

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.db.models import Q
from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.forms.fields import SeveralRows, beside
from accounts.models import Member
from accounts.queries import members_for_user
from portal.vocabularies import queries as vocabularies
from visits.actions.hosts import Hours
from visits.forms.acts import text_area
from visits.forms.days import hour_field
from visits.models import HostOffer

ZONES = sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith(("Etc/", "SystemV/")))
# Who keeps the house alone knows these; a coordinator who helps with the offer does not need them.
PRIVATE = ("address", "door")


def ticks(label: Any, choices: Any, **kwargs: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, required=False, choices=choices, widget=forms.CheckboxSelectMultiple, **kwargs
    )


class HostOfferForm(forms.ModelForm):
    """`cleaned_data["hours"]` holds the rows of visiting hours."""

    languages = ticks(gettext_lazy("Languages of the team"), lambda: vocabularies.choices("language"))
    areas = ticks(gettext_lazy("Where may visitors go?"), lambda: vocabularies.choices("host-area"))
    meets = ticks(gettext_lazy("Whom do they meet?"), lambda: vocabularies.choices("host-meets"))
    months_closed = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Months without visitors"),
        help_text=gettext_lazy("Nobody can propose a day in them."),
        required=False,
        coerce=int,
        choices=list(MONTHS.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    door_check = forms.ChoiceField(
        label=gettext_lazy("What is asked for at the door?"), choices=lambda: vocabularies.choices("door-check")
    )
    time_zone = forms.ChoiceField(label=gettext_lazy("Time zone of the house"), choices=[(z, z) for z in ZONES])
    experts = SeveralRows(
        label=gettext_lazy("Experts who belong to this house"),
        queryset=Member.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = HostOffer
        fields = (
            "receives", "largest_group", "visits_per_year", "visitor_days_per_year", "visiting_hours", "time_zone",
            "months_closed", "areas", "meets", "languages", "door_check", "clearance", "accessibility", "cost", "address",
            "door", "own_rules", "experts",
        )  # fmt: skip
        labels = {
            "receives": gettext_lazy("We receive visitors"),
            "largest_group": gettext_lazy("Largest group at once"),
            "visiting_hours": gettext_lazy("A word about the hours (if you like)"),
            "own_rules": gettext_lazy("Your own rules for visitors"),
            "visits_per_year": gettext_lazy("Visits a year, at most"),
            "visitor_days_per_year": gettext_lazy("Visitor days a year, at most (if you count them)"),
            "clearance": gettext_lazy("What must be known beforehand?"),
            "accessibility": gettext_lazy("Steps, lift, toilet, quiet place"),
            "cost": gettext_lazy("What a visit costs you, and what you ask for"),
            "address": gettext_lazy("Address"),
            "door": gettext_lazy("How the door works"),
        }
        help_texts = {
            "visiting_hours": "",
            "visitor_days_per_year": gettext_lazy("Two visitors for three days are six."),
            "clearance": gettext_lazy("For instance: full names, three weeks before, for the clinic’s security."),
            "cost": gettext_lazy("For instance: half a day of a nurse; we ask for lunch, not for money."),
            "address": gettext_lazy(
                "Shown to those who come once you have said yes, until the visit is over. In no mail, to nobody else."
            ),
            "door": gettext_lazy("For instance: the grey door in the yard; ring twice and say whom you visit."),
            "own_rules": gettext_lazy(
                "On top of the visitor code, which holds for everybody. Your visitors read both after your yes, and accept them."
            ),
        }
        widgets = {
            "visiting_hours": text_area(2), "own_rules": text_area(4), "door": text_area(2), "accessibility": text_area(2),
            "cost": text_area(2),
        }  # fmt: skip

    def __init__(self, *args: Any, reader: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_keeper = self.instance.facility.signoff_person_id == reader.pk
        if not self.is_keeper:
            for name in PRIVATE:
                del self.fields[name]
        self._add_hours()
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

    def _add_hours(self) -> None:
        kept = {row.weekday: row for row in self.instance.hours.all()} if self.instance.pk else {}
        for number, name in WEEKDAYS.items():
            row = kept.get(number)
            for end, label in (("from", _("%(weekday)s, from")), ("to", _("%(weekday)s, to"))):
                self.fields[f"day_{number}_{end}"] = field = hour_field(label % {"weekday": name}, "")
                field.required, field.initial = False, getattr(row, f"{end}_hour", None)

    def lay_out(self) -> None:
        self.helper = FormHelper(self)
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        days = [beside(f"day_{number}_from", f"day_{number}_to") for number in WEEKDAYS]
        private = [Fieldset(_("Only for those who come, after your yes"), *PRIVATE, css_class="part")]
        self.helper.layout = Layout(
            Fieldset(
                _("How many, how often"),
                "receives",
                beside("largest_group", "visits_per_year", "visitor_days_per_year"),
                css_class="part",
            ),
            Fieldset(
                _("When may visitors come? Not your opening hours: the hours when it is calm enough"),
                *days,
                "visiting_hours",
                "time_zone",
                "months_closed",
                css_class="part",
            ),
            Fieldset(
                _("What they see, and whom"),
                "areas",
                "meets",
                "languages",
                "experts",
                "accessibility",
                css_class="part",
            ),
            Fieldset(_("Your terms"), "door_check", "clearance", "cost", "own_rules", css_class="part"),
            *(private if self.is_keeper else []),
        )

    def clean_largest_group(self) -> int:
        size: int = self.cleaned_data["largest_group"]
        if not 1 <= size <= 20:
            raise forms.ValidationError(_("Please say 1 to 20 people."))
        return size

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        cleaned["hours"] = [row for number in WEEKDAYS if (row := self._row(number, cleaned))]
        has_errors = any(name.startswith("day_") for name in self.errors)
        if cleaned.get("receives") and not cleaned["hours"] and not has_errors:
            self.add_error("day_0_from", _("Please name at least one weekday on which visitors may come."))
        if cleaned.get("door_check") == "clearance" and not cleaned.get("clearance"):
            self.add_error("clearance", _("Please say what has to be known, and how long before."))
        return cleaned

    def _row(self, number: int, cleaned: dict[str, Any]) -> Hours | None:
        start, end = f"day_{number}_from", f"day_{number}_to"
        first, last = cleaned.get(start), cleaned.get(end)
        if first and last and last <= first:
            self.add_error(end, _("The end must be later than the start."))
        elif bool(first) != bool(last) and not {start, end} & set(self.errors):
            self.add_error(end if first else start, _("Please give both hours, or leave both empty."))
        return (number, first, last) if first and last else None
