"""What do we ask of somebody who answers? Their words."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.models import Member
from accounts.queries import byline
from exchange.discussion import telling
from exchange.discussion.actions import MOST_CHARACTERS
from exchange.discussion.models import CommentReport


class CommentForm(forms.Form):
    """What members say to each other."""

    body = forms.CharField(
        label=_("Your answer"),
        help_text=_(
            "Everybody who may read this page as a member will see it. Write so that nobody can be recognised."
        ),
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        error_messages={"required": _("Please write something first.")},
    )
    told = forms.TypedMultipleChoiceField(
        label=_("Tell also"),
        help_text=_("They are told that you turn to them, if they may read this. Three people for an answer at most."),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Somebody you chose is not in the list of people. Please look again.")},
    )

    def __init__(self, *args: Any, obj: Any = None, people: Sequence[Member] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.obj = obj
        self.people = {member.pk: member for member in people}
        if obj is None:
            del self.fields["told"]
            return
        self.fields["told"].choices = [(member.pk, telling.line(member)) for member in people]

    def clean_told(self) -> list[int]:
        numbers: list[int] = self.cleaned_data["told"]
        if len(set(numbers)) > telling.MOST_TOLD:
            raise forms.ValidationError(_("Three people for an answer at most: which three?"))
        for member in telling.cannot_read(self.obj, [self.people[number] for number in numbers]):
            words = _("%(who)s cannot read this text and would not hear of it. Take the tick away, please.")
            raise forms.ValidationError(words, params={"who": f"{byline(member)} ({member.pk})"})
        return numbers

    def told_users(self) -> list[Any]:
        """Return the users to tell."""
        return [self.people[number].user for number in dict.fromkeys(self.cleaned_data.get("told", []))]


class ReportForm(forms.Form):
    """What is wrong with an answer."""

    reason = forms.ChoiceField(
        label=_("What is wrong?"),
        choices=[(value, capfirst(label)) for value, label in CommentReport.Reason.choices],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(label=_("Anything more?"), required=False, max_length=500)


class WhyForm(forms.Form):
    """Why a coordinator hides an answer; its author reads it."""

    why = forms.CharField(min_length=5, max_length=300)
