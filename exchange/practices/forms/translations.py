"""What do we ask of whoever translates a practice? The same answers in other words; who may read them; how they appear."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from exchange.practices import translations
from exchange.practices.forms.short import _ask_for_nothing
from exchange.practices.models import Practice
from exchange.practices.permissions import is_within
from exchange.practices.sections import HEADINGS
from portal.audiences import is_wider

# The form says nothing of them: they are their original's.
ROWS_OF_LONG, ROWS_OF_SHORT = 8, 3
LONG = 2000


class LanguageForm(forms.Form):
    """Into which of the reader's languages?"""

    language = forms.ChoiceField(label=_("Into which language?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, languages: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = languages
        if len(languages) == 1:
            self.initial.setdefault("language", languages[0][0])


class TranslationForm(forms.Form):
    """One field for each answer of the original. With `is_draft` nothing has to be complete."""

    no_identifying = forms.BooleanField(
        label=_("I checked: it says the same, and nobody can be recognised"),
        help_text=_("No names, no exact dates, no origin together with age, no nicknames."),
        error_messages={"required": _("Please read it once more for this, and tick the box.")},
    )
    audience = forms.ChoiceField(
        label=_("Who may read this?"),
        help_text=_(
            "Never more than may read the original. When its author makes them fewer, they are fewer here too."
        ),
        widget=forms.RadioSelect,
    )
    show_author_as = forms.ChoiceField(
        label=_("Show me as"),
        help_text=_("As the translator. Its author is shown as on the original."),
        widget=forms.RadioSelect,
    )
    agrees_to_more = forms.BooleanField(
        label=_("More people than before may read it"),
        help_text=_("Only needed when you choose more readers than it has now."),
        required=False,
    )

    def __init__(self, *args: Any, translation: Practice, is_draft: bool = False, **kwargs: Any) -> None:
        original = translation.source
        self.words = translations.asked(original)
        chosen = ("no_identifying", "audience", "show_author_as")
        initial = {name: getattr(translation, name) for name in (*self.words, *chosen)}
        kwargs["initial"] = {**initial, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        own = {name: _field(name, translation.language) for name in self.words}
        self.fields = {**own, **self.fields}
        self.fields["audience"].choices = _readers(translation, original)
        self.fields["show_author_as"].choices = [(way, capfirst(label)) for way, label in Practice.ShowAs.choices]
        self.audience_now = translation.audience if translation.posted_at else ""
        if not self.audience_now:
            del self.fields["agrees_to_more"]
        if is_draft:
            _ask_for_nothing(self.fields)

    def beside_each_other(self) -> list[tuple[forms.BoundField, str]]:
        """Return each field with the original's words."""
        return [(self[name], words) for name, words in self.words.items()]

    def clean(self) -> dict[str, Any]:
        """More readers than before need the translator's own yes, each time anew."""
        data: dict[str, Any] = super().clean()
        wanted = data.get("audience")
        if self.audience_now and wanted and is_wider(wanted, self.audience_now) and not data.get("agrees_to_more"):
            self.add_error("agrees_to_more", _("More people will read it than before: please tick that this is meant."))
        return data

    def fields_to_save(self) -> dict[str, Any]:
        """Return what the actions take; what was not chosen stays as it is."""
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if name != "agrees_to_more" and not (name in {"audience", "show_author_as"} and not value)
        }


def _field(name: str, language: str) -> forms.CharField:
    most = Practice._meta.get_field(name).max_length
    widget: forms.Widget = forms.TextInput(attrs={"lang": language})
    if name != "title":
        rows = ROWS_OF_LONG if most and most > LONG else ROWS_OF_SHORT
        widget = forms.Textarea(attrs={"rows": rows, "lang": language, "dir": "auto"})
    said = {"required": _("This is still to be translated: readers of your language would miss it.")}
    return forms.CharField(label=HEADINGS[name], max_length=most, widget=widget, error_messages=said)


def _readers(translation: Practice, original: Practice) -> list[tuple[str, Any]]:
    """Everybody is offered only to a text that everybody reads already."""
    return [
        (value, capfirst(label))
        for value, label in Practice.Audience.choices
        if is_within(value, original.audience)
        and (value != Practice.Audience.PUBLIC or translation.audience == Practice.Audience.PUBLIC)
    ]
