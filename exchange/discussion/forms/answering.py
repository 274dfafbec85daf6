"""What do we ask of somebody who answers? Their words."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Member
from accounts.queries import byline
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
    told = forms.TypedChoiceField(
        label=_("Tell also"),
        help_text=_("They are told that you turn to them, if they may read this. One person for an answer."),
        required=False,
        coerce=int,
        empty_value=None,
    )

    def __init__(self, *args: Any, people: Sequence[Member] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {member.pk: member for member in people}
        if not people:
            del self.fields["told"]
            return
        found = [(member.pk, f"{byline(member)} ({member.pk})") for member in people]
        self.fields["told"].choices = [("", _("Nobody in particular")), *found]

    def told_user(self) -> Any:
        """Return the user to tell, or None."""
        member = self.people.get(self.cleaned_data.get("told") or 0)
        return member.user if member else None


class ReportForm(forms.Form):
    """What is wrong with an answer."""

    reason = forms.ChoiceField(
        label=_("What is wrong?"), choices=CommentReport.Reason.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(label=_("Anything more?"), required=False, max_length=500)
