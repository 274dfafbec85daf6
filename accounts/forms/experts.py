"""What do we ask somebody who offers to help?"""

from datetime import date
from typing import Any

from crispy_forms.layout import Column, Fieldset, Row
from django import forms
from django.db.models import CharField, Value
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from accounts.actions.experts import MOST_TOPICS, ORGANISATION_FIELDS, PLAIN_FIELDS
from accounts.countries import country_choices
from accounts.forms.fields import SeveralRows, beside, layout_helper
from accounts.models import ExpertProfile, ExpertTopic, Organisation
from accounts.regions import region_choices
from portal import clock
from portal.vocabularies import queries as vocabularies
from portal.vocabularies.models import Term

MOST_BLOCKED = 6
FORMATS = (("on-site", _("On site")), ("remote", _("By call")))
DATE = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def _ticks(label: Any, **kwargs: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(label=label, required=False, widget=forms.CheckboxSelectMultiple, **kwargs)


def _countries(label: Any, **kwargs: Any) -> forms.MultipleChoiceField:
    kwargs.setdefault("help_text", _("Hold Ctrl to choose more than one."))
    return forms.MultipleChoiceField(
        label=label, required=False, widget=forms.SelectMultiple(attrs={"size": 6}), **kwargs
    )


def _number(label: Any, least: int, most: int, **kwargs: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=least, max_value=most, **kwargs)


def _organisations(label: Any, **kwargs: Any) -> Any:
    kwargs.setdefault("help_text", _("Hold Ctrl to choose more than one."))
    return SeveralRows(
        queryset=Organisation.objects.none(),
        label=label,
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 6}),
        **kwargs,
    )


