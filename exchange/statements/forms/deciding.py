"""What do we ask whoever publishes, takes back, or says what stands in a statement's place?"""

from django import forms
from django.utils.translation import gettext_lazy as _


class PublishForm(forms.Form):
    is_checked = forms.BooleanField(
        label=_("I read it: it names no room that works without permission, and nobody in private.")
    )


class WhyForm(forms.Form):
    """Why it is not published, or taken back. Whoever proposed it takes it back without a word."""

    reason = forms.CharField(
        label=_("Why?"), help_text=_("Whoever proposed it reads this sentence."), required=False, max_length=300
    )


class SupersedeForm(forms.Form):
    newer = forms.CharField(
        label=_("The address of the one in its place"), help_text=_("Copy it from its page."), max_length=300
    )

    def clean_newer(self) -> str:
        """Return the last word of the address, which is the statement's own."""
        typed: str = self.cleaned_data["newer"]
        return typed.split("?")[0].rstrip("/").rpartition("/")[2]
