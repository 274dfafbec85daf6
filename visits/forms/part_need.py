"""What do they need, and what do they want to learn? Parts 1 and 2 of the request."""

from typing import Any

from crispy_forms.layout import HTML, Div, Field, Layout
from django import forms
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.vocabularies import queries as vocabularies
from portal.vocabularies.models import Term
from visits.completeness import MOST_QUESTIONS
from visits.forms.request_parts import PartForm
from visits.kinds import KINDS
from visits.models import VisitRequest


def kind_choices() -> list[tuple[str, SafeString]]:
    """Return each kind with one line of what it is."""
    return [
        (term.slug, format_html('<b>{}</b> <span class="hint">{}</span>', _(term.label), _(term.scope)))
        for term in vocabularies.terms("request-kind")
        if term.slug in KINDS
    ]


class KindForm(forms.Form):
    """The first page: which of the six."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What do you need?"),
        choices=kind_choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Please choose what you need.")},
    )


TRAVELS = (
    ("requester", gettext_lazy("We come to a room that is open")),
    ("experts", gettext_lazy("Somebody comes to us")),
    ("nobody", gettext_lazy("Nobody: we call each other")),
)
HOUSE_OF = {"requester": "facility", "experts": "own", "nobody": "none"}


class NeedForm(PartForm):
    part = 1
    kind = forms.ChoiceField(label=gettext_lazy("What do you need?"), choices=kind_choices, widget=forms.RadioSelect)
    travels = forms.ChoiceField(
        label=gettext_lazy("Who would travel?"),
        help_text=gettext_lazy("Only for advice on opening a room. It can still change when you plan together."),
        choices=TRAVELS,
        widget=forms.RadioSelect,
    )

    class Meta(PartForm.Meta):
        fields = ["kind", "travels"]

    def lay_out(self) -> None:
        self.helper.layout = Layout("kind", Div(Field("travels"), css_class="only-implementation"))

    def fill_instance(self) -> None:
        kind = KINDS.get(self.instance.kind)
        if kind is None or kind.travels != "either":
            self.instance.travels = ""
        self.instance.hosting = HOUSE_OF.get(self.instance.travels, "")
        if kind:
            self.instance.duration_days = min(self.instance.duration_days, kind.days)
            self.instance.group_size = min(self.instance.group_size, kind.max_group)

    def fields_to_save(self) -> dict[str, Any]:
        names = ("kind", "travels", "hosting", "duration_days", "group_size")
        return {name: getattr(self.instance, name) for name in names}


def _ordinal_label(number: int) -> str:
    return {
        1: _("Your first question"),
        2: _("A second question, if you have one"),
        3: _("A third question, if you have one"),
    }[number]


ordinal_label = lazy(_ordinal_label, str)


class QuestionsForm(PartForm):
    part = 2
    topics_chosen = forms.MultipleChoiceField(
        label=gettext_lazy("Topic"),
        help_text=gettext_lazy("One to three."),
        choices=lambda: vocabularies.grouped_choices("topic"),
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta(PartForm.Meta):
        model = VisitRequest
        fields = ["title", "why_now"]
        labels = {"title": gettext_lazy("In one line"), "why_now": gettext_lazy("Why now?")}
        help_texts = {
            "why_now": gettext_lazy(
                "What has happened, and what would be better afterwards? Two or three sentences, at least 100 letters. "
                "It is what makes a host say yes."
            )
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.base_fields["why_now"].widget.attrs["rows"] = 5
        super().__init__(*args, **kwargs)

    def lay_out(self) -> None:
        asked = self.instance.questions
        for number in range(1, MOST_QUESTIONS + 1):
            self.fields[f"question_{number}"] = forms.CharField(
                label=ordinal_label(number),
                help_text=_("Ask it as you would ask a colleague, in 20 to 400 letters. One good one is enough.")
                if number == 1
                else "",
                widget=forms.Textarea(attrs={"rows": 3}),
                required=False,
                initial=asked[number - 1] if len(asked) >= number else "",
            )
        if self.instance.pk:
            self.fields["topics_chosen"].initial = [topic.slug for topic in self.instance.topics.all()]
        questions = [f"question_{number}" for number in range(1, MOST_QUESTIONS + 1)]
        self.helper.layout = Layout(
            "title",
            "question_1",
            HTML(f'<details class="more"{" open" if self._has_more_questions() else ""}>'),
            HTML("<summary>{% translate 'Add another question' %}</summary>"),
            *questions[1:],
            HTML("</details>"),
            "why_now",
            "topics_chosen",
        )

    def _has_more_questions(self) -> bool:
        return len(self.instance.questions) > 1 or any(
            self.data.get(f"question_{number}") for number in range(2, MOST_QUESTIONS + 1)
        )

    def asked(self) -> list[tuple[int, str]]:
        """Return (number of its field, question) for each that was written."""
        cleaned = getattr(self, "cleaned_data", {})
        rows = ((number, cleaned.get(f"question_{number}") or "") for number in range(1, MOST_QUESTIONS + 1))
        return [(number, text) for number, text in rows if text]

    def fill_instance(self) -> None:
        self.instance.questions = [text for _number, text in self.asked()]

    def field_of(self, name: str) -> str | None:
        if name == "topics":
            return "topics_chosen"
        if name.startswith("question_") and (asked := self.asked()):
            return f"question_{asked[int(name[-1]) - 1][0]}"
        return super().field_of(name)

    def topics(self) -> list[Term] | None:
        chosen = getattr(self, "cleaned_data", {}).get("topics_chosen") or []
        return [term for term in vocabularies.terms("topic") if term.slug in chosen]

    def fields_to_save(self) -> dict[str, Any]:
        return {**super().fields_to_save(), "questions": self.instance.questions}
