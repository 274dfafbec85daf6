"""What do we ask of somebody who asks? One line, some words more, and who may read it."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from exchange.discussion.actions import MOST_CHARACTERS
from exchange.discussion.actions.asking import MOST_TOPICS
from exchange.discussion.models import Question
from exchange.practices.models import Practice
from portal.audiences import is_wider
from portal.vocabularies import queries as vocabularies
from portal.vocabularies.models import Term

KEPT_AS_THEY_ARE = ("title", "body", "audience", "show_author_as", "language")


class QuestionForm(forms.Form):
    """A new question, or one that is changed: then its readers can only become fewer."""

    title = forms.CharField(
        label=_("What do you want to know?"),
        help_text=_("One line, as you would ask it at the table."),
        min_length=10,
        max_length=160,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    topics = forms.MultipleChoiceField(
        label=_("Topic"), help_text=_("One to three."), widget=forms.CheckboxSelectMultiple
    )
    body = forms.CharField(
        label=_("What should others know to answer?"),
        help_text=_("Your room, what you tried, what you need it for. Write so that nobody can be recognised."),
        required=False,
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
    )
    audience = forms.ChoiceField(
        label=_("Who may read this?"), help_text=_("Answers have the same readers."), widget=forms.RadioSelect
    )
    show_author_as = forms.ChoiceField(label=_("Show me as"), widget=forms.RadioSelect)
    language = forms.ChoiceField(label=_("Language of this text"))

    def __init__(self, *args: Any, user: Any, question: Question | None = None, **kwargs: Any) -> None:
        kwargs["initial"] = _start_values(user, question)
        super().__init__(*args, **kwargs)
        self.fields["topics"].choices = vocabularies.grouped_choices("topic")
        self.fields["language"].choices = vocabularies.choices("language")
        self.fields["audience"].choices = _audiences(question)
        self.fields["show_author_as"].choices = [(value, capfirst(label)) for value, label in Practice.ShowAs.choices]

    def clean_topics(self) -> list[str]:
        slugs: list[str] = self.cleaned_data["topics"]
        if len(slugs) > MOST_TOPICS:
            raise forms.ValidationError(_("Three topics at most: which three fit best?"))
        return slugs

    def fields_and_topics(self) -> tuple[dict[str, Any], list[Term]]:
        """Return what the actions take."""
        fields = {name: self.cleaned_data[name] for name in KEPT_AS_THEY_ARE}
        slugs = self.cleaned_data["topics"]
        return fields, [term for term in vocabularies.terms("topic") if term.slug in slugs]


def _start_values(user: Any, question: Question | None) -> dict[str, Any]:
    if question is None:
        return {
            "audience": Question.Audience.MEMBERS,
            "show_author_as": Practice.ShowAs.ROLE_AND_COUNTRY,
            "language": user.language,
        }
    values: dict[str, Any] = {name: getattr(question, name) for name in KEPT_AS_THEY_ARE}
    return {**values, "topics": [term.slug for term in question.topics.all()]}


def _audiences(question: Question | None) -> list[tuple[str, Any]]:
    return [
        (value, capfirst(label))
        for value, label in Question.Audience.choices
        if question is None or not is_wider(value, question.audience)
    ]
