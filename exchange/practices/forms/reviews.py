"""What does a reviewer tick? The published questions, each with one of four answers."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from exchange.practices import reviews


class ReviewForm(forms.Form):
    words = forms.CharField(
        label=_("A word for the author"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ways = [(value, capfirst(label)) for value, label in reviews.ANSWERS]
        asked = {
            slug: forms.ChoiceField(label=label, choices=ways, widget=forms.RadioSelect)
            for slug, label in reviews.questions()
        }
        self.fields = {**asked, **self.fields}

    def answers(self) -> dict[str, str]:
        return {slug: self.cleaned_data[slug] for slug, _question in reviews.questions()}
