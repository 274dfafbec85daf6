"""On which days, at which hours? Days one after the other, or one date for each call."""

from collections.abc import Sequence
from datetime import date, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from portal import clock
from visits import visiting_hours
from visits.forms.part_dates import DayInput
from visits.hours import days_in_words, span_in_words
from visits.kinds import KINDS
from visits.models import DateWindow, VisitRequest
from visits.visiting_hours import Terms


def hour_field(label: str, initial: str, hint: str = "") -> forms.TimeField:
    return forms.TimeField(
        label=label,
        help_text=hint,
        initial=initial,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": _("Please give an hour, for instance 10:00."), "required": _("At which hour?")},
    )


def place_of(zone: str) -> str:
    return zone.rsplit("/", 1)[-1].replace("_", " ")


class DaysForm(forms.Form):
    """`cleaned_data["days"]` holds the days, `["window"]` the requester's window they lie in (None without windows).

    With windows each has its own first day, and as many days as were asked for; without, the length is chosen.
    """

    def __init__(
        self,
        *args: Any,
        asked: VisitRequest,
        zone: str,
        windows: Sequence[DateWindow] = (),
        terms: Terms | None = None,
        hides_place: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.asked, self.windows = asked, list(windows)
        # The terms of the houses that could receive the group: days and hours are held against them, and shown before.
        self.terms = terms or Terms()
        self.kind = KINDS[asked.kind]
        self.fit = self._fit() if self.terms.offers else None
        if self.kind.unit == "calls":
            self._add_calls()
        elif self.windows:
            self._add_windows()
        else:
            self._add_days()
        first, last = ("10:00", "16:00") if self.kind.unit == "days" else ("14:00", "15:30")
        if self.fit:
            first, last = f"{self.fit.from_hour:%H:%M}", f"{self.fit.to_hour:%H:%M}"
        self.fields["from_hour"] = hour_field(_("From"), first)
        self.fields["to_hour"] = hour_field(_("To"), last)
        # Whose hours these are: said once, under both.
        self.clock_hint = (
            _("Hours by the clock of the place where it happens.")
            if hides_place
            else _("Hours by the clock of %(place)s.") % {"place": place_of(zone)}
        )

    def _fit(self) -> visiting_hours.Fit | None:
        """Return days and hours the houses allow, to begin with: in one of the windows, or in the next months."""
        spells = [(window.start, window.end) for window in self.windows] or visiting_hours.spells_ahead(self.asked)
        return visiting_hours.best_fit(self.terms, self.asked, spells)

    def house_hours(self) -> list[str]:
        """Return when the houses receive visitors, a line for each that said so."""
        return [words for offer in self.terms.offers if (words := visiting_hours.in_words(offer))]

    def _day(
        self, label: str, *, required: bool = True, initial: date | None = None, hint: str = "", **attrs: Any
    ) -> forms.DateField:
        return forms.DateField(
            label=label,
            help_text=hint,
            required=required,
            initial=initial,
            widget=DayInput(**attrs),
            error_messages={
                "invalid": _("Please give a day, for instance 2027-03-15."),
                "required": _("Please choose a day."),
            },
        )

    def _add_calls(self) -> None:
        for number in range(1, self.asked.duration_days + 1):
            label = _("Day of the call") if self.asked.duration_days == 1 else _("Call %(n)d") % {"n": number}
            self.fields[f"call_{number}"] = self._day(label)

    def _add_windows(self) -> None:
        fits = {window.pk: self._fit_in(window) for window in self.windows}
        able = [window.pk for window in self.windows if fits[window.pk]]
        self.fields["window"] = forms.TypedChoiceField(
            label=_("Which of their dates?"),
            coerce=int,
            choices=[(window.pk, span_in_words(window.start, window.end)) for window in self.windows],
            initial=(able or [self.windows[0].pk])[0],
            widget=forms.RadioSelect,
            error_messages={"required": _("Please choose one of their dates.")},
        )
        for window in self.windows:
            fit = fits[window.pk]
            self.fields[f"first_{window.pk}"] = self._day(
                _("First day") if self.asked.duration_days > 1 else _("Day"),
                required=False,
                initial=fit.days[0] if fit else first_working_day(window),
                hint=_hint(fit) if self.terms.offers else "",
                min=window.start.isoformat(),
                max=window.end.isoformat(),
            )

    def _fit_in(self, window: DateWindow) -> visiting_hours.Fit | None:
        return visiting_hours.best_fit(self.terms, self.asked, [(window.start, window.end)])

    def _add_days(self) -> None:
        initial = self.fit.days[0] if self.fit else None
        self.fields["first_day"] = self._day(_("First day"), initial=initial)
        self.fields["length"] = forms.TypedChoiceField(
            label=_("How many days?"),
            coerce=int,
            choices=[(n, str(n)) for n in range(1, self.kind.days + 1)],
            initial=self.asked.duration_days,
        )

    def window_rows(self) -> list[tuple[DateWindow, Any, Any]]:
        """Return (window, its radio button, its first day) for a template that draws them together."""
        if "window" not in self.fields:
            return []
        radios = list(self["window"])
        return [(window, radios[place], self[f"first_{window.pk}"]) for place, window in enumerate(self.windows)]

    def windows_in_words(self) -> str:
        return "; ".join(span_in_words(window.start, window.end) for window in self.windows)

    def day_fields(self) -> list[Any]:
        """Return the fields that name days, where there are no windows to choose from."""
        return [self[name] for name in self.fields if name.startswith("call_") or name in ("first_day", "length")]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        cleaned["days"], cleaned["window"], field = [], cleaned.get("window"), ""
        if not self.errors:
            field, days = self._days(cleaned)
            cleaned["days"] = days
            cleaned["window"] = self._window(field, days, cleaned["window"])
        first, last = cleaned.get("from_hour"), cleaned.get("to_hour")
        if first and last and last <= first:
            self.add_error("to_hour", _("The end must be later than the start."))
        if self.terms.offers and not self.errors:
            self._ask_houses(field, cleaned["days"], cleaned["from_hour"], cleaned["to_hour"])
        return cleaned

    def _ask_houses(self, field: str, days: list[date], first: time, last: time) -> None:
        """Say beside the field why no house could receive them then; one that can is enough."""
        what, why = visiting_hours.no_to(self.terms, self.asked, days, first, last)
        if why:
            self.add_error(field if what == "days" else "from_hour", why)

    def _days(self, cleaned: dict[str, Any]) -> tuple[str, list[date]]:
        """Return the field to blame and the days."""
        if self.kind.unit == "calls":
            field = "call_1"
            days = [cleaned[name] for name in self.fields if name.startswith("call_")]
            if len(set(days)) < len(days):
                self.add_error(f"call_{len(days)}", _("Two calls on the same day? Please choose another day."))
        else:
            field = f"first_{cleaned['window']}" if self.windows else "first_day"
            length = self.asked.duration_days if self.windows else cleaned["length"]
            first = cleaned.get(field)
            if first is None:
                self.add_error(field, _("Please choose a day."))
                return field, []
            days = visiting_hours.days_from(self.terms.offers, first, length)
        if min(days) <= clock.today():
            self.add_error(field, _("This day is past or today. Please choose a later one."))
        return field, sorted(days)

    def _window(self, field: str, days: list[date], chosen: int | None) -> DateWindow | None:
        if not self.windows or not days:
            return None
        candidates = [window for window in self.windows if chosen in (None, window.pk)]
        found = next((w for w in candidates if all(w.start <= day <= w.end for day in days)), None)
        if found is None:
            self.add_error(field, _("Please choose days inside the dates they named, or answer with other dates."))
        return found


def _hint(fit: visiting_hours.Fit | None) -> str:
    """Say of one window what the house allows in it, before anything is typed."""
    if fit is None:
        return _("The house can receive nobody on these dates. Please choose others, or answer with other dates.")
    hours = f"{fit.from_hour:%H:%M} – {fit.to_hour:%H:%M}"
    return _("The house can receive them, for instance: %(days)s, %(hours)s.") % {
        "days": days_in_words(fit.days),
        "hours": hours,
    }


def first_working_day(window: DateWindow) -> date:
    """Return the first weekday of the window that is still ahead, so that the field holds a day that makes sense."""
    day = max(window.start, clock.today() + timedelta(days=1))
    while day.weekday() > 4 and day < window.end:
        day += timedelta(days=1)
    return min(day, window.end)
