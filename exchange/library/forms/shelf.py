"""What do we ask of somebody who makes a reading list, brings a document, or asks for evidence?"""

from datetime import date
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.countries import country_choices
from exchange.library.actions.shelf import MOST_TOPICS
from exchange.library.models import OnShelf
from exchange.library.models.document import LAW
from portal import clock
from portal.uploads.forms import FilesField, KeepsFile
from portal.vocabularies import queries as vocabularies
from portal.vocabularies.models import Term

AUDIENCES = [(value, capfirst(label)) for value, label in OnShelf.Audience.choices if value != "public"]
SHOW_AS = [(value, capfirst(label)) for value, label in OnShelf.ShowAs.choices]


class ShelfForm(forms.Form):
    """What is asked of everything on the shelf; `own` are the fields of one kind."""

    own: tuple[str, ...] = ()

    topics = forms.MultipleChoiceField(
        label=gettext_lazy("Topic"),
        help_text=gettext_lazy("Up to three."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    language = forms.ChoiceField(label=gettext_lazy("Language of this text"))
    audience = forms.ChoiceField(
        label=gettext_lazy("Who may read this?"),
        help_text=gettext_lazy("Later you can offer it to everybody; a coordinator then reads it and opens it."),
        choices=AUDIENCES,
        widget=forms.RadioSelect,
    )
    show_author_as = forms.ChoiceField(label=gettext_lazy("Show me as"), choices=SHOW_AS, widget=forms.RadioSelect)
    use_required_attribute = False

    def __init__(self, *args: Any, user: Any, thing: Any = None, **kwargs: Any) -> None:
        start = {"audience": "members", "show_author_as": "role-country", "language": user.language}
        kwargs["initial"] = {**start, **(kwargs.get("initial") or {}), **self._values(thing)}
        super().__init__(*args, **kwargs)
        self.thing = thing
        self.fields["topics"].choices = vocabularies.grouped_choices("topic")
        self.fields["language"].choices = vocabularies.choices("language")
        if "country" in self.fields:
            self.fields["country"].choices = [("", self.fields["country"].empty_label), *country_choices()]
        if thing is not None and thing.is_public:
            del self.fields["audience"]

    def _values(self, thing: Any) -> dict[str, Any]:
        if thing is None:
            return {}
        names = (*self.own, "language", "audience", "show_author_as")
        values = {name: getattr(thing, name) for name in names if hasattr(thing, name)}
        return {**values, "topics": [term.slug for term in thing.topics.all()]}

    def clean_topics(self) -> list[str]:
        slugs: list[str] = self.cleaned_data["topics"]
        if len(slugs) > MOST_TOPICS:
            raise forms.ValidationError(_("Three topics at most: which three fit best?"))
        return slugs

    def fields_and_topics(self) -> tuple[dict[str, Any], list[Term]]:
        """Return what the actions take."""
        names = (*self.own, "language", "audience", "show_author_as")
        fields = {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}
        slugs = self.cleaned_data["topics"]
        return fields, [term for term in vocabularies.terms("topic") if term.slug in slugs]


class CountryField(forms.ChoiceField):
    def __init__(self, *, empty_label: Any, **kwargs: Any) -> None:
        self.empty_label = empty_label
        super().__init__(required=False, **kwargs)


class CollectionForm(ShelfForm):
    own = ("title", "why")

    title = forms.CharField(
        label=gettext_lazy("Title"),
        help_text=gettext_lazy("As you would tell a new colleague: “Before we air a smoking room”."),
        min_length=5,
        max_length=120,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    why = forms.CharField(
        label=gettext_lazy("What is it for?"),
        help_text=gettext_lazy("Who should read it, and in which order. It may stay empty."),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )
    field_order = ("title", "why", "topics")


class GapForm(ShelfForm):
    own = ("question", "why", "country")

    question = forms.CharField(
        label=gettext_lazy("What does nobody know yet?"),
        help_text=gettext_lazy("One question, in one line."),
        min_length=10,
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    why = forms.CharField(
        label=gettext_lazy("Why does it matter?"),
        help_text=gettext_lazy("What would you do otherwise if you knew? Write so that nobody can be recognised."),
        min_length=20,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )
    country = CountryField(label=gettext_lazy("Country"), empty_label=gettext_lazy("Any country"))
    field_order = ("question", "why", "topics", "country")


class DocumentForm(KeepsFile, ShelfForm):
    """A file or a link; a law also needs its level. The date is the version's own, never in the future."""

    own = ("title", "kind", "body", "edition", "dated", "country", "legal_level", "summary", "url")

    title = forms.CharField(
        label=gettext_lazy("Title"),
        help_text=gettext_lazy("As it stands on the document."),
        min_length=5,
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    kind = forms.ChoiceField(label=gettext_lazy("What is it?"), widget=forms.RadioSelect)
    body = forms.CharField(
        label=gettext_lazy("Who issued it?"),
        help_text=gettext_lazy("A ministry, a city, an organisation, your own house."),
        min_length=2,
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    dated = forms.DateField(
        label=gettext_lazy("Date of this version"),
        help_text=gettext_lazy("Of a law: the day on which it was like this."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    edition = forms.CharField(
        label=gettext_lazy("Version"), help_text=gettext_lazy("If it has a name: “second edition”."),
        required=False, max_length=60,
    )  # fmt: skip
    country = CountryField(label=gettext_lazy("Country"), empty_label=gettext_lazy("International"))
    legal_level = forms.ChoiceField(label=gettext_lazy("If it is a law: of which level?"), required=False)
    summary = forms.CharField(
        label=gettext_lazy("In your own words"),
        help_text=gettext_lazy("What is in it, and for whom? It may stay empty."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    url = forms.URLField(
        label=gettext_lazy("Where it can be read"),
        help_text=gettext_lazy("An address that begins with https://"),
        required=False,
        max_length=500,
        assume_scheme="https",
    )
    files = FilesField(
        most=1,
        label=gettext_lazy("Or the file itself"),
        help_text=gettext_lazy(
            "PDF, Word (.docx), LibreOffice (.odt), text or a picture; 10 MB at most. It is checked before anybody can "
            "open it. Only what you may hand on, and nothing in which somebody can be recognised."
        ),
        required=False,
    )
    field_order = (
        "title", "kind", "legal_level", "body", "dated", "edition", "country", "url", "files", "summary", "topics",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.find_kept(kwargs["user"])
        self.fields["kind"].choices = vocabularies.choices("resource-kind")
        self.fields["legal_level"].choices = [("", _("It is no law")), *vocabularies.choices("legal-level")]

    def clean_dated(self) -> date:
        dated: date = self.cleaned_data["dated"]
        if dated > clock.today():
            raise forms.ValidationError(_("This day is still to come. Which version lies before you?"))
        if dated.year < 1800:
            raise forms.ValidationError(_("Please check the year."))
        return dated

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        has_file = self.thing is not None and hasattr(self.thing, "file")
        is_wrong = self.errors.get("url") or self.errors.get("files")
        if not data.get("url") and not self.has_file and not has_file and not is_wrong:
            self.add_error("url", _("Please say where it can be read, or put the file on it."))
        if data.get("kind") == LAW and not data.get("legal_level") and "legal_level" not in self.errors:
            self.add_error("legal_level", _("Is it a law of the state, of a region or of a city?"))
        if data.get("kind") and data["kind"] != LAW:
            data["legal_level"] = ""
        return data


class ItemForm(forms.Form):
    """Which list a title comes on, and why; or the name of a new list."""

    collection = forms.TypedChoiceField(
        label=gettext_lazy("On which list?"), coerce=int, empty_value=None, required=False
    )
    title = forms.CharField(
        label=gettext_lazy("Or a new list"), required=False, min_length=5, max_length=120,
        help_text=gettext_lazy("Its title. All members may read it; you can change that on its page."),
    )  # fmt: skip
    why = forms.CharField(
        label=gettext_lazy("Why is it on the list?"),
        help_text=gettext_lazy("One sentence. It may stay empty."),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    use_required_attribute = False

    def __init__(self, *args: Any, lists: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if lists:
            self.fields["collection"].choices = [("", _("A new list")), *lists]
        else:
            del self.fields["collection"]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if not data.get("collection") and not data.get("title") and not self.errors:
            self.add_error("title", _("Please choose a list, or give the new one a title."))
        return data


class SentenceForm(forms.Form):
    """A note with an offer, an answer to one."""

    words = forms.CharField(
        label=gettext_lazy("Your words"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"})
    )
    use_required_attribute = False


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why?"),
        help_text=gettext_lazy("Its readers see this sentence."),
        min_length=5,
        max_length=300,
    )
