"""Which questions come up in more than one form? Languages with their level, countries."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Fieldset, Layout, Row
from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.countries import country_choices
from portal.vocabularies import queries as vocabularies


def layout_helper(*parts: Any) -> FormHelper:
    """Return a helper that draws fields only; form tag, token and buttons stand in the template."""
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    helper.layout = Layout(*parts)
    return helper


def known_countries() -> list[tuple[str, Any]]:
    """Return choices with an empty one first, in the reader's language."""
    return [("", _("Choose a country")), *country_choices()]


def beside(*names: str) -> Row:
    """Return fields that stand beside each other where there is room."""
    return Row(*(Column(name, css_class="col-md") for name in names))


class SeveralRows(forms.ModelMultipleChoiceField):
    """Rows to tick. A number that no row can have is a wrong choice, which the database would answer with an error."""

    def clean(self, value: Any) -> Any:
        for chosen in value or ():
            if not (str(chosen).isascii() and str(chosen).isdigit() and len(str(chosen)) < 18):
                raise forms.ValidationError(self.error_messages["invalid_choice"] % {"value": str(chosen)[:40]})
        return super().clean(value)


class LanguageRows(forms.Form):
    """Rows of language and level; `cleaned_data["languages"]` holds [{"code": "en", "level": "fluent"}, ...]."""

    language_rows = 3

    def add_language_rows(self, known: list[dict[str, str]], *, required: bool = True) -> None:
        languages = [("", _("None")), *vocabularies.choices("language")]
        levels = [("", _("Choose one")), *vocabularies.choices("language-level")]
        for number in range(1, self.language_rows + 1):
            row = known[number - 1] if number <= len(known) else {"code": "", "level": ""}
            self.fields[f"language_{number}"] = forms.ChoiceField(
                label=_("Language %(number)s") % {"number": number},
                choices=languages,
                required=required and number == 1,
                initial=row["code"],
                error_messages={"required": _("Please choose at least one language.")},
            )
            self.fields[f"level_{number}"] = forms.ChoiceField(
                label=_("How well"), choices=levels, required=False, initial=row["level"]
            )

    def language_layout(self, legend: Any) -> Fieldset:
        rows = [beside(f"language_{number}", f"level_{number}") for number in range(1, self.language_rows + 1)]
        return Fieldset(legend, *rows, css_class="language-rows")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        languages: list[dict[str, str]] = []
        for number in range(1, self.language_rows + 1):
            code, level = cleaned.pop(f"language_{number}", ""), cleaned.pop(f"level_{number}", "")
            if level and not code and not self.has_error(f"language_{number}"):
                self.add_error(f"language_{number}", _("Please choose the language that goes with this level."))
            elif code and any(row["code"] == code for row in languages):
                self.add_error(f"language_{number}", _("You have chosen this language already."))
            elif code and not level and not self.has_error(f"level_{number}"):
                self.add_error(f"level_{number}", _("Please say how well: basic, working level or fluent."))
            elif code and level:
                languages.append({"code": code, "level": level})
        cleaned["languages"] = languages
        return cleaned
