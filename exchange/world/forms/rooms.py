"""A room: what it is, where, for whom, when; and that its authorities allow it."""

from decimal import Decimal
from typing import Any

from crispy_forms.layout import Fieldset
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.forms.fields import beside
from exchange.world import fields
from exchange.world.actions.putting import parse_since
from exchange.world.forms.base import SuggestionForm, line, refuse_future, words, year_field
from exchange.world.models import UNSANCTIONED, Facility
from portal import clock
from portal.vocabularies import queries as vocabularies

LISTS = {"routes": "route", "target_groups": "target-group", "services": "service"}


def ticks(label: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(label=label, required=False, widget=forms.CheckboxSelectMultiple)


def seats(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=500)


def degrees(label: Any, most: int) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        required=False,
        min_value=-most,
        max_value=most,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )


class FacilityForm(SuggestionForm):
    kind = "facility"
    name = line(gettext_lazy("Name"), 160, required=True)
    city = line(gettext_lazy("City"), 80, required=True)
    operator = line(gettext_lazy("Run by"), 160)
    website = forms.URLField(
        label=gettext_lazy("Website"), max_length=500, required=False, assume_scheme="https",
        widget=forms.TextInput(attrs={"inputmode": "url"}),
    )  # fmt: skip
    status = forms.ChoiceField(label=gettext_lazy("Open or closed?"))
    status_since = line(
        gettext_lazy("Since when?"), 7, help_text=gettext_lazy("A year like 2021, or year and month like 2021-03.")
    )
    opened_year = year_field(gettext_lazy("Opened in"))
    closed_year = year_field(gettext_lazy("Closed in"))
    legal_basis = forms.ChoiceField(label=gettext_lazy("What does it rest on?"), required=False)
    is_allowed = forms.BooleanField(
        label=gettext_lazy("Its authorities allow it, or allowed it while it was open"),
        help_text=gettext_lazy("A room without permission is never listed: a line here could harm the people who use it."),
        error_messages={"required": gettext_lazy("Please confirm that its authorities allow it; a room without permission is never listed.")},
    )  # fmt: skip
    model = forms.ChoiceField(label=gettext_lazy("Kind of room"))
    routes = ticks(gettext_lazy("For"))
    target_groups = ticks(gettext_lazy("Made for"))
    services = ticks(gettext_lazy("What else does it offer?"))
    places_injecting = seats(gettext_lazy("Places for injecting"))
    places_smoking = seats(gettext_lazy("Places for smoking"))
    places_mixed = seats(gettext_lazy("Places for both"))
    opening_hours = line(
        gettext_lazy("Opening hours"),
        300,
        help_text=gettext_lazy("For service users. When visitors may come, the house says itself."),
    )
    has_women_only_hours = forms.BooleanField(label=gettext_lazy("Some hours are for women only"), required=False)
    address = line(gettext_lazy("Address, only if the room publishes it itself"), 200)
    address_is_published = forms.BooleanField(
        label=gettext_lazy("The room publishes this address itself"), required=False
    )
    address_url = forms.URLField(
        label=gettext_lazy("The page on which it does"), max_length=500, required=False, assume_scheme="https",
        widget=forms.TextInput(attrs={"inputmode": "url"}),
    )  # fmt: skip
    latitude = degrees(gettext_lazy("Latitude of the city"), 90)
    longitude = degrees(gettext_lazy("Longitude of the city"), 180)
    note = words(gettext_lazy("Note for members"), 1000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Of a new room nothing is taken for granted.
        first = [("", _("Choose one"))] if self.row is None else []
        self.fields["status"].choices = [*first, *vocabularies.choices("facility-status")]
        self.fields["model"].choices = [*first, *vocabularies.choices("facility-model")]
        self.fields["legal_basis"].choices = [("", _("Not known")), *vocabularies.choices("legal-basis")]
        for name, vocabulary in LISTS.items():
            self.fields[name].choices = vocabularies.choices(vocabulary)

    def parts(self) -> list[Any]:
        return [
            beside("name", "city"), beside("operator", "website"),
            Fieldset(_("Is it open?"), beside("status", "status_since"), beside("opened_year", "closed_year"), "legal_basis", "is_allowed"),
            Fieldset(_("What is it?"), "model", "routes", "target_groups", "services",
                     beside("places_injecting", "places_smoking", "places_mixed")),
            Fieldset(_("When and where?"), "opening_hours", "has_women_only_hours", "address", "address_is_published", "address_url",
                     beside("latitude", "longitude")),
            "note",
        ]  # fmt: skip

    def clean_opened_year(self) -> int | None:
        return refuse_future(self.cleaned_data["opened_year"])

    def clean_closed_year(self) -> int | None:
        return refuse_future(self.cleaned_data["closed_year"])

    def clean_latitude(self) -> Decimal | None:
        return _rough(self.cleaned_data["latitude"])

    def clean_longitude(self) -> Decimal | None:
        return _rough(self.cleaned_data["longitude"])

    def clean_status_since(self) -> str:
        typed: str = self.cleaned_data["status_since"].strip()
        if not typed:
            return ""
        try:
            year, month = parse_since(typed)
        except ValueError as error:
            raise forms.ValidationError(_("Please write a year like 2021, or year and month like 2021-03.")) from error
        today = clock.today()
        if (year, month or 0) > (today.year, today.month):
            raise forms.ValidationError(_("This date has not come yet. Please give the date since when it is so."))
        return f"{year}-{month:02}" if month else str(year)

    def clean(self) -> dict[str, Any]:
        typed = self.cleaned_data
        if typed.get("legal_basis") == "none" and typed.get("status") == "open":
            self.add_error("legal_basis", UNSANCTIONED)
        if typed.get("opened_year") and typed.get("closed_year") and typed["closed_year"] < typed["opened_year"]:
            self.add_error("closed_year", _("It cannot close before it opens. Please look at both years."))
        is_new_status = self.row is not None and typed.get("status") != self.row.status
        if is_new_status and typed.get("status_since") in ("", self.now[fields.STATUS_SINCE] or ""):
            self.add_error("status_since", _("Please say since when it is so; a year is enough."))
        if (typed.get("latitude") is None) != (typed.get("longitude") is None):
            self.add_error("longitude", _("Latitude and longitude belong together: please give both or neither."))
        self._check_address(typed)
        self._check_twin(typed)
        return super().clean()

    def _check_address(self, typed: dict[str, Any]) -> None:
        if not typed.get("address"):
            return
        if not typed.get("address_is_published"):
            self.add_error(
                "address_is_published",
                _("An address stands here only if the room publishes it itself. Please confirm, or take it out."),
            )
        if not typed.get("address_url") and "address_url" not in self.errors:
            self.add_error("address_url", _("Please give the page on which the room publishes its address."))

    def _check_twin(self, typed: dict[str, Any]) -> None:
        twins = Facility.objects.filter(country__iso2=self.iso2, city=typed.get("city"), name=typed.get("name"))
        if twins.exclude(pk=self.row.pk if self.row else None).exists():
            self.add_error(
                "name", _("A room of this name in this city is in the record already. Please correct that one.")
            )


def _rough(value: Decimal | None) -> Decimal | None:
    """Two decimals, about a kilometre: a dot for a city, not for a door."""
    return None if value is None else value.quantize(Decimal("0.01"))
