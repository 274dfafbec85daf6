"""Every suggestion names its source, and knows what stood in the form when it was opened."""

import re
from typing import Any

from crispy_forms.layout import HTML, Fieldset
from django import forms
from django.core import signing
from django.utils.functional import Promise
from django.utils.html import conditional_escape
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.forms.fields import beside, layout_helper
from exchange.world import fields
from exchange.world.models import Source, Suggestion
from exchange.world.queries import sources_of
from portal import clock

FIRST_YEAR = 1800
SALT = "exchange.world.seen"
NEW_SOURCE = ("source_title", "source_publisher", "source_year", "source_url")


def year_field(label: str | Promise, **kwargs: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=FIRST_YEAR,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        **kwargs,
    )


def refuse_future(year: int | None) -> int | None:
    """Return the year, or say that it has not come yet."""
    if year is not None and year > clock.today().year:
        raise forms.ValidationError(_("This year has not come yet. Please give the year it is about."))
    return year


def line(label: str | Promise, most: int, *, required: bool = False, **kwargs: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=most, required=required, widget=forms.TextInput(attrs={"dir": "auto"}), **kwargs
    )


def words(label: str | Promise, most: int, rows: int = 3, **kwargs: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows, "dir": "auto"})
    return forms.CharField(label=label, max_length=most, required=False, widget=widget, **kwargs)


class SuggestionForm(forms.Form):
    """A new row (`row` None) or one that is corrected; `wanted` is a suggestion that a coordinator changes before taking
    it over. `values()` and `seen` are what `actions.suggest` takes."""

    kind = ""
    legend: str | Promise = ""
    source = forms.TypedChoiceField(
        label=gettext_lazy("A text that is in our record already"), required=False, coerce=int, empty_value=None
    )
    source_title = line(gettext_lazy("Or another one: its title"), 300)
    source_publisher = line(gettext_lazy("Who published it"), 200)
    source_year = year_field(gettext_lazy("Year of publication"))
    source_url = forms.URLField(
        label=gettext_lazy("Web address"), max_length=500, required=False, assume_scheme="https",
        widget=forms.TextInput(attrs={"inputmode": "url"}),
    )  # fmt: skip
    note_to_coordinator = words(
        gettext_lazy("A word to the coordinator, if you like"),
        1000,
        help_text=gettext_lazy("Only coordinators read it."),
    )
    stood = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, row: Any = None, iso2: str = "", wanted: Suggestion | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.row, self.iso2, self.wanted = row, iso2, wanted
        self.now = fields.snapshot(self.kind, row)
        self.seen = self.now
        for name, value in self.shown({**self.now, **(wanted.values if wanted else {})}).items():
            self.initial.setdefault(name, value)
        if wanted:
            self._show_source(wanted)
        self.initial["stood"] = signing.dumps(self.now, salt=SALT)
        known = sources_of(iso2) if iso2 else Source.objects.none()
        own = getattr(row, "source_id", None)
        self.sources = {source.pk: source for source in known}
        if wanted and wanted.source:
            self.sources[wanted.source.pk] = wanted.source
        if own in self.sources:
            self.initial.setdefault("source", own)
        choices = [
            (pk, f"{s.said_by}{f', {s.year}' if s.year else ''}: {s.title[:60]}") for pk, s in self.sources.items()
        ]
        self.fields["source"].choices = [("", _("None of these")), *choices]
        # The row's own fields first, as in the page: what is wrong is listed in this order.
        self.order_fields([name for name in self.fields if name not in SuggestionForm.base_fields])
        word = [] if wanted else ["note_to_coordinator"]
        self.helper = layout_helper(*self.parts(), self.source_part(), *word, "stood")

    def _show_source(self, wanted: Suggestion) -> None:
        self.initial["source"] = wanted.source_id
        self.initial |= {f"source_{name}": value for name, value in wanted.new_source.items()}

    def parts(self) -> list[Any]:
        """Return the fields of the row, as they stand in the page."""
        return []

    def source_part(self) -> Fieldset:
        hint = conditional_escape(_("Without a source nothing stands in the record. Choose one, or name it."))
        parts = [HTML(f'<p class="form-text">{hint}</p>'), *(["source"] if self.sources else [])]
        return Fieldset(
            _("Where is it published?"), *parts, "source_title", beside("source_publisher", "source_year"), "source_url"
        )

    def shown(self, now: dict[str, Any]) -> dict[str, Any]:
        """Return what the form's fields show of the row."""
        return now

    def clean_source_year(self) -> int | None:
        return refuse_future(self.cleaned_data.get("source_year"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self._check_source(cleaned)
        self._check_overtaken()
        return cleaned

    def _check_source(self, cleaned: dict[str, Any]) -> None:
        if cleaned.get("source") or any(name in self.errors for name in ("source", *NEW_SOURCE)):
            return
        missing = {
            "source_title": _("Please say where it is published: choose a text above, or give its title here."),
            "source_publisher": _("Please say who published it."),
        }
        for name, said in missing.items():
            if not cleaned.get(name):
                self.add_error(name, said)
        if not cleaned.get("source_year") and not cleaned.get("source_url"):
            self.add_error("source_year", _("Please give the year of publication, or a web address below."))

    def _check_overtaken(self) -> None:
        """Hold what was typed against what somebody else put in meanwhile; from now on the form knows of it."""
        try:
            self.seen = {**self.now, **signing.loads(self.data.get(self.add_prefix("stood"), ""), salt=SALT)}
        except signing.BadSignature:
            self.seen = self.now
        if self.errors:
            return
        moved = {name for name, value in self.now.items() if fields.given(value) != fields.given(self.seen.get(name))}
        for name in sorted(moved & set(fields.differing(self.values(), self.seen))):
            said = _(
                "Meanwhile this was changed to “%(now)s”. Nothing was overwritten: send it once more if yours is right."
            )
            self.add_error(self.field_of(name), said % {"now": fields.say(self.kind, name, self.now[name])})
        if self.errors:
            self.data = self.data.copy()
            self.data[self.add_prefix("stood")] = signing.dumps(self.now, salt=SALT)

    def field_of(self, name: str) -> str:
        """Return in which field of the form a value of the row is typed."""
        return name if name in self.fields else next(iter(self.fields))

    def values(self) -> dict[str, Any]:
        """Return the plain values that were typed, by the row's own names."""
        names = [name for name in fields.FIELDS[self.kind] if name in self.fields]
        return {name: fields.plain(self.cleaned_data.get(name)) for name in names}

    def chosen_source(self) -> Source | None:
        return self.sources.get(self.cleaned_data["source"]) if self.cleaned_data.get("source") else None

    def new_source(self) -> dict[str, Any]:
        return {name.removeprefix("source_"): self.cleaned_data.get(name) for name in NEW_SOURCE}


NUMBER = re.compile(r"-?\d{1,11}(\.\d{1,2})?", re.ASCII)
AMBIGUOUS = re.compile(r"[\d\s.,']*\d[.,']\d[\d.,']*", re.ASCII)


def read_value(text: str) -> tuple[str | None, str]:
    """Return (number, "") or (None, words) of what was typed as a figure's value."""
    text = text.strip()
    if NUMBER.fullmatch(text):
        return (text.rstrip("0").rstrip(".") if "." in text else text), ""
    if AMBIGUOUS.fullmatch(text):
        raise forms.ValidationError(
            _("Please write a plain number like 1600 or 12.5, or a few words like “about 1600”.")
        )
    return None, text
