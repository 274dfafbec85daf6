"""What do we ask of those who do not work there? The service user's four plain questions; what neighbours and police agreed."""

from typing import Any, ClassVar

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from exchange.practices.forms.short import AS_USUAL, MOST_LETTERS, PracticeForm
from exchange.practices.models import Practice
from exchange.practices.shapes import AGREEMENT, SERVICE_USER, STAFF

TITLE_WORDS = 8


class ServiceUserForm(PracticeForm):
    """Four answers in one's own words and language. Nobody is asked which drugs, how healthy, or with which papers."""

    shape: ClassVar[str] = SERVICE_USER
    sheet: ClassVar[tuple[str, ...]] = ("what_was_done", "what_helps", "should_change", "topics", "no_identifying")
    title = None
    perspective = None
    what_happened = None
    what_was_done = forms.CharField(
        label=_("What do you want to tell?"),
        help_text=_("In your own words, in any language. Nobody corrects them."),
        min_length=20,
        max_length=MOST_LETTERS,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    what_helps = forms.CharField(
        label=_("What helps you there?"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    should_change = forms.CharField(
        label=_("What should change?"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    no_identifying = forms.BooleanField(
        label=_("I checked: nobody can be recognised, me neither"),
        help_text=_("No names, no exact days, no place where you live."),
        error_messages={"required": _("Please read it once more for this, and tick the box.")},
    )

    def clean_what_happened(self) -> str:
        return ""

    def fields_and_topics(self) -> tuple[dict[str, Any], Any]:
        """As usual is nothing at all of who wrote it; the first words serve as the title."""
        fields, topics = super().fields_and_topics()
        fields["perspective"] = "service-user"
        fields["title"] = self.title_of(fields["what_was_done"])
        return fields, topics

    def title_of(self, words: str) -> str:
        first = words.strip().splitlines()[0] if words.strip() else ""
        return Truncator(Truncator(first).words(TITLE_WORDS)).chars(110)

    def clean_show_author_as(self) -> str:
        chosen: str = self.cleaned_data["show_author_as"]
        return Practice.ShowAs.ANONYMOUS if chosen == AS_USUAL else chosen


class AgreementForm(PracticeForm):
    """What was the problem, what was agreed, what changed."""

    shape: ClassVar[str] = AGREEMENT
    sheet: ClassVar[tuple[str, ...]] = (
        "title",
        "perspective",
        "topics",
        "problem",
        "what_was_done",
        "what_happened",
        "no_identifying",
    )
    problem = forms.CharField(
        label=_("What was the problem?"), min_length=20, max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )
    what_was_done = forms.CharField(
        label=_("What was agreed?"),
        help_text=_("Who with, and what each side does."),
        min_length=20,
        max_length=MOST_LETTERS,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    what_happened = forms.CharField(
        label=_("What changed?"),
        help_text=_("Good or bad. A guess is fine, say so."),
        min_length=10,
        max_length=MOST_LETTERS,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sides = [pair for pair in self.fields["perspective"].choices if pair[0] in {"neighbour", "police"}]
        self.fields["perspective"].choices = sides
        if self.initial.get("perspective") not in {"neighbour", "police"}:
            self.initial["perspective"] = "neighbour"


FORMS: dict[str, type[PracticeForm]] = {STAFF: PracticeForm, SERVICE_USER: ServiceUserForm, AGREEMENT: AgreementForm}
