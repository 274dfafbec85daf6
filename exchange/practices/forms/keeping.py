"""What do the small forms on a practice's page ask?"""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from exchange.practices.models import Practice
from portal.audiences import is_wider


class HideForm(forms.Form):
    """Why a text is taken away, by a coordinator or by its own author."""

    reason = forms.CharField(
        label=_("Why?"), help_text=_("The author reads this sentence."), max_length=300, min_length=5
    )

    def __init__(self, *args: Any, is_author: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_author:
            self.fields["reason"].help_text = _("Only a coordinator can show it again, and reads this sentence.")


class AudienceForm(forms.Form):
    """Fewer readers, at once."""

    audience = forms.ChoiceField(label=_("Who may read this?"))

    def __init__(self, *args: Any, practice: Practice, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["audience"].choices = [
            (value, capfirst(label))
            for value, label in Practice.Audience.choices
            if not is_wider(value, practice.audience)
        ]
        self.initial.setdefault("audience", practice.audience)
