"""What happened, when, and how urgent is it? And what was done about it?"""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal import clock
from visits.forms.acts import LEAST_WORD, text_area
from visits.forms.days import hour_field, place_of
from visits.forms.part_dates import DayInput


class IncidentForm(forms.Form):
    is_urgent = forms.BooleanField(
        label=gettext_lazy("It is urgent: somebody may be in danger, or has to act today"),
        help_text=gettext_lazy(
            "In an emergency call for help first. An urgent report reaches the coordinators at once."
        ),
        required=False,
    )
    what = forms.CharField(
        label=gettext_lazy("What happened?"),
        help_text=gettext_lazy(
            "As you saw it. Never the name of a service user, and nothing by which one could be known."
        ),
        min_length=LEAST_WORD,
        max_length=3000,
        widget=text_area(6),
        error_messages={
            "required": gettext_lazy("Please say in a sentence what happened."),
            "min_length": gettext_lazy("Please say in a sentence what happened."),
        },
    )
    who = forms.CharField(
        label=gettext_lazy("Who was there? By role, no names"), max_length=300, required=False,
        help_text=gettext_lazy("For instance: two visitors, a nurse, three people who use the room."),
    )  # fmt: skip
    day = forms.DateField(
        label=gettext_lazy("On which day?"),
        widget=DayInput(),
        error_messages={
            "invalid": gettext_lazy("Please give a day, for instance 2027-03-15."),
            "required": gettext_lazy("Please choose a day."),
        },
    )

    def __init__(self, *args: Any, zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = ZoneInfo(zone)
        hint = _("By the clock of %(place)s, where it happened.") % {"place": place_of(zone)}
        self.fields["hour"] = hour_field(_("At about which hour?"), "", hint)
        self.fields["day"].initial = clock.now().astimezone(self.zone).date()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("day") and cleaned.get("hour"):
            cleaned["happened_at"] = datetime.combine(cleaned["day"], cleaned["hour"], tzinfo=self.zone)
            if cleaned["happened_at"] > clock.now():
                self.add_error("day" if cleaned["day"] > clock.today() else "hour", _("This lies ahead. When was it?"))
        return cleaned

    def incident(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("what", "who", "is_urgent", "happened_at")}


class CloseForm(forms.Form):
    note = forms.CharField(
        label=gettext_lazy("What was done about it?"),
        min_length=LEAST_WORD,
        max_length=2000,
        widget=text_area(),
        error_messages={
            "required": gettext_lazy("Please write a sentence about what was done."),
            "min_length": gettext_lazy("Please write a sentence about what was done."),
        },
    )
