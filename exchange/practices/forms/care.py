"""What do we ask of a coordinator who has to know who wrote a text?"""

from django import forms
from django.utils.translation import gettext_lazy as _


class LookForm(forms.Form):
    reason = forms.CharField(
        label=_("Why do you have to know?"),
        help_text=_("It is kept. The author sees that somebody looked, and when."),
        min_length=10,
        max_length=300,
    )
