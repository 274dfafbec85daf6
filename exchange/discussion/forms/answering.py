"""What do we ask of somebody who answers? Their words."""

from django import forms
from django.utils.translation import gettext_lazy as _

from exchange.discussion.actions import MOST_CHARACTERS


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
