"""What do we ask of whoever announces something?"""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from exchange.statements.forms.fields import Proposal, address_field, audience_field, body_field, day_input, title_field
from exchange.statements.forms.zones import near, zone_choices, zone_of
from exchange.statements.models import Event
from exchange.world.models import Country
from portal import clock


class NewsForm(Proposal):
    title = title_field(160)
    body = body_field(_("What happened?"), required=True)
    on = forms.DateField(label=_("Date"), widget=day_input())
    url = address_field(_("Where to read more"))
    audience = audience_field()
    field_order = ("title", "body", "on", "url", "audience", "language")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.thing is None:
            self.initial |= {"on": clock.today()}

    def fields_to_keep(self) -> dict[str, Any]:
        return self.fields_of("title", "body", "on", "url", "audience", "language")


def hour_input() -> forms.TimeInput:
    return forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class EventForm(Proposal):
    """Days and hours are said in the event's own zone."""

    title = title_field(160)
    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=[(value, capfirst(label)) for value, label in Event.Kind.choices],
        widget=forms.RadioSelect,
    )
    first_day = forms.DateField(label=_("First day"), widget=day_input())
    from_hour = forms.TimeField(label=_("From"), widget=hour_input())
    last_day = forms.DateField(
        label=_("Last day"), help_text=_("Empty: the same day."), required=False, widget=day_input()
    )
    to_hour = forms.TimeField(label=_("To"), widget=hour_input())
    zone = forms.ChoiceField(label=_("Hours of which place?"))
    other_zone = forms.CharField(
        label=_("Not in the list? Name a city"),
        help_text=_("For example Lima or Nairobi. What stands here counts, whatever is chosen above."),
        required=False,
        max_length=60,
    )
    is_online = forms.BooleanField(label=_("It is held online"), required=False)
    place = forms.CharField(
        label=_("Where?"),
        help_text=_("House and city; of an online event it may stay empty."),
        required=False,
        max_length=200,
    )
    who_can_come = forms.CharField(label=_("Who can come?"), required=False, max_length=300)
    body = body_field(_("What is it about?"), rows=6)
    registration_url = address_field(
        _("Where to register"), _("Never a link that lets anybody in: whoever reads this page sees it.")
    )
    audience = audience_field()
    field_order = (
        "title",
        "kind",
        "first_day",
        "from_hour",
        "last_day",
        "to_hour",
        "zone",
        "other_zone",
        "is_online",
        "place",
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        self.initial |= {"zone": user.time_zone, "kind": Event.Kind.MEETING, **_hours_of(self.thing)}
        ours = set(Country.objects.values_list("iso2", flat=True))
        self.fields["zone"].choices = zone_choices(ours, [self.initial["zone"], user.time_zone])

    def clean_other_zone(self) -> str:
        typed: str = self.cleaned_data["other_zone"]
        if not typed:
            return ""
        if not (found := zone_of(typed)):
            raise forms.ValidationError(_now("We do not know this place.") + " " + near(typed))
        self.cleaned_data["zone"] = found
        return typed

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned.get("place") and not cleaned.get("is_online"):
            self.add_error("place", _now("Please say where it is, or tick that it is held online."))
        if {"first_day", "from_hour", "to_hour", "zone"} <= cleaned.keys():
            zone = ZoneInfo(cleaned["zone"])
            last = cleaned.get("last_day") or cleaned["first_day"]
            cleaned["start"] = datetime.combine(cleaned["first_day"], cleaned["from_hour"], zone)
            cleaned["end"] = datetime.combine(last, cleaned["to_hour"], zone)
            if cleaned["end"] <= cleaned["start"]:
                self.add_error("to_hour", _now("It ends before it begins. Please look at the days and hours."))
            elif cleaned["end"] < clock.now() and self.thing is None:
                self.add_error("first_day", _now("This day is over. Events are announced before they are held."))
        return cleaned

    def fields_to_keep(self) -> dict[str, Any]:
        return self.fields_of(
            *("title", "kind", "start", "end", "zone", "is_online", "place", "who_can_come", "body"),
            *("registration_url", "audience", "language"),
        )


def _hours_of(event: Event | None) -> dict[str, Any]:
    if event is None:
        return {}
    start, end = event.local_start, event.local_end
    return {
        "kind": event.kind,
        "zone": event.zone,
        "first_day": start.date(),
        "from_hour": start.time(),
        "last_day": end.date(),
        "to_hour": end.time(),
    }
