"""Where do they ask from, and in which languages? Part 3 of the request."""

from typing import Any

from crispy_forms.layout import HTML, Column, Div, Field, Fieldset, Layout, Row
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.countries import country_choices
from accounts.models import Organisation
from portal.vocabularies import queries as vocabularies
from visits.forms.request_parts import PartForm

MOST_LANGUAGES = 3
INTERPRETER = (
    ("no", gettext_lazy("Not needed")),
    ("we-bring", gettext_lazy("Needed, we bring one")),
    ("please-bring", gettext_lazy("Needed, please help us find one")),
)


def with_blank(choices: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [("", _("Please choose")), *choices]


class PlaceForm(PartForm):
    part = 3
    organisation = forms.ModelChoiceField(
        label=gettext_lazy("You ask for"),
        queryset=Organisation.objects.none(),
        empty_label=gettext_lazy("Myself, without an organisation"),
    )
    stage = forms.ChoiceField(
        label=gettext_lazy("How far are you?"),
        help_text=gettext_lazy("A room under threat is read the same day and need not wait four weeks."),
        choices=lambda: with_blank(vocabularies.choices("stage")),
    )
    country = forms.ChoiceField(
        label=gettext_lazy("Country"),
        help_text=gettext_lazy("Shown as a part of the world where fewer than five of you are members."),
        choices=lambda: with_blank(country_choices()),
    )
    legal_basis = forms.ChoiceField(
        label=gettext_lazy("The law where you are"), choices=lambda: with_blank(vocabularies.choices("legal-basis"))
    )
    legal_level = forms.ChoiceField(
        label=gettext_lazy("Made at which level?"),
        choices=lambda: [("", _("Not known")), *vocabularies.choices("legal-level")],
    )
    city_size = forms.ChoiceField(
        label=gettext_lazy("How large is the town?"),
        choices=lambda: [("", _("Not said")), *vocabularies.choices("city-size")],
    )
    interpreter = forms.ChoiceField(label=gettext_lazy("Interpreter"), choices=INTERPRETER, widget=forms.RadioSelect)
    preferred_model = forms.ChoiceField(
        label=gettext_lazy("Which sort of room?"),
        choices=lambda: [
            ("", _("Any")),
            *(pair for pair in vocabularies.choices("facility-model") if pair[0] != "unknown"),
        ],
    )
    routes = forms.MultipleChoiceField(
        label=gettext_lazy("For people who are"),
        choices=lambda: vocabularies.choices("route"),
        widget=forms.CheckboxSelectMultiple,
    )
    target_groups = forms.MultipleChoiceField(
        label=gettext_lazy("A place for"),
        choices=lambda: vocabularies.choices("target-group"),
        widget=forms.CheckboxSelectMultiple,
    )
    preferred_countries = forms.MultipleChoiceField(
        label=gettext_lazy("Countries you would like"),
        help_text=gettext_lazy("Up to three. Hold Ctrl to choose more than one."),
        choices=country_choices,
        widget=forms.SelectMultiple(attrs={"size": 5}),
    )
    not_countries = forms.MultipleChoiceField(
        label=gettext_lazy("Not these countries"),
        help_text=gettext_lazy("Nobody from there is asked. Only coordinators see it."),
        choices=country_choices,
        widget=forms.SelectMultiple(attrs={"size": 5}),
    )

    class Meta(PartForm.Meta):
        fields = [
            "organisation",
            "stage",
            "country",
            "city",
            "city_size",
            "legal_basis",
            "legal_level",
            "legal_context",
            "interpreter",
            "preferred_model",
            "routes",
            "target_groups",
            "preferred_countries",
            "not_countries",
        ]
        labels = {
            "city": gettext_lazy("City or region"),
            "legal_context": gettext_lazy("In a few words (if you like)"),
        }
        help_texts = {
            "city": gettext_lazy("Experts see it only after they said yes."),
            "legal_context": gettext_lazy("What is allowed, by whom, until when? So that we find people who know it."),
        }
        widgets = {"legal_context": forms.Textarea(attrs={"rows": 3})}

    def lay_out(self) -> None:
        self.fields["organisation"].queryset = Organisation.objects.filter(members__user_id=self.instance.requester_id)
        rows = []
        for number in range(1, MOST_LANGUAGES + 1):
            self._add_language(number)
            rows.append(
                Row(
                    Column(f"language_{number}", css_class="col-md-6"),
                    Column(f"level_{number}", css_class="col-md-6"),
                )
            )
        narrower = ("preferred_model", "routes", "target_groups", "preferred_countries", "not_countries")
        self.helper.layout = Layout(
            "organisation",
            Row(Column("country", css_class="col-md-6"), Column("city", css_class="col-md-6")),
            Row(Column("stage", css_class="col-md-6"), Column("city_size", css_class="col-md-6")),
            Row(Column("legal_basis", css_class="col-md-6"), Column("legal_level", css_class="col-md-6")),
            "legal_context",
            Fieldset(_("Languages you can work in"), *rows),
            Field("interpreter"),
            HTML('<details class="more">'),
            HTML("<summary>{% translate 'Narrow it down (if you like)' %}</summary>"),
            Div(*narrower),
            HTML("</details>"),
        )

    def _add_language(self, number: int) -> None:
        rows = self.instance.languages
        row = rows[number - 1] if len(rows) >= number else {}
        self.fields[f"language_{number}"] = forms.ChoiceField(
            label=_("Language"),
            required=False,
            choices=[("", _("None")) if number > 1 else ("", _("Please choose")), *vocabularies.choices("language")],
            initial=row.get("code", ""),
        )
        self.fields[f"level_{number}"] = forms.ChoiceField(
            label=_("How well"),
            required=False,
            choices=with_blank(vocabularies.choices("language-level")),
            initial=row.get("level", ""),
        )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for number in range(1, MOST_LANGUAGES + 1):
            code, level = cleaned.get(f"language_{number}"), cleaned.get(f"level_{number}")
            if self.complete and code and not level:
                self.add_error(f"level_{number}", _("How well do you speak it?"))
            elif self.complete and level and not code:
                self.add_error(f"language_{number}", _("Which language?"))
        return cleaned

    def fill_instance(self) -> None:
        cleaned = getattr(self, "cleaned_data", {})
        pairs = {
            code: cleaned.get(f"level_{number}") or "working"
            for number in range(1, MOST_LANGUAGES + 1)
            if (code := cleaned.get(f"language_{number}"))
        }
        self.instance.languages = [{"code": code, "level": level} for code, level in pairs.items()]
        self.instance.interpreter = self.instance.interpreter or "no"

    def fields_to_save(self) -> dict[str, Any]:
        return {**super().fields_to_save(), "languages": self.instance.languages}
