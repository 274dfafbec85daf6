"""What does somebody say who is asked? An expert's answer, a house's answer, and a word with it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal import clock
from portal.vocabularies import queries as vocabularies
from visits.forms.part_dates import DayInput
from visits.models import Invitation

MOST_WORD = 400


class AnswerForm(forms.Form):
    """One of the answers that are possible just now, and a word if they like."""

    answer = forms.ChoiceField(
        label=gettext_lazy("Your answer"),
        error_messages={
            "required": gettext_lazy("Please choose one of the answers."),
            "invalid_choice": gettext_lazy("This answer is not possible any more. Please choose another."),
        },
    )
    word = forms.CharField(
        label=gettext_lazy("A word to the coordinator (if you like)"),
        required=False,
        max_length=MOST_WORD,
        error_messages={
            "max_length": gettext_lazy("At most %(limit_value)d letters, please; there are %(show_value)d.")
        },
    )

    why = forms.ChoiceField(
        label=gettext_lazy("Why not? (if you like)"),
        choices=[("", gettext_lazy("No reason needed")), *Invitation.Why.choices],
        required=False,
    )
    pause_until = forms.DateField(
        label=gettext_lazy("Pause me until (if you like)"),
        help_text=gettext_lazy("No invitations until that day. Nobody sees that you pause."),
        required=False,
        widget=DayInput(),
        error_messages={"invalid": gettext_lazy("Please give a day, for instance 2027-03-15.")},
    )
    clarity = forms.ChoiceField(
        label=gettext_lazy("How does the request read? (if you like)"),
        help_text=gettext_lazy("Only coordinators read it; it helps them ask better. It is no rating of anybody."),
        choices=[("", gettext_lazy("I would rather not say")), *Invitation.Clarity.choices],
        required=False,
    )

    def clean_pause_until(self) -> date | None:
        until: date | None = self.cleaned_data["pause_until"]
        if until and until <= clock.today() and self.data.get("answer") == "decline":
            raise forms.ValidationError(_("This day has passed or is today. Please choose a later one."))
        return until

    def __init__(self, *args: Any, possible: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].choices = [(name, name) for name in possible]
        # The message says what is too long; the browser must not cut what somebody pastes.
        self.fields["word"].widget.attrs.pop("maxlength", None)


class HouseAnswerForm(AnswerForm):
    """A house's answer: people from outside come only where it agrees to each kind."""

    outsiders = forms.MultipleChoiceField(
        label=gettext_lazy("People from outside: tick whom you agree to"),
        help_text=gettext_lazy("Without a tick they do not come, and the others still may."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, kinds: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, possible=("yes", "no"), **kwargs)
        kinds = [kind for kind in kinds if kind != "journalist"]
        self.fields["outsiders"].choices = list(zip(kinds, vocabularies.labels("outsider", kinds), strict=True))
        if not kinds:
            del self.fields["outsiders"]