class ExpertForm(forms.Form):
    is_listed = forms.BooleanField(
        label=_("Members may find me and I may be asked"),
        required=False,
        help_text=_("Without this tick the profile stays a draft that only you and coordinators read."),
    )
    bio = forms.CharField(
        label=_("In your own words"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "What you have done and like to help with. No names of service users or colleagues, and no place by which members could tell who you are, unless you want that."
        ),
    )
    perspectives = _ticks(_("From which side can you tell it?"))
    kinds = _ticks(_("What do you offer?"))
    formats = _ticks(_("How?"), choices=FORMATS)
    will_travel = forms.BooleanField(label=_("I am willing to travel"), required=False)
    travel_regions = _countries(
        _("Where to? (if not anywhere)"),
        help_text=_("Without a choice: anywhere. Hold Ctrl or Cmd to choose more than one."),
    )
    legal_contexts = _countries(
        _("Countries whose law you know"), help_text=_("Hold Ctrl or Cmd to choose more than one.")
    )
    legal_bases = _ticks(_("Under what kind of law have you worked?"))
    has_opened_a_room = forms.BooleanField(label=_("I have helped to open a room"), required=False)
    opened_year = _number(_("In which year?"), 1970, 2100, required=False)
    room_models = _ticks(_("Kinds of rooms you worked in"))
    routes = _ticks(_("Ways of using you worked with"))
    city_sizes = _ticks(_("Size of the towns you worked in"))
    capacity_per_year = _number(_("How often a year, at most?"), 0, 50)
    notice_weeks = _number(_("How many weeks before do you need to know?"), 0, 52)
    group_max = _number(_("Largest group"), 1, 50)
    audiences = _ticks(_("Who else may be in the group?"), help_text=_("Staff and peers always may."))
    fee = forms.CharField(
        label=_("Fee or expenses"),
        max_length=200,
        required=False,
        help_text=_("Peer workers are paid by default; say what you need."),
    )
    excluded_countries = _countries(
        _("Countries you do not want to help or go to"),
        help_text=_("Read by nobody; the search for experts keeps to it."),
    )
    excluded_organisations = _organisations(_("Bodies you do not want to help"))
    conflicts = _organisations(
        _("Bodies you must not advise"), help_text=_("Your employers of the last three years, funders, family.")
    )

    def __init__(self, *args: Any, profile: ExpertProfile | None, organisations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": _first(profile), **kwargs})
        fields: dict[str, Any] = self.fields
        lists = {
            "perspectives": "perspective",
            "kinds": "request-kind",
            "legal_bases": "legal-basis",
            "room_models": "facility-model",
            "routes": "route",
            "city_sizes": "city-size",
            "audiences": "outsider",
        }
        for name, vocabulary in lists.items():
            fields[name].choices = [pair for pair in vocabularies.choices(vocabulary) if pair[0] != "unknown"]
        for name in ("legal_contexts", "excluded_countries"):
            fields[name].choices = country_choices()
        fields["travel_regions"].choices = region_choices()
        pairs = [(row.pk, row.name) for row in organisations]
        for name in ORGANISATION_FIELDS:
            fields[name].queryset = organisations
            # One reading for both lists; what is sent is still checked against the rows.
            fields[name].choices = pairs
        self._layout()

    def _layout(self) -> None:
        self.offer = layout_helper(
            Fieldset(
                _("What you offer"),
                "kinds",
                "formats",
                "will_travel",
                "travel_regions",
                "perspectives",
                "bio",
                css_class="part",
            ),
            Fieldset(
                _("Where you come from"),
                "legal_contexts",
                "legal_bases",
                beside("has_opened_a_room", "opened_year"),
                "room_models",
                "routes",
                "city_sizes",
                css_class="part",
            ),
        )
        self.limits = layout_helper(
            Fieldset(
                _("How much, and with whom"),
                beside("capacity_per_year", "notice_weeks", "group_max"),
                "audiences",
                "fee",
                css_class="part",
            ),
            Fieldset(
                _("Private: read by nobody else"),
                "excluded_countries",
                "excluded_organisations",
                "conflicts",
                css_class="part",
            ),
            Fieldset(_("May we list you?"), "is_listed", css_class="part"),
        )

    def clean_opened_year(self) -> int | None:
        year: int | None = self.cleaned_data["opened_year"]
        if year and year > clock.today().year:
            raise forms.ValidationError(_("This year has not come yet."))
        return year

    def clean_travel_regions(self) -> list[str]:
        # Whoever does not travel says so; a choice of regions beside it would be forgotten later.
        regions: list[str] = self.cleaned_data["travel_regions"]
        return regions if self.cleaned_data.get("will_travel") else []

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("is_listed") and not cleaned.get("kinds") and not self.has_error("kinds"):
            self.add_error("kinds", _("To be listed, please choose at least one thing you offer."))
        return cleaned


def _first(profile: ExpertProfile | None) -> dict[str, Any]:
    if profile is None:
        blank = ExpertProfile()
        return {name: getattr(blank, name) for name in PLAIN_FIELDS}
    plain = {name: getattr(profile, name) for name in PLAIN_FIELDS}
    return plain | _chosen_organisations(profile)


def _chosen_organisations(profile: ExpertProfile) -> dict[str, list[int]]:
    """Return the ids ticked in each private list, in one query."""
    parts = []
    for name in ORGANISATION_FIELDS:
        rows = getattr(ExpertProfile, name).through.objects.filter(expertprofile=profile.pk)
        parts.append(rows.values_list(Value(name, output_field=CharField()), "organisation_id"))
    found: dict[str, list[int]] = {name: [] for name in ORGANISATION_FIELDS}
    for name, pk in parts[0].union(*parts[1:], all=True):
        found[name].append(pk)
    return found


def _not_past(day: date | None) -> date | None:
    if day and day < clock.today():
        raise forms.ValidationError(_("This day is over. Please choose today or later."))
    return day


class TopicForm(forms.Form):
    topic = forms.ModelChoiceField(
        queryset=Term.objects.filter(vocabulary="topic", is_active=True), label=_("Topic"), required=False
    )
    depth = forms.ChoiceField(
        label=_("How"), choices=[("", _("Choose one")), *ExpertTopic.Depth.choices], required=False
    )
    said = forms.CharField(label=_("In a few words"), max_length=160, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["topic"]
        # The kept list instead of one query for each row.
        field.choices = [("", _("Choose one")), *((t.pk, str(t)) for t in vocabularies.terms("topic"))]
        self.helper = layout_helper(
            Row(Column("topic", css_class="col-md-5"), Column("depth", css_class="col-md-3"), Column("said"))
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("topic") and not cleaned.get("depth"):
            self.add_error("depth", _("Please say: done it myself, or know it."))
        if not cleaned.get("topic") and (cleaned.get("depth") or cleaned.get("said")):
            self.add_error("topic", _("Please choose the topic this is about."))
        return cleaned


class TopicRows(BaseFormSet):  # type: ignore[type-arg]  # made by the factory below
    def clean(self) -> None:
        seen = set()
        for form in self.forms:
            topic = form.cleaned_data.get("topic") if form.is_valid() else None
            if topic and topic in seen:
                form.add_error("topic", _("You have chosen this topic already."))
            seen.add(topic)

    def rows(self) -> list[tuple[Term, str, str]]:
        found = [form.cleaned_data for form in self.forms if form.cleaned_data.get("topic")]
        return [(row["topic"], row["depth"], row["said"]) for row in found]


class BlockedForm(forms.Form):
    start = forms.DateField(label=_("First day"), required=False, widget=DATE)
    end = forms.DateField(label=_("Last day"), required=False, widget=DATE)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = layout_helper(beside("start", "end"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        start, end = cleaned.get("start"), cleaned.get("end")
        if bool(start) != bool(end) and not self.errors:
            self.add_error("end" if start else "start", _("Please give both days, the first and the last."))
        if start and end and end < start:
            self.add_error("end", _("The last day comes before the first."))
        elif end and end < clock.today():
            self.add_error("end", _("These days are over. Please take them out or choose later ones."))
        return cleaned


class BlockedRows(BaseFormSet):  # type: ignore[type-arg]  # made by the factory below
    def clean(self) -> None:
        taken: list[tuple[date, date]] = []
        for form in self.forms:
            row = form.cleaned_data if form.is_valid() else {}
            if not row.get("start"):
                continue
            start, end = row["start"], row["end"]
            if any(start <= last and first <= end for first, last in taken):
                form.add_error("start", _("These days overlap with others above."))
            taken.append((start, end))

    def rows(self) -> list[tuple[date, date]]:
        found = [form.cleaned_data for form in self.forms]
        return [(row["start"], row["end"]) for row in found if row.get("start")]


def topic_rows(profile: ExpertProfile | None, data: Any = None) -> Any:
    """Return the rows of topics: what is kept, and two empty ones, eight at most."""
    kept = list(profile.expert_topics.order_by("id")) if profile else []
    first = [{"topic": row.topic_id, "depth": row.depth, "said": row.said} for row in kept]
    factory = formset_factory(
        TopicForm,
        TopicRows,
        extra=min(max(2, 4 - len(first)), MOST_TOPICS - len(first)),
        max_num=MOST_TOPICS,
        validate_max=True,
    )
    return factory(data, prefix="topics", initial=first)


def blocked_rows(profile: ExpertProfile | None, data: Any = None) -> Any:
    """Return the rows of blocked days that are not over, and one or two empty ones."""
    kept = list(profile.blocked_periods.filter(end__gte=clock.today())) if profile else []
    first = [{"start": row.start, "end": row.end} for row in kept]
    factory = formset_factory(
        BlockedForm, BlockedRows, extra=min(2, MOST_BLOCKED - len(first)), max_num=MOST_BLOCKED, validate_max=True
    )
    return factory(data, prefix="blocked", initial=first)


class PauseForm(forms.Form):
    until = forms.DateField(label=_("Pause until"), required=False, widget=DATE)

    def clean_until(self) -> date | None:
        return _not_past(self.cleaned_data["until"])
