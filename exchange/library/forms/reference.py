"""What do we ask about a reference that somebody adds or corrects? What it is, where it is found, and our one sentence."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.countries import country_choices
from exchange.library import queries, signs
from exchange.library.actions.references import FIELDS, MOST_TOPICS
from exchange.library.models import Reference
from portal import clock
from portal.uploads.forms import FilesField, KeepsFile
from portal.vocabularies import queries as vocabularies

MOST_OF_A_SENTENCE = 400
MOST_NAMES = 200


class ReferenceForm(KeepsFile):
    """A new one, one that is changed, or what somebody proposes."""

    doi = forms.CharField(
        label=gettext_lazy("DOI"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("If it has one, like 10.1000/182; the whole address will do."),
        widget=forms.TextInput(attrs={"spellcheck": "false"}),
    )
    title = forms.CharField(
        label=gettext_lazy("Title"),
        min_length=3,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )
    authors = forms.CharField(
        label=gettext_lazy("Authors"),
        required=False,
        max_length=5000,
        help_text=gettext_lazy("One in each line: “Smith, Anna”. A body stands by its name alone."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    year = forms.IntegerField(label=gettext_lazy("Year"), required=False, min_value=1800)
    kind = forms.ChoiceField(label=gettext_lazy("What is it?"))
    container = forms.CharField(
        label=gettext_lazy("Published in"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("The journal, the book, or the body that published it."),
    )
    volume = forms.CharField(label=gettext_lazy("Volume"), required=False, max_length=20)
    issue = forms.CharField(label=gettext_lazy("Issue"), required=False, max_length=20)
    pages = forms.CharField(label=gettext_lazy("Pages"), required=False, max_length=40)
    publisher = forms.CharField(label=gettext_lazy("Publisher"), required=False, max_length=200)
    url = forms.URLField(
        label=gettext_lazy("Address"),
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text=gettext_lazy("Where the text can be read, if not by its DOI."),
    )
    access = forms.ChoiceField(label=gettext_lazy("Who can read it there?"), required=False)
    language = forms.ChoiceField(label=gettext_lazy("Language of the text"))
    country = forms.ChoiceField(label=gettext_lazy("Country it is about"), required=False)
    topics = forms.MultipleChoiceField(
        label=gettext_lazy("Topics"),
        required=False,
        help_text=gettext_lazy("Five at most."),
        widget=forms.CheckboxSelectMultiple,
    )
    summary = forms.CharField(
        label=gettext_lazy("In your own words"),
        required=False,
        max_length=MOST_OF_A_SENTENCE,
        help_text=gettext_lazy(
            "One sentence: what does it show? Never the abstract, which belongs to those who wrote it."
        ),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    files = FilesField(
        most=1,
        label=gettext_lazy("The text as a file"),
        help_text=gettext_lazy("PDF, Word or LibreOffice, 10 MB at most; for members only."),
        required=False,
    )
    may_be_passed_on = forms.BooleanField(
        label=gettext_lazy("This file may be passed on to members"),
        help_text=gettext_lazy("Its licence allows it, or its publisher or authors have said so."),
        required=False,
    )
    word = forms.CharField(
        label=gettext_lazy("A word to the coordinators"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("How you know, or what else is wrong."),
    )
    use_required_attribute = False

    def __init__(
        self, *args: Any, user: Any = None, reference: Reference | None = None, proposes: bool = False, **kwargs: Any
    ) -> None:
        self.reference = reference
        kwargs["initial"] = {**_start_values(reference), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        own = reference.language if reference else "en"
        languages = vocabularies.choices("language")
        known = [*languages, *([] if own in dict(languages) else [(own, own)])]
        self.fields["language"].choices = known
        self.fields["kind"].choices = Reference.Kind.choices
        self.fields["access"].choices = [("", _("Nobody has looked")), *Reference.Access.choices]
        self.fields["country"].choices = [("", _("No one country")), *country_choices()]
        self.fields["topics"].choices = vocabularies.grouped_choices("topic")
        for name in ("files", "may_be_passed_on") if proposes else ("word",):
            del self.fields[name]
        if not proposes:
            self.find_kept(user)

    def clean_doi(self) -> str:
        told = self.cleaned_data["doi"].strip()
        if not told:
            return ""
        if not (found := signs.doi(told)):
            raise forms.ValidationError(_("This is no DOI. It begins with 10. and has a slash: 10.1000/182."))
        return found

    def clean_title(self) -> str:
        return " ".join(self.cleaned_data["title"].split())

    def clean_authors(self) -> str:
        names = [" ".join(name.split()) for name in self.cleaned_data["authors"].replace(";", "\n").splitlines()]
        names = [name for name in names if name]
        if len(names) > MOST_NAMES:
            raise forms.ValidationError(_("The first %(most)s are enough.") % {"most": MOST_NAMES})
        return "; ".join(names)

    def clean_year(self) -> int | None:
        year: int | None = self.cleaned_data["year"]
        if year is not None and year > clock.today().year + 1:
            raise forms.ValidationError(_("This year is still to come."))
        return year

    def clean_topics(self) -> list[str]:
        slugs: list[str] = self.cleaned_data["topics"]
        if len(slugs) > MOST_TOPICS:
            raise forms.ValidationError(_("Five topics at most: which fit best?"))
        return slugs

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if not {"doi", "title", "year"} & set(self.errors) and (known := self._known(data)):
            is_doi = bool(data["doi"]) and data["doi"].lower() == known.doi_key
            self.add_error("doi" if is_doi else "title", here_already(known))
        if self.has_file and not data.get("may_be_passed_on"):
            self.add_error("may_be_passed_on", _("Please say that it may be passed on, or leave the file out."))
        return data

    def _known(self, data: dict[str, Any]) -> Reference | None:
        apart = self.reference.pk if self.reference else None
        return queries.known(data["doi"], data["title"], data["year"], apart=apart)

    def fields_and_topics(self) -> tuple[dict[str, Any], list[str]]:
        """Return what the actions take."""
        return {name: self.cleaned_data[name] for name in FIELDS}, self.cleaned_data["topics"]


def here_already(reference: Reference) -> str:
    """Say with a link that the text is in the library."""
    page = reverse("library:reference_page", args=[reference.slug])
    return format_html('{} <a href="{}">{}</a>', _("It is here already:"), page, reference.title)


def _start_values(reference: Reference | None) -> dict[str, Any]:
    if reference is None:
        return {"language": "en", "kind": Reference.Kind.ARTICLE}
    values: dict[str, Any] = {name: getattr(reference, name) for name in FIELDS}
    values["authors"] = reference.authors.replace("; ", "\n")
    return {**values, "topics": [topic.slug for topic in reference.topics.all()]}
