"""What do we ask after a visit? Three minutes of feedback, a short report, and the sign-off."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exchange.practices.differences import parts
from exchange.practices.overtaken import Other
from visits.forms.acts import WordForm, text_area
from visits.models import Report, VisitRequest
from visits.report_shapes import shape_of, who_names_house

ANSWERED = [
    ("1", gettext_lazy("not at all")),
    ("2", gettext_lazy("a little")),
    ("3", gettext_lazy("largely")),
    ("4", gettext_lazy("completely")),
]
YES_NO = [("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))]
DESK_WORDS = gettext_lazy("Anything the coordinator should know (only they read it)")
KEPT = gettext_lazy("Was the visitor code kept?")
# What each side is asked, in the order of the form (domain.md 4.6): how much, yes or no, in words.
SCALES: dict[str, dict[str, Any]] = {
    "requester": {
        "prepared": gettext_lazy("Was the preparation enough?"),
        "heard": gettext_lazy("Did peers and service users have time to speak?"),
        "language_ok": gettext_lazy("Did the language work?"),
    },
    "expert": {
        "clear": gettext_lazy("Was it clear beforehand what they wanted?"),
        "prepared": gettext_lazy("Was the group prepared?"),
    },
}
CHECKS: dict[str, dict[str, Any]] = {
    "requester": {"code_kept": KEPT, "recommend": gettext_lazy("Would you recommend this kind of visit?")},
    "expert": {"code_kept": KEPT, "again": gettext_lazy("Would you do it again?")},
    "host": {"code_kept": KEPT, "again": gettext_lazy("Would you receive visitors again?")},
}
WORDS: dict[str, dict[str, Any]] = {
    "requester": {
        "surprised": gettext_lazy("What surprised you?"),
        "try": gettext_lazy("One thing you will try"),
        "for_host": gettext_lazy(
            "One thing that whoever received or advised you should know (only they and the coordinators read it)"
        ),
        "private": DESK_WORDS,
    },
    "expert": {
        "hours": gettext_lazy("How many hours did it take you?"),
        "burden": gettext_lazy("What did it cost the team and the service users?"),
        "learned": gettext_lazy("What did you learn?"),
        "private": DESK_WORDS,
    },
}
# The house answers what the expert answers; only whether it would receive people again is its own question.
SCALES["host"], WORDS["host"] = SCALES["expert"], WORDS["expert"]
# What the other side reads, and which of it only the host. All else is the coordinators': it never becomes a rating.
MEANT_FOR_OTHERS = ("surprised", "try", "for_host", "learned")
FOR_HOST_ALONE = "for_host"

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
        for slug, label in SCALES[side].items():
            self.fields[slug] = _choice(label, ANSWERED, required=slug not in IF_YOU_LIKE)
        for slug, label in CHECKS[side].items():
            self.fields[slug] = _choice(label, YES_NO)
        for slug, label in WORDS[side].items():
            self.fields[slug] = forms.CharField(label=label, required=False, max_length=1000, widget=text_area(2))

    def answers(self) -> dict[str, str]:
        return {name: value for name, value in self.cleaned_data.items() if value}


def in_words(asked: VisitRequest, side: str, answers: dict[str, str]) -> list[tuple[str, str]]:
    """Return everything one side said, as (question, answer) pairs: for whoever wrote it, and for coordinators."""
    said = {**dict(ANSWERED), **dict(YES_NO)}
    labels: dict[str, Any] = {f"question_{n}": question for n, question in enumerate(asked.questions, 1)}
    labels |= {**SCALES[side], **CHECKS[side], **WORDS[side]}
    return [
        (str(label), str(said.get(answers[slug], answers[slug]))) for slug, label in labels.items() if slug in answers
    ]


def for_the_other_side(side: str, answers: dict[str, str], *, is_host: bool) -> list[tuple[str, str]]:
    """Return what the other side may read of it: words that are meant for it, some of them for the host alone."""
    return [
        (str(label), answers[slug])
        for slug, label in WORDS[side].items()
        if slug in answers and slug in MEANT_FOR_OTHERS and (is_host or slug != FOR_HOST_ALONE)
    ]


def _choice(label: Any, choices: Any, *, required: bool = True) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=choices,
        required=required,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Please choose one.")},
    )


PLANS = 5
PLANS_SHOWN = 3
TEXTS = (
    "title", "took_part", "saw_problem", "what_we_saw", "saw_who", "saw_involvement", "what_differs", "what_not",
    "host_learned", "materials_received", "follow_up_asked",
)  # fmt: skip


def _words(label: Any, most: int, rows: int = 3, help_text: Any = "", **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=most, required=False, widget=text_area(rows), help_text=help_text, **more
    )


class ReportForm(forms.Form):
    """The report, half filled in from the request; `complete` is set when it is to be sent."""

    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=120,
        error_messages={"required": gettext_lazy("Please give it a title of at least 10 letters.")},
    )
    took_part = _words(gettext_lazy("Who took part, by role?"), 500, 2, gettext_lazy("Roles, never names."))
    saw_problem = _words(gettext_lazy("Which problem had they to solve?"), 2000)
    what_we_saw = forms.CharField(
        label=gettext_lazy("What did you see?"),
        help_text=gettext_lazy("As to a colleague who stayed at home. No names, nobody who can be recognised."),
        error_messages={"required": gettext_lazy("Please tell what you saw in a few sentences.")},
        max_length=4000,
        widget=text_area(8),
    )
    saw_who = _words(gettext_lazy("Who does it there?"), 1500, 2, gettext_lazy("Roles, number, training, paid peers."))
    saw_involvement = _words(gettext_lazy("How are service users involved there?"), 1000, 2)
    what_differs = _words(
        gettext_lazy("What is different at home?"), 2000, 3, gettext_lazy("Law, money, drugs, people.")
    )
    what_not = _words(gettext_lazy("What will you not copy, and why?"), 2000)
    host_learned = _words(gettext_lazy("What did the house learn, as far as you heard?"), 2000, 2)
    materials_received = _words(gettext_lazy("Which materials did you get?"), 1000, 2)
    follow_up_asked = _words(gettext_lazy("What would you still like to know or do together?"), 1000, 2)
    host_shown = forms.ChoiceField(
        label=gettext_lazy("How may your own house be named, when it becomes a practice?"),
        choices=Report.HostShown,
        widget=forms.RadioSelect,
        required=False,
    )

    def __init__(self, *args: Any, report: Report, asked: VisitRequest, complete: bool, **kwargs: Any) -> None:
        initial = {name: getattr(report, name) for name in self.base_fields}
        super().__init__(*args, initial=initial, **kwargs)
        self.asked, self.complete, self.shape = asked, complete, shape_of(asked)
        for name in self.shape.leaves_out:
            del self.fields[name]
        for name, label in self.shape.labels.items():
            if name in self.fields:
                self.fields[name].label = label
        if who_names_house(asked) != "writer":
            del self.fields["host_shown"]
        for number, question in enumerate(asked.questions, 1):
            kept = report.answers[number - 1] if number <= len(report.answers) else ""
            self.fields[f"answer_{number}"] = _words(question, 2000, initial=kept)
        self.plan_rows = min(PLANS, max(PLANS_SHOWN, len(report.plans) + 1))
        for number in range(1, self.plan_rows + 1):
            self._add_plan(number, report.plans[number - 1] if number <= len(report.plans) else {})
        if not complete:
            for field in self.fields.values():
                field.required = False

    def _add_plan(self, number: int, kept: dict[str, str]) -> None:
        for part, label, most in (
            ("what", _("What?"), 500), ("who", _("Who?"), 120), ("by", _("By when?"), 60),
        ):  # fmt: skip
            self.fields[f"plan_{number}_{part}"] = forms.CharField(
                label=label, max_length=most, required=False, initial=kept.get(part, "")
            )

    def about(self) -> list[Any]:
        return self._bound("title", "took_part", *(name for name in self.fields if name.startswith("answer_")))

    def seen(self) -> list[Any]:
        return self._bound("saw_problem", "what_we_saw", "saw_who", "saw_involvement", "what_differs")

    def plans(self) -> list[tuple[int, list[Any]]]:
        return [
            (number, [self[f"plan_{number}_{part}"] for part in ("what", "who", "by")])
            for number in range(1, self.plan_rows + 1)
        ]

    def plans_label(self) -> Any:
        return self.shape.labels.get("plans", _("What will you do, who, and by when?"))

    def more(self) -> list[Any]:
        return self._bound("what_not", "host_learned", "materials_received", "follow_up_asked", "host_shown")

    def _bound(self, *names: str) -> list[Any]:
        return [self[name] for name in names if name in self.fields]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for number in range(1, self.plan_rows + 1):
            who_or_when = cleaned.get(f"plan_{number}_who") or cleaned.get(f"plan_{number}_by")
            if who_or_when and not cleaned.get(f"plan_{number}_what"):
                self.add_error(f"plan_{number}_what", _("Please say what is to be done."))
        if not self.complete:
            return cleaned
        if "title" in cleaned and len(cleaned["title"]) < 10:
            self.add_error("title", _("Please give it a title of at least 10 letters."))
        if "what_we_saw" in cleaned and len(cleaned["what_we_saw"]) < 40:
            self.add_error("what_we_saw", _("Please tell what you saw in a few sentences."))
        if self.shape.needs_plans and not self._plans():
            self.add_error(
                "plan_1_what", _("This kind of request ends in a list of what you will do: please name one thing.")
            )
        return cleaned

    def _plans(self) -> list[dict[str, str]]:
        rows = [
            {part: self.cleaned_data.get(f"plan_{number}_{part}", "") for part in ("what", "who", "by")}
            for number in range(1, self.plan_rows + 1)
        ]
        return [row for row in rows if row["what"]]

    def fields_to_save(self) -> dict[str, Any]:
        texts = {name: self.cleaned_data[name] for name in TEXTS if name in self.fields}
        if self.cleaned_data.get("host_shown"):
            texts["host_shown"] = self.cleaned_data["host_shown"]
        answers = [self.cleaned_data[name] for name in self.fields if name.startswith("answer_")]
        return {**texts, "answers": answers, "plans": self._plans()}

    def others(self, stands: "ReportForm") -> list[Other]:
        """Return where the typed words differ from the form as it would be shown now."""
        found = []
        for name, field in stands.fields.items():
            there, typed = stands.get_initial_for_field(field, name) or "", self.cleaned_data.get(name) or ""
            if str(there).strip() != str(typed).strip():
                found.append(Other(str(field.label), parts(str(there), str(typed))))
        return found


class SignOffForm(WordForm):
    """What should change, when it is sent back."""


class AcceptForm(forms.Form):
    """What the other side adds when it signs the report off: what it learned, and how the house may be named."""

    host_learned = _words(gettext_lazy("What did you learn yourself?"), 2000)
    host_shown = forms.ChoiceField(
        label=gettext_lazy("How may your house be named?"),
        help_text=gettext_lazy("In the report, and in the practice that may come of it."),
        choices=Report.HostShown,
        widget=forms.RadioSelect,
        required=False,
    )

    def __init__(self, *args: Any, report: Report, asked: VisitRequest, **kwargs: Any) -> None:
        initial = {"host_learned": report.host_learned, "host_shown": report.host_shown}
        super().__init__(*args, initial=initial, auto_id="accept_%s", **kwargs)
        shape = shape_of(asked)
        if shape.needs_both:
            self.fields["host_learned"].required = True
            self.fields["host_learned"].error_messages["required"] = _(
                "This note is of both sides: please add a sentence of yours."
            )
        if who_names_house(asked) != "signer":
            del self.fields["host_shown"]

    def words(self) -> dict[str, str]:
        return {name: value for name, value in self.cleaned_data.items() if value}
