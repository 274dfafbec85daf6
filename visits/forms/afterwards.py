"""What do we ask after a visit? Three minutes of feedback, a short report, and the sign-off."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from visits.forms.acts import WordForm, text_area
from visits.models import Report, VisitRequest

ANSWERED = [
    ("1", gettext_lazy("not at all")),
    ("2", gettext_lazy("a little")),
    ("3", gettext_lazy("largely")),
    ("4", gettext_lazy("completely")),
]
YES_NO = [("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))]
# What each side is asked, in the order of the form. The page shows "private" to coordinators alone.
WORDS: dict[str, dict[str, Any]] = {
    "requester": {
        "surprised": gettext_lazy("What surprised you?"),
        "try": gettext_lazy("One thing you will try"),
        "private": gettext_lazy("Anything the coordinator should know (only they read it)"),
    },
    "expert": {
        "hours": gettext_lazy("How many hours did it take you?"),
        "burden": gettext_lazy("What did it cost the team and the service users?"),
        "learned": gettext_lazy("What did you learn?"),
        "private": gettext_lazy("Anything the coordinator should know (only they read it)"),
    },
}
CHECKS: dict[str, dict[str, Any]] = {
    "requester": {
        "prepared": gettext_lazy("Was the preparation enough?"),
        "heard": gettext_lazy("Did peers and service users have time to speak?"),
        "language_ok": gettext_lazy("Did the language work?"),
        "code_kept": gettext_lazy("Was the visitor code kept?"),
        "recommend": gettext_lazy("Would you recommend this kind of visit?"),
    },
    "expert": {
        "clear": gettext_lazy("Was it clear beforehand what they wanted?"),
        "prepared": gettext_lazy("Was the group prepared?"),
        "code_kept": gettext_lazy("Was the visitor code kept?"),
        "again": gettext_lazy("Would you do it again?"),
    },
}

# Three minutes: these may be left out.
IF_YOU_LIKE = frozenset({"prepared", "heard", "clear"})


class FeedbackForm(forms.Form):
    """The questions of one side; the answers are kept by question number and by slug."""

    def __init__(self, *args: Any, asked: VisitRequest, side: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked, self.side = asked, side
        if side == "requester":
            for number, question in enumerate(asked.questions, 1):
                label = _("Was this answered: “%s”") % question
                self.fields[f"question_{number}"] = _choice(label, ANSWERED)
        for slug, label in CHECKS[side].items():
            self.fields[slug] = _choice(label, YES_NO, required=slug not in IF_YOU_LIKE)
        for slug, label in WORDS[side].items():
            self.fields[slug] = forms.CharField(label=label, required=False, max_length=1000, widget=text_area(2))

    def answers(self) -> dict[str, str]:
        return {name: value for name, value in self.cleaned_data.items() if value}


def in_words(asked: VisitRequest, side: str, answers: dict[str, str], *, private: bool) -> list[tuple[str, str]]:
    """Return (question, answer) pairs; what was meant for the coordinator only with `private`."""
    said = {**dict(ANSWERED), **dict(YES_NO)}
    labels: dict[str, Any] = {f"question_{n}": question for n, question in enumerate(asked.questions, 1)}
    labels |= {**CHECKS[side], **WORDS[side]}
    return [
        (str(label), str(said.get(answers[slug], answers[slug])))
        for slug, label in labels.items()
        if slug in answers and (private or slug != "private")
    ]


def _choice(label: Any, choices: Any, *, required: bool = True) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=choices,
        required=required,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Please choose one.")},
    )


class ReportForm(forms.Form):
    """The report, half filled in from the request; `complete` is set when it is to be sent."""

    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=120,
        error_messages={"required": gettext_lazy("Please give it a title of at least 10 letters.")},
    )
    what_we_saw = forms.CharField(
        label=gettext_lazy("What did you see?"),
        help_text=gettext_lazy("As to a colleague who stayed at home. No names, nobody who can be recognised."),
        error_messages={"required": gettext_lazy("Please tell what you saw in a few sentences.")},
        max_length=4000,
        widget=text_area(8),
    )
    what_differs = forms.CharField(
        label=gettext_lazy("What is different at home?"),
        help_text=gettext_lazy("Law, money, drugs, people."),
        max_length=2000,
        required=False,
        widget=text_area(),
    )
    what_we_will_do = forms.CharField(
        label=gettext_lazy("What will you do, who, and by when?"), max_length=2000, required=False, widget=text_area()
    )
    what_not = forms.CharField(
        label=gettext_lazy("What will you not copy, and why?"), max_length=2000, required=False, widget=text_area()
    )

    def __init__(self, *args: Any, report: Report, asked: VisitRequest, complete: bool, **kwargs: Any) -> None:
        initial = {name: getattr(report, name) for name in self.base_fields}
        super().__init__(*args, initial=initial, **kwargs)
        self.asked, self.complete = asked, complete
        for number, question in enumerate(asked.questions, 1):
            kept = report.answers[number - 1] if number <= len(report.answers) else ""
            self.fields[f"answer_{number}"] = forms.CharField(
                label=question, initial=kept, max_length=2000, required=False, widget=text_area()
            )
        self.order_fields(["title", *(name for name in self.fields if name.startswith("answer_"))])
        if not complete:
            for field in self.fields.values():
                field.required = False

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.complete and "title" in cleaned and len(cleaned["title"]) < 10:
            self.add_error("title", _("Please give it a title of at least 10 letters."))
        if self.complete and "what_we_saw" in cleaned and len(cleaned["what_we_saw"]) < 40:
            self.add_error("what_we_saw", _("Please tell what you saw in a few sentences."))
        return cleaned

    def fields_to_save(self) -> dict[str, Any]:
        names = ("title", "what_we_saw", "what_differs", "what_we_will_do", "what_not")
        answers = [self.cleaned_data[name] for name in self.fields if name.startswith("answer_")]
        return {**{name: self.cleaned_data[name] for name in names}, "answers": answers}


class SignOffForm(WordForm):
    """What should change, when it is sent back."""
