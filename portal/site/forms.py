"""What do we ask on the roof?"""

from django import forms
from django.utils.translation import gettext_lazy as _


class PageTextForm(forms.Form):
    words = forms.CharField(
        label=_("What stands there"),
        help_text=_(
            "Stars make **bold**, a line with - makes a list, [words](https://address) make a link. Everybody reads it: "
            "no names of people without their written yes."
        ),
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 10, "dir": "auto"}),
    )
