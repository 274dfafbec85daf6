"""What do we ask of somebody who writes an answer to what people ask, or suggests a title for it?"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from exchange.guide.forms.words import Line, Words
from exchange.guide.models import Claim, EvidenceSuggestion
from exchange.library.models import Reference
from exchange.library.queries import references_for_user
from portal.vocabularies import queries as vocabularies

NOT_THERE = _("Our library does not hold this. Please look it up there, and copy the address of its page.")
WHICH_LANGUAGE = _("In which you write. What you leave as it came with the portal is shown to everybody in their own.")

TEXTS = frozenset({"summary", "not_known"})


def language_field(own: str) -> forms.ChoiceField:
    known = vocabularies.choices("language")
    choices = known if own in dict(known) else [*known, (own, own)]
    return forms.ChoiceField(label=_("Language"), help_text=WHICH_LANGUAGE, choices=choices)


class ClaimForm(forms.ModelForm):
    """The words of a claim, and with which version its writer began."""

    seen = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Claim
        fields = (*Claim.WORDS, "language")
        field_classes = {name: Words if name in TEXTS else Line for name in Claim.WORDS}
        widgets = {name: forms.Textarea(attrs={"rows": 5 if name in TEXTS else 2}) for name in Claim.WORDS}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"] = language_field(self.instance.language)


class SuggestionForm(forms.ModelForm):
    """A title of the library, by the address of its page or by its DOI."""

    title = forms.CharField(
        label=_("Which title?"),
        max_length=300,
        help_text=_("The address of its page in our library, or its DOI."),
        error_messages={"required": _("Please say which title.")},
    )
    field_order = ("title", "side", "why")

    class Meta:
        model = EvidenceSuggestion
        fields = ("side", "why")
        widgets = {"side": forms.RadioSelect}
        help_texts = {"why": _("One sentence for the coordinators. Nobody else reads it.")}

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        # A choice has no empty one: nothing is suggested without saying what it says.
        self.fields["side"].choices = EvidenceSuggestion._meta.get_field("side").choices

    def clean_title(self) -> Reference:
        given = self.cleaned_data["title"].strip()
        found = references_for_user(self.user)
        doi = given[given.find("10.") :] if "10." in given else ""
        reference = found.filter(doi__iexact=doi).first() if doi else None
        slug = given.split("?")[0].split("#")[0].rstrip("/").rpartition("/")[2]
        reference = reference or found.filter(slug=slug.lower()).first()
        if reference is None:
            raise forms.ValidationError(NOT_THERE)
        return reference
