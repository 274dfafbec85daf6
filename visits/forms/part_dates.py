"""When could it be? Part 4 of the request."""

from typing import Any

from crispy_forms.layout import Column, Fieldset, Layout, Row
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from visits import visiting_hours
from visits.completeness import MOST_WINDOWS, Window, is_remote
from visits.forms.request_parts import PartForm
from visits.kinds import KINDS

SHOWN_HOUSES = 6


class DayInput(forms.DateInput):
    """The browser's own calendar; ISO days, whatever the language of the page."""

    input_type = "date"

    def __init__(self, **attrs: Any) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%d")


class WindowDay(forms.DateField):
    """A day of one window. Three fields are called "From": the list of errors above the form says which it means."""

    def __init__(self, *, group: str, **kwargs: Any) -> None:
        self.group = group
        super().__init__(**kwargs)


class DatesForm(PartForm):
    part = 4
    duration_days = forms.TypedChoiceField(coerce=int)

    class Meta(PartForm.Meta):
        fields = ["flexible", "duration_days"]
        labels = {"flexible": gettext_lazy("We can move")}
        help_texts = {"flexible": gettext_lazy("Experts may propose other dates.")}

    def lay_out(self) -> None:
        kind = KINDS[self.instance.kind]
        by_days = kind.unit == "days"
        length = self.fields["duration_days"]
        length.label = _("How many days?") if by_days else _("How many calls or meetings?")
        length.choices = [
            (n, (ngettext("%(n)d day", "%(n)d days", n) if by_days else str(n)) % {"n": n})
            for n in range(1, kind.days + 1)
        ]
        kept = list(self.instance.windows.all()) if self.instance.pk else []
        legends = (_("First window"), _("Second window"), _("Third window (if you like)"))
        sets = []
        for number, legend in enumerate(legends, start=1):
            row = kept[number - 1] if len(kept) >= number else None
            for end in ("start", "end"):
                self.fields[f"window_{number}_{end}"] = WindowDay(
                    group=legend,
                    label=_("From") if end == "start" else _("To"),
                    required=False,
                    initial=getattr(row, end, None),
                    widget=DayInput(),
                    error_messages={"invalid": _("Please give a day, for instance 2027-03-15.")},
                )
            sets.append(
                Fieldset(
                    legend,
                    Row(
                        Column(f"window_{number}_start", css_class="col-md-6"),
                        Column(f"window_{number}_end", css_class="col-md-6"),
                    ),
                    css_class="window",
                )
            )
        self.helper.layout = Layout("duration_days", *sets, "flexible")

    @property
    def lead(self) -> str:
        if is_remote(self.instance):
            return _("Calls can be agreed later. If some weeks are better than others, name them.")
        return _("Two or three windows. More windows, more chance.")

    def house_lines(self) -> list[tuple[str, str]]:
        """Return when some of the houses that could be asked receive visitors: (which, when)."""
        offers = visiting_hours.likely(self.instance)[:SHOWN_HOUSES]
        return [
            (f"{offer.facility.name}, {offer.facility.city}".strip(", "), visiting_hours.in_words(offer))
            for offer in offers
        ]

    def windows(self) -> list[Window]:
        cleaned = getattr(self, "cleaned_data", {})
        return [
            (cleaned.get(f"window_{number}_start"), cleaned.get(f"window_{number}_end"))
            for number in range(1, MOST_WINDOWS + 1)
        ]
