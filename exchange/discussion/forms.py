"""What do we ask of somebody who answers? Their words."""

from django import forms
from django.utils.translation import gettext_lazy as _

from exchange.discussion.actions import MOST_CHARACTERS


class CommentForm(forms.Form):
    body = forms.CharField(
        label=_("Your answer"),
        help_text=_(
            "The author and everybody who may read this practice will see it. Write so that nobody can be recognised."
        ),
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Please write something first.")},
    )
