"""A figure, a milestone, the facts of a country."""

from typing import Any

from crispy_forms.layout import Fieldset
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.countries import country_choices, country_name
from accounts.forms.fields import beside
from exchange.world import fields, indicators
from exchange.world.forms.base import SuggestionForm, line, read_value, refuse_future, words, year_field
from exchange.world.models import Country
from portal.vocabularies import queries as vocabularies


def indicator_choices(own: str = "") -> list[Any]:
    """Return what can be counted: rooms first, then the country's other services, then the rest; of two with the same words one."""
    by_label = {str(label): slug for slug, label in reversed(indicators.LABELS.items())}
    first = [slug for slug in dict.fromkeys((own, indicators.ROOM_COUNT)) if slug]
    rest = sorted((label, slug) for label, slug in by_label.items() if slug not in first)
    services = [(slug, label) for label, slug in rest if indicators.is_service(slug)]
    others = [(slug, label) for label, slug in rest if not indicators.is_service(slug)]
    return [
        *((slug, indicators.label(slug)) for slug in first),
        (_("Other harm-reduction services"), services),
        (_("Anything else"), others),
    ]


class FigureForm(SuggestionForm):
    kind = "figure"
    indicator = forms.ChoiceField(label=gettext_lazy("What is counted?"))
    value = line(
        gettext_lazy("How many?"), 120, required=True,
        help_text=gettext_lazy("A number like 31 or 12.5; or the source’s own few words, like “about 1600”."),
        error_messages={"required": gettext_lazy("Please give the number, or the source’s words for it.")},
    )  # fmt: skip
    year = year_field(
        gettext_lazy("Year it is about"),
        help_text=gettext_lazy("Not the year of publication: the year that was counted."),
    )
    year_unknown = forms.BooleanField(label=gettext_lazy("The source does not say which year"), required=False)
    place = line(gettext_lazy("City or region, if it is not about the whole country"), 120)
    unit = line(gettext_lazy("Unit, if it is not plain"), 60, help_text=gettext_lazy("percent, EUR, hours …"))
    qualifier = line(
        gettext_lazy("Of what time or part"), 120, help_text=gettext_lazy("first year, since 2016, women …")
    )
    note = words(
        gettext_lazy("Note"), 500, 2, help_text=gettext_lazy("What a reader must know: who was counted, and how.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["indicator"].choices = indicator_choices(self.initial.get("indicator") or "")

    def parts(self) -> list[Any]:
        return [
            "indicator", "value", beside("year", "place"), "year_unknown", beside("unit", "qualifier"), "note",
        ]  # fmt: skip

    def shown(self, now: dict[str, Any]) -> dict[str, Any]:
        is_kept_without = (self.row is not None or self.wanted is not None) and now["year"] is None
        return {**now, "value": now["number"] or now["words"], "year_unknown": is_kept_without}

    def clean_value(self) -> str:
        typed: str = self.cleaned_data["value"]
        self.number, self.words = read_value(typed)
        return typed

    def clean_year(self) -> int | None:
        return refuse_future(self.cleaned_data["year"])

    def clean(self) -> dict[str, Any]:
        typed = self.cleaned_data
        if not typed.get("year") and "year" not in self.errors:
            if not typed.get("year_unknown"):
                self.add_error("year", _("Please give the year, or say below that the source does not tell it."))
            elif not typed.get("note"):
                self.add_error("note", _("Without a year, please say here what the source tells about its date."))
        elif typed.get("year") and typed.get("year_unknown"):
            self.add_error("year_unknown", _("There is a year above. Please take it out, or this tick."))
        return super().clean()

    def field_of(self, name: str) -> str:
        return "value" if name in ("number", "words") else super().field_of(name)

    def values(self) -> dict[str, Any]:
        return {**super().values(), "number": self.number, "words": self.words}


class MilestoneForm(SuggestionForm):
    kind = "milestone"
    year = year_field(gettext_lazy("Year"))
    event_kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=list(fields.MILESTONE_KINDS.items()))
    event = line(
        gettext_lazy("What happened?"), 400, required=True,
        help_text=gettext_lazy("One sentence, in your own words. Nobody’s name."),
        error_messages={"required": gettext_lazy("Please say in one sentence what happened.")},
    )  # fmt: skip

    def parts(self) -> list[Any]:
        return [beside("year", "event_kind"), "event"]

    def shown(self, now: dict[str, Any]) -> dict[str, Any]:
        return {**now, "event_kind": now["kind"] or "event"}

    def clean_year(self) -> int | None:
        year = refuse_future(self.cleaned_data["year"])
        if year is None and (self.row is None or self.row.year is not None):
            raise forms.ValidationError(_("Please give the year."))
        return year

    def field_of(self, name: str) -> str:
        return "event_kind" if name == "kind" else super().field_of(name)

    def values(self) -> dict[str, Any]:
        return {**super().values(), "kind": self.cleaned_data.get("event_kind")}


class CountryForm(SuggestionForm):
    """The country's own facts; without a row, a country that has no page yet: then it asks for its code."""

    kind = "country"
    code = forms.ChoiceField(
        label=gettext_lazy("Country"),
        error_messages={"invalid_choice": gettext_lazy("There is no such country code, or its page exists already.")},
    )
    legal_basis = forms.ChoiceField(label=gettext_lazy("What do rooms rest on?"))
    legal_level = forms.ChoiceField(label=gettext_lazy("Who made that rule?"), required=False)
    discussion = forms.ChoiceField(label=gettext_lazy("Where does it stand?"))
    legal_since = year_field(gettext_lazy("So since which year?"))
    first_opened_year = year_field(gettext_lazy("Year of the first room"))
    status_note = words(gettext_lazy("Note on the legal status"), 1000)
    summary = words(
        gettext_lazy("Summary"),
        3000,
        8,
        help_text=gettext_lazy("60 to 120 words of your own. The first sentence stands largest."),
    )
    # Only to name a better text for what stays as it is: what is changed above takes the source by itself.
    source_for = forms.MultipleChoiceField(
        label=gettext_lazy("For what you changed the text counts by itself. It also tells of"), required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("legal_source", gettext_lazy("the legal status")), ("first_opened_source", gettext_lazy("the first room"))],
    )  # fmt: skip

    def __init__(self, *args: Any, only: str = "", **kwargs: Any) -> None:
        self.only = only
        super().__init__(*args, **kwargs)
        self.fields["legal_basis"].choices = vocabularies.choices("legal-basis")
        self.fields["legal_level"].choices = [("", _("Not known")), *vocabularies.choices("legal-level")]
        self.fields["discussion"].choices = vocabularies.choices("country-discussion")
        if self.row is None:
            taken = set(Country.objects.values_list("iso2", flat=True))
            free = [pair for pair in country_choices() if pair[0] not in taken and (not only or pair[0] == only)]
            self.fields["code"].choices = free
            self.initial["legal_basis"] = self.initial.get("legal_basis") or "unknown"
        else:
            del self.fields["code"]

    def parts(self) -> list[Any]:
        first = ["code"] if self.row is None else []
        return [
            *first,
            beside("legal_basis", "legal_level"),
            beside("legal_since", "discussion"),
            "status_note",
            "first_opened_year",
            "summary",
        ]

    def source_part(self) -> Fieldset:
        part = super().source_part()
        if self.row is not None:
            part.fields.append("source_for")
        return part

    def clean_legal_since(self) -> int | None:
        return refuse_future(self.cleaned_data["legal_since"])

    def clean_first_opened_year(self) -> int | None:
        return refuse_future(self.cleaned_data["first_opened_year"])

    def values(self) -> dict[str, Any]:
        new = {**super().values(), "name": self.now["name"]}
        if self.row is None:
            new["name"] = country_name(self.cleaned_data["code"])
        title = str(self.chosen_source() or self.cleaned_data.get("source_title", ""))
        ticked = self.cleaned_data.get("source_for", [])
        for name, facts in fields.FACTS_OF_SOURCE.items():
            is_said = name in ticked or fields.differing({fact: new.get(fact) for fact in facts}, self.seen)
            new[name] = title if is_said else self.seen.get(name)
        return new

    def field_of(self, name: str) -> str:
        return "source_for" if name in fields.FACTS_OF_SOURCE else super().field_of(name)
