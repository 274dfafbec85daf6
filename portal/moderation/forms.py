"""What do we ask whoever reports a text, and the coordinator who decides?"""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from portal.moderation.models import Report


class ReportForm(forms.Form):
    """What is wrong with it. The words are read by the coordinator who decides, and by nobody else."""

    reason = forms.ChoiceField(
        label=_("What is wrong?"),
        choices=[(value, capfirst(label)) for value, label in Report.Reason.choices],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("Where in the text?"),
        help_text=_("Only the coordinator who decides reads this. It may stay empty."),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class DecideForm(forms.Form):
    """What a coordinator decides on a reported text; hiding it takes a sentence that its author reads."""

    decision = forms.ChoiceField(
        label=_("Your decision"),
        choices=[
            (Report.Decision.KEPT, _("Nothing is wrong: it is shown as it is")),
            (Report.Decision.HIDDEN, _("Hide it until its author has changed it")),
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Why, if you hide it"),
        help_text=_("The author reads this sentence. Do not repeat what tells who somebody is."),
        required=False,
        max_length=300,
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("decision") == Report.Decision.HIDDEN and len(cleaned.get("reason", "")) < 5:
            self.add_error("reason", _("Please say why in a few words, so that the author can change it."))
        return cleaned
