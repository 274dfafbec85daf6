"""What do we ask whoever publishes, takes back, or says what stands in a statement's place?"""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from exchange.statements.models import Statement


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
    """`newer`: the statements among which one takes its place, the newest first."""

    newer = forms.ChoiceField(label=_("Which one?"))

    def __init__(self, *args: Any, newer: Iterable[Statement], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = [(row.slug, f"{row.title[:60]} ({date_format(row.issued_on, 'j F Y')})") for row in newer]
        self.fields["newer"].choices = [("", "---------"), *rows]
