"""What do we ask of somebody who knows a title that speaks for a practice, or against it?"""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from exchange.practices.models import Evidence


class EvidenceForm(forms.Form):
    side = forms.ChoiceField(
        label=_("Which way does it point?"),
        choices=[(value, capfirst(label)) for value, label in Evidence.Side.choices],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("What does it show?"),
        help_text=_("One sentence of your own, with how sure it is. It stands on the page under the title."),
        min_length=10,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    use_required_attribute = False
