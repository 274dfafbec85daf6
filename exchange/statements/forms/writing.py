"""What is a statement, or a call for support, made of? And what of a translation?"""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.countries import country_name
from exchange.statements.forms.fields import Proposal, address_field, audience_field, body_field, day_input, title_field
from exchange.statements.models import Statement
from exchange.world.models import Country
from portal import clock
from portal.uploads.forms import FilesField
from portal.vocabularies import queries as vocabularies
from portal.vocabularies.models import Term

MOST_TOPICS, MOST_COUNTRIES, MOST_SIGNATORIES = 3, 6, 200
LONGEST = timedelta(days=183)
KEPT = (
    *("title", "body", "asked", "is_incomplete", "issued_on", "issuer", "signatories", "language", "countries"),
    *("source", "url", "until", "audience"),
)


class StatementForm(Proposal):
    """A statement, or with `is_call` a call for support, which says what is asked and until when."""

    title = title_field(200)
    asked = forms.CharField(
        label=_("What do you ask of others?"),
        help_text=_("A letter, a signature, words to the press: what helps, and what does not."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )
    until = forms.DateField(
        label=_("Until when?"), help_text=_("The call ends by itself after this day."), widget=day_input()
    )
    body = body_field(_("The text"))
    is_incomplete = forms.BooleanField(label=_("The text is to be completed: we do not have all of it"), required=False)
    issuer = forms.CharField(
        label=_("Issued by"), help_text=_("The body whose words these are."), min_length=2, max_length=160
    )
    issued_on = forms.DateField(label=_("Date"), widget=day_input())
    signatories = forms.CharField(
        label=_("Organisations that signed it"),
        help_text=_(
            "One on each line, as printed under it; no people. Organisations of the network say yes themselves."
        ),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    topics = forms.MultipleChoiceField(
        label=_("Topics"), help_text=_("Up to three."), required=False, widget=forms.CheckboxSelectMultiple
    )
    countries = forms.MultipleChoiceField(
        label=_("About which countries?"),
        help_text=_("None, if it names no country in particular."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    source = forms.CharField(
        label=_("Where did you find it?"),
        help_text=_("For example the name of the page or of the paper."),
        required=False,
        max_length=200,
    )
    url = address_field(_("Its address on the web"))
    files = FilesField(label=_("The text as a file (if you like)"), required=False, most=1)
    audience = audience_field()
    is_checked = forms.BooleanField(
        label=_("I checked: it names no room that works without permission, and nobody in private."),
    )

    def __init__(self, *args: Any, is_call: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_call = is_call
        for name in ("is_incomplete", "signatories", "source") if is_call else ("asked", "until"):
            del self.fields[name]
        if self.thing is not None:
            del self.fields["files"]
        if is_call:
            self.fields["body"].label = _("What has happened?")
            self.fields["body"].required = True
            self.fields["issuer"].label = _("Who asks?")
            self.fields["issuer"].help_text = _("The room’s or the organisation’s name, if it may be told.")
        self.fields["topics"].choices = vocabularies.grouped_choices("topic")
        known = Country.objects.order_by("name").values_list("iso2", flat=True)
        self.fields["countries"].choices = sorted(
            ((code, country_name(code)) for code in known), key=lambda pair: pair[1]
        )
        self.initial |= self._start()

    def _start(self) -> dict[str, Any]:
        if self.thing is None:
            return {"issued_on": clock.today()}
        topics = [topic.slug for topic in self.thing.topics.all()]
        return {"signatories": "\n".join(self.thing.signatories), "topics": topics, "is_checked": False}

    def clean_topics(self) -> list[str]:
        return self._at_most("topics", MOST_TOPICS)

    def clean_countries(self) -> list[str]:
        return self._at_most("countries", MOST_COUNTRIES)

    def _at_most(self, name: str, most: int) -> list[str]:
        chosen: list[str] = self.cleaned_data[name]
        if len(chosen) > most:
            raise forms.ValidationError(_now("%(most)s at most: which fit best?") % {"most": most})
        return chosen

    def clean_signatories(self) -> list[str]:
        lines = [line.strip()[:160] for line in self.cleaned_data["signatories"].splitlines() if line.strip()]
        if len(lines) > MOST_SIGNATORIES:
            raise forms.ValidationError(_now("%(most)s lines at most.") % {"most": MOST_SIGNATORIES})
        return list(dict.fromkeys(lines))

    def clean_until(self) -> Any:
        day = self.cleaned_data["until"]
        if self.thing is not None and day == self.thing.until:
            return day
        if not clock.today() < day <= clock.today() + LONGEST:
            raise forms.ValidationError(_now("Please choose a day within the next six months."))
        return day

    def clean_issued_on(self) -> Any:
        day = self.cleaned_data["issued_on"]
        if day > clock.today():
            raise forms.ValidationError(_now("A statement is issued today or earlier."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.is_call and not cleaned.get("body") and not cleaned.get("is_incomplete"):
            self.add_error("body", _now("Add the words, or tick below that the text is to be completed."))
        return cleaned

    def fields_and_topics(self) -> tuple[dict[str, Any], list[Term]]:
        """Return what the actions take."""
        fields = self.fields_of(*KEPT)
        if self.thing is None:
            fields["kind"] = Statement.Kind.CALL if self.is_call else Statement.Kind.STATEMENT
        return fields, [term for term in vocabularies.terms("topic") if term.slug in self.cleaned_data["topics"]]


class TranslationForm(Proposal):
    """A translation: its words, who translated (a role, no name), and when."""

    title = title_field(200)
    asked = forms.CharField(
        label=_("What is asked"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )
    body = body_field(_("The text"), required=True)
    translator_role = forms.CharField(
        label=_("Who translated it?"), help_text=_("A role, no name: “a nurse of the network”."), max_length=80
    )
    translated_on = forms.DateField(label=_("When?"), widget=day_input())
    field_order = ("language", "title", "asked", "body", "translator_role", "translated_on")

    def __init__(self, *args: Any, original: Statement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.original = original
        if not original.asked:
            del self.fields["asked"]
        if self.thing is None:
            self.initial |= {"translated_on": clock.today()}

    def clean_translated_on(self) -> Any:
        day = self.cleaned_data["translated_on"]
        if not self.original.issued_on <= day <= clock.today():
            raise forms.ValidationError(_now("Between the day of the original and today."))
        return day

    def clean_language(self) -> str:
        language: str = self.cleaned_data["language"]
        if language == self.original.language:
            raise forms.ValidationError(_now("This is the language of the original. Please choose another."))
        return language

    def fields_to_keep(self) -> dict[str, Any]:
        return self.fields_of("title", "asked", "body", "translator_role", "translated_on", "language")
