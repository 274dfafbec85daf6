"""What do we ask of a coordinator who writes a step anew? All its words, and what there is to decide."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.text import slugify
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from exchange.guide.forms.claims import language_field
from exchange.guide.forms.words import Line, Words
from exchange.guide.models import Step
from portal.vocabularies import queries as vocabularies

# Empty places for something new to decide.
NEW = 2


class StepForm(forms.ModelForm):
    """The words of a step, what to mind under which law, and its checklist; and with which version its writer began."""

    seen = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Step
        fields = (*Step.WORDS, "language")
        labels = {
            "title": _("Title"),
            "lead": _("In one or two sentences"),
            "text": _("Text"),
            "ask": _("The first question of a request that starts here"),
            "caution": _("What to mind about the titles"),
            "example": _("An example from the record of rooms"),
        }
        help_texts = {"example": _("Its source stands beside it; an administrator chooses it.")}
        field_classes = {name: Words if name == "text" else Line for name in Step.WORDS}
        widgets = {name: forms.Textarea(attrs={"rows": 10 if name == "text" else 2}) for name in Step.WORDS}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"] = language_field(self.instance.language)
        self.bases = {slug: label for slug, label in vocabularies.choices("legal-basis") if slug != "unknown"}
        for basis, label in self.bases.items():
            self.fields[f"under-{basis}"] = Line(
                label=label, required=False, max_length=300, initial=self.instance.contexts.get(basis, "")
            )
        self.slugs = [item.slug for item in self.instance.items.all()] + [""] * NEW
        items = [*self.instance.items.all(), *[None] * NEW]
        for number, item in enumerate(items):
            for name, label, most in (("question", _("To decide"), 120), ("why", _("Why"), 200)):
                self.fields[f"{name}-{number}"] = Line(
                    label=label, required=False, max_length=most, initial=getattr(item, name, "")
                )

    @property
    def under(self) -> Iterator[BoundField]:
        return (self[f"under-{basis}"] for basis in self.bases)

    @property
    def to_decide(self) -> Iterator[tuple[int, BoundField, BoundField]]:
        return ((n + 1, self[f"question-{n}"], self[f"why-{n}"]) for n in range(len(self.slugs)))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        for number in range(len(self.slugs)):
            if bool(given.get(f"question-{number}")) != bool(given.get(f"why-{number}")):
                name = f"question-{number}" if given.get(f"why-{number}") else f"why-{number}"
                self.add_error(name, _t("Question and reason belong together: write both, or leave both empty."))
        if not self.items():
            self.add_error("question-0", _t("A step has at least one thing to decide."))
        return given

    def words(self) -> dict[str, Any]:
        given = self.cleaned_data
        contexts = {basis: given[f"under-{basis}"] for basis in self.bases if given[f"under-{basis}"]}
        kept = {basis: words for basis, words in self.instance.contexts.items() if basis not in self.bases}
        return {**{name: given[name] for name in (*Step.WORDS, "language")}, "contexts": kept | contexts}

    def items(self) -> list[dict[str, str]]:
        """Return what is to be decided; what is new gets a slug of its own, made from its question."""
        found: list[dict[str, str]] = []
        for number, known in enumerate(self.slugs):
            question = self.cleaned_data.get(f"question-{number}", "")
            why = self.cleaned_data.get(f"why-{number}", "")
            if question and why:
                taken = {*self.slugs, *(item["slug"] for item in found)}
                found.append({"slug": known or _free(slugify(question), taken), "question": question, "why": why})
        return found


def _free(slug: str, taken: set[str]) -> str:
    start = slug[:30].strip("-") or "item"
    names = [start, *(f"{start}-{number}" for number in range(2, 99))]
    return next(name for name in names if name not in taken)
