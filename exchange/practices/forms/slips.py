"""What is asked when staff writes down what somebody tells, and what the teller changes with their slip?"""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from exchange.practices.forms.short import MOST_LETTERS, MOST_TOPICS
from exchange.practices.models import Practice
from portal.vocabularies import queries as vocabularies
from portal.vocabularies.models import Term


def _area(
    label: Any, help_text: Any = "", *, rows: int = 3, most: int = 2000, required: bool = False
) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, max_length=most, required=required, min_length=20 if required else None,
        widget=forms.Textarea(attrs={"rows": rows}),
    )  # fmt: skip


def _checked() -> forms.BooleanField:
    return forms.BooleanField(
        label=_("Nobody can be recognised, whoever tells it neither"),
        help_text=_("No names, no exact days, no place where somebody lives."),
        error_messages={"required": _("Please read it once more for this, and tick the box.")},
    )


class RecordVoiceForm(forms.Form):
    """What a service user says to a practice, in their words."""

    words = _area(_("What do they tell?"), _("In their words, not in yours."), rows=7, required=True)
    no_identifying = _checked()
    consent = forms.BooleanField(
        label=_("They want it to stand here, for these readers"),
        help_text=_("You have read it back to them, and they get the slip from the next page."),
        error_messages={"required": _("Without their yes it is not put here.")},
    )
    language = forms.ChoiceField(label=_("Language of this text"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = vocabularies.choices("language")


class RecordPracticeForm(RecordVoiceForm):
    """A story of their own. Nobody is asked which drugs, how healthy, or with which papers."""

    words = None
    what_was_done = _area(
        _("What do they want to tell?"), _("In their words."), rows=7, most=MOST_LETTERS, required=True
    )
    what_helps = _area(_("What helps them there?"))
    should_change = _area(_("What should change?"))
    topics = forms.MultipleChoiceField(
        label=_("Topic"), help_text=_("One to three."), widget=forms.CheckboxSelectMultiple
    )
    audience = forms.ChoiceField(label=_("Who may read this?"), widget=forms.RadioSelect)
    field_order = ("what_was_done", "what_helps", "should_change", "topics", "audience", "no_identifying", "consent")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topics"].choices = vocabularies.grouped_choices("topic")
        ways = [(way, capfirst(label)) for way, label in Practice.Audience.choices if way != Practice.Audience.PUBLIC]
        self.fields["audience"].choices = ways
        self.initial.setdefault("audience", Practice.Audience.MEMBERS)

    def clean_topics(self) -> list[Term]:
        slugs = self.cleaned_data["topics"]
        if len(slugs) > MOST_TOPICS:
            raise forms.ValidationError(_("Three topics at most, please."))
        return list(Term.objects.filter(vocabulary="topic", slug__in=slugs))


class SlipCodeForm(forms.Form):
    code = forms.CharField(
        label=_("The code on your slip"), max_length=80,
        help_text=_("Small letters or capitals, with or without the strokes."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )  # fmt: skip


class TellerVoiceForm(forms.Form):
    words = _area(_("Your words"), rows=7, required=True)
    no_identifying = _checked()


class TellerPracticeForm(forms.Form):
    what_was_done = _area(_("What you told"), rows=7, most=MOST_LETTERS, required=True)
    what_helps = _area(_("What helps you there?"))
    should_change = _area(_("What should change?"))
    no_identifying = _checked()
