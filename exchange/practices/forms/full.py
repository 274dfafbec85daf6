"""What else can be told? The full form's sections: each is kept by itself, and nothing in it has to be answered."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from exchange.practices.models import Practice
from portal import clock
from portal.vocabularies import queries as vocabularies

FIRST_YEAR = 1970
NOT_SAID = ("", _("Not said"))
CURRENCIES = ("EUR", "GBP", "CHF", "CAD", "USD", "AUD", "DKK", "NOK", "SEK", "PLN", "UAH", "GEL", "MXN", "COP")


def words(label: Any, hint: Any = "", rows: int = 4, most: int = 2000) -> forms.CharField:
    """Return an optional answer in words; what is too long is said, never cut."""
    return forms.CharField(
        label=label, help_text=hint, required=False, max_length=most, widget=forms.Textarea(attrs={"rows": rows})
    )


def year(label: Any, hint: Any = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        help_text=hint,
        required=False,
        min_value=FIRST_YEAR,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


class SectionForm(forms.ModelForm):
    """One section; `lists` names the vocabulary behind each field that is chosen from one."""

    lists: ClassVar[dict[str, str]] = {}
    use_required_attribute = False

    class Meta:
        model = Practice
        fields: ClassVar[list[str]] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, vocabulary in self.lists.items():
            field = self.fields[name]
            choices = vocabularies.choices(vocabulary)
            field.choices = choices if isinstance(field, forms.MultipleChoiceField) else [NOT_SAID, *choices]
        for field in self.fields.values():
            # The browser must not cut what somebody pastes: the message says what is too long.
            field.widget.attrs.pop("maxlength", None)

    def fields_to_save(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class BeforeForm(SectionForm):
    problem = words(_("What was the problem?"), _("How things were before, and how you knew."), rows=6)
    goal = words(_("What did you want to reach?"), rows=3, most=500)

    class Meta(SectionForm.Meta):
        fields: ClassVar[list[str]] = ["problem", "goal"]


class WhereForm(SectionForm):
    lists: ClassVar[dict[str, str]] = {
        "room_model": "facility-model",
        "city_size": "city-size",
        "routes": "route",
        "target_groups": "target-group",
    }
    place_shown = forms.ChoiceField(
        label=_("How near may readers know the place?"),
        help_text=_("Never nearer than five people of your role fit, whatever you choose here."),
        choices=Practice.PlaceShown.choices,
        widget=forms.RadioSelect,
    )
    room_model = forms.ChoiceField(label=_("What kind of room?"), required=False)
    routes = forms.MultipleChoiceField(
        label=_("How do people use there?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    target_groups = forms.MultipleChoiceField(
        label=_("Whom is it for?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    city_size = forms.ChoiceField(label=_("How large is the town?"), required=False)
    opened_since = year(_("Open since"), _("The year is enough."))

    class Meta(SectionForm.Meta):
        fields: ClassVar[list[str]] = [
            "place_shown",
            "room_model",
            "routes",
            "target_groups",
            "city_size",
            "opened_since",
        ]

    def clean_opened_since(self) -> int | None:
        return _not_in_the_future(self.cleaned_data["opened_since"])


class HowForm(SectionForm):
    lists: ClassVar[dict[str, str]] = {"funder": "funder"}
    who = words(_("Who does it?"), _("Roles, how many, which training; are peers paid?"), most=1500)
    how_often = words(_("When and how much?"), _("Hours, sessions, people in a week; since when."), rows=3, most=500)
    materials = words(_("What did you use?"), _("Equipment, forms, protocols."), rows=3, most=1000)
    took = words(_("What did it take?"), _("Hours of staff and things, in words."), rows=3, most=1000)
    cost_once = forms.IntegerField(label=_("Cost once"), required=False, min_value=0, max_value=2_000_000_000)
    cost_yearly = forms.IntegerField(label=_("Cost a year"), required=False, min_value=0, max_value=2_000_000_000)
    cost_currency = forms.ChoiceField(
        label=_("Currency"), required=False, choices=[NOT_SAID, *((code, code) for code in CURRENCIES)]
    )
    cost_year = year(_("In which year?"), _("Prices change: an amount needs its year."))
    funder = forms.ChoiceField(label=_("Who paid?"), required=False)
    partners = words(_("Who else was needed?"), _("Police, city, hospital, neighbours."), rows=3, most=1000)

    class Meta(SectionForm.Meta):
        fields: ClassVar[list[str]] = [
            "who",
            "how_often",
            "materials",
            "took",
            "cost_once",
            "cost_yearly",
            "cost_currency",
            "cost_year",
            "funder",
            "partners",
        ]

    def clean_cost_year(self) -> int | None:
        return _not_in_the_future(self.cleaned_data["cost_year"])

    def clean(self) -> dict[str, Any]:
        """An amount, its currency and its year stand together, or none of them."""
        data: dict[str, Any] = super().clean()
        has_amount = any(data.get(name) is not None for name in ("cost_once", "cost_yearly"))
        if has_amount and not data.get("cost_currency"):
            self.add_error("cost_currency", _("In which currency? An amount alone says nothing."))
        if has_amount and not data.get("cost_year") and "cost_year" not in self.errors:
            self.add_error("cost_year", _("Of which year? An amount alone says nothing."))
        if not has_amount and data.get("cost_currency") and not {"cost_once", "cost_yearly"} & set(self.errors):
            self.add_error("cost_once", _("How much was it? Or leave the currency open."))
        return data


class PeopleForm(SectionForm):
    lists: ClassVar[dict[str, str]] = {"involvement": "involvement"}
    involvement = forms.ChoiceField(
        label=_("How were service users involved?"), required=False, widget=forms.RadioSelect
    )
    involvement_words = words(_("In a few words"), rows=3, most=1000)
    were_paid = forms.TypedChoiceField(
        label=_("Were they paid for it?"),
        required=False,
        choices=[NOT_SAID, ("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda value: {"yes": True, "no": False}.get(value),
        empty_value=None,
    )
    equity = words(
        _("Who does not benefit?"), _("Women, migrants, people who smoke, people who work by day …"), most=1000
    )
    wants_second_voice = forms.BooleanField(
        label=_("A second voice is wanted"),
        help_text=_("Members who could tell it from the other side are asked, without pressure."),
        required=False,
    )

    class Meta(SectionForm.Meta):
        fields: ClassVar[list[str]] = [
            "involvement",
            "involvement_words",
            "were_paid",
            "equity",
            "wants_second_voice",
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["were_paid"] = {True: "yes", False: "no"}.get(self.instance.were_paid, "")


class ResultForm(SectionForm):
    lists: ClassVar[dict[str, str]] = {"evidence_level": "evidence-level"}
    went_wrong = words(
        _("What went wrong?"), _("Side effects, complaints, who was left out. “Nothing yet” is an answer too."), rows=5
    )
    do_differently = words(_("What would you do differently?"), most=1500)
    evidence_level = forms.ChoiceField(label=_("How sure are you?"), required=False, widget=forms.RadioSelect)

    class Meta(SectionForm.Meta):
        fields: ClassVar[list[str]] = ["went_wrong", "do_differently", "evidence_level"]


class ElsewhereForm(SectionForm):
    transfer = words(
        _("What must be true elsewhere for this to work?"), _("Law, money, building, politics."), most=1500
    )
    still_going = forms.ChoiceField(
        label=_("Is it still going?"), required=False, choices=[NOT_SAID, *Practice.StillGoing.choices]
    )
    still_going_words = words(_("Why?"), rows=2, most=500)
    legal_note = words(
        _("Legal limits at your place"), _("What staff may not do, for example. It is shown with its date."), most=800
    )
    legal_note_on = forms.DateField(
        label=_("The law as of"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    legal_note_source = forms.CharField(
        label=_("Where does it stand?"),
        help_text=_("The law, a court, an office, a page."),
        required=False,
        max_length=300,
    )
    contact = forms.ChoiceField(
        label=_("May members ask you?"),
        help_text=_("Your e-mail address is never shown."),
        choices=Practice.Contact.choices,
        widget=forms.RadioSelect,
    )

    class Meta(SectionForm.Meta):
        fields: ClassVar[list[str]] = [
            "transfer",
            "still_going",
            "still_going_words",
            "legal_note",
            "legal_note_on",
            "legal_note_source",
            "contact",
        ]

    def clean(self) -> dict[str, Any]:
        """A word about the law has a day and a source, or it does not stand."""
        data: dict[str, Any] = super().clean()
        if data.get("legal_note"):
            if not data.get("legal_note_on") and "legal_note_on" not in self.errors:
                self.add_error("legal_note_on", _("As of which day? Laws change."))
            if not data.get("legal_note_source"):
                self.add_error("legal_note_source", _("Where can a reader look it up?"))
        if data.get("legal_note_on") and data["legal_note_on"] > clock.today():
            self.add_error("legal_note_on", _("This day is still to come."))
        return data


FORMS: dict[int, type[SectionForm]] = {
    1: BeforeForm,
    2: WhereForm,
    3: HowForm,
    4: PeopleForm,
    5: ResultForm,
    6: ElsewhereForm,
}


def _not_in_the_future(value: int | None) -> int | None:
    if value is not None and value > clock.today().year:
        raise forms.ValidationError(_("This year is still to come."))
    return value


class OutcomeForm(forms.Form):
    """One thing that was counted. An emptied row goes."""

    indicator = forms.CharField(label=_("What was counted"), max_length=160, required=False)
    before = forms.CharField(label=_("Before"), max_length=60, required=False)
    after = forms.CharField(label=_("After"), max_length=60, required=False)
    period = forms.CharField(label=_("Period"), max_length=80, required=False)
    how_counted = forms.CharField(label=_("How"), max_length=300, required=False)
    source = forms.CharField(label=_("Source"), max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean()
        values = [data.get("before", ""), data.get("after", "")]
        if any(data.values()) and not data.get("indicator"):
            self.add_error("indicator", _("What was counted?"))
        if any(char.isdigit() for value in values for char in value) and not data.get("period"):
            self.add_error("period", _("Over which time? A number needs its period."))
        return data


MOST_OUTCOMES = 8
OutcomeFormSet = forms.formset_factory(OutcomeForm, extra=2, max_num=MOST_OUTCOMES, validate_max=True, absolute_max=20)


def outcome_rows(formset: Any) -> list[dict[str, str]]:
    """Return the rows that say something."""
    return [form.cleaned_data for form in formset if any(form.cleaned_data.values())]
