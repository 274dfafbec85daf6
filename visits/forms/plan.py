"""What does it cost, and what happens when? Rows of small forms; empty ones are left out."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.vocabularies import queries as vocabularies
from visits.actions.preparing import CostRow, Line
from visits.fees import Peer
from visits.forms.days import hour_field
from visits.models import AgendaLine, Cost

BLANK = 3
MOST = 40
LEAST_WORD = 10


class RowForm(forms.Form):
    """One line; `counts` says whether anything was typed in it. Without its leading answer it is left out."""

    leading = ""

    @property
    def counts(self) -> bool:
        return bool(self.cleaned_data.get(self.leading))


class CostForm(RowForm):
    leading = "kind"
    kind = forms.ChoiceField(
        label=gettext_lazy("What for?"),
        required=False,
        choices=lambda: [("", _("Nothing: leave this line out")), *vocabularies.choices("cost-kind")],
    )
    amount = forms.DecimalField(
        label=gettext_lazy("How much?"),
        required=False,
        min_value=0,
        max_digits=9,
        decimal_places=2,
        error_messages={"invalid": gettext_lazy("Please give a number, for instance 150.")},
    )
    currency = forms.RegexField(
        r"^[A-Z]{3}$",
        label=gettext_lazy("Currency"),
        required=False,
        initial="EUR",
        error_messages={"invalid": gettext_lazy("Three capital letters, for instance EUR or CHF.")},
    )
    payer = forms.ChoiceField(
        label=gettext_lazy("Who pays?"),
        required=False,
        choices=lambda: [
            ("requester", _("Whoever asks")), ("host", _("The house")), ("grant", _("A grant")), ("unclear", _("Not clear yet")),
        ],
    )  # fmt: skip
    note = forms.CharField(label=gettext_lazy("A word (if you like)"), required=False, max_length=120)
    is_settled = forms.BooleanField(label=gettext_lazy("Settled"), required=False)
    whose = forms.TypedChoiceField(
        label=gettext_lazy("Whose fee?"), required=False, coerce=int, empty_value=None, choices=[]
    )
    waived_word = forms.CharField(
        label=gettext_lazy("Or no fee, in the peer worker’s own words"),
        help_text=gettext_lazy("Only for a peer worker of the group who said so."),
        required=False,
        max_length=200,
    )

    def __init__(self, *args: Any, peers: Sequence[Peer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        experts = [(peer.invitation.pk, peer.who) for peer in peers if peer.invitation]
        self.fields["whose"].choices = [("", _("Of somebody in the group")), *experts]
        if not experts:
            del self.fields["whose"]
        if not any(peer.invitation is None for peer in peers):
            del self.fields["waived_word"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not cleaned.get("kind"):
            if any(cleaned.get(name) for name in ("amount", "note", "waived_word")):
                self.add_error("kind", _("Please say what it is for."))
            return cleaned
        word = cleaned.get("waived_word", "")
        if cleaned["kind"] == "peer-fee" and not cleaned.get("amount") and "amount" not in self.errors:
            if cleaned.get("whose") or not word:
                self.add_error("amount", _("Please name the fee: a peer worker is never asked to work for nothing."))
            elif len(word) < LEAST_WORD:
                self.add_error("waived_word", _("Please write what they said in a sentence of their own."))
        if word and cleaned["kind"] != "peer-fee":
            self.add_error("waived_word", _("Only a peer worker’s fee is refused here."))
        return cleaned

    def row(self) -> CostRow:
        said = self.cleaned_data
        return CostRow(
            kind=said["kind"],
            payer=said["payer"] or "unclear",
            amount=said["amount"],
            currency=said["currency"] or "EUR",
            note=said["note"],
            is_settled=said["is_settled"],
            invitation_id=said.get("whose"),
            waived_word=said.get("waived_word", ""),
        )


def cost_forms(rows: Iterable[Cost], data: Mapping[str, Any] | None, peers: Sequence[Peer]) -> list[CostForm]:
    """Return a form for each line that can be changed, and some empty ones."""
    initial: list[dict[str, Any]] = [
        {
            "kind": row.kind, "amount": row.amount, "currency": row.currency, "payer": row.payer, "note": row.note,
            "is_settled": row.is_settled, "whose": row.invitation_id, "waived_word": row.waived_word,
        }
        for row in rows
        if not row.waived_by_id
    ]  # fmt: skip
    initial += [{}] * BLANK
    initial += [{}] * (_typed(data, "cost", len(initial)) - len(initial))
    return [CostForm(data, initial=row, peers=peers, prefix=f"cost{n}") for n, row in enumerate(initial, 1)]


class AgendaForm(RowForm):
    leading = "what"
    day = forms.TypedChoiceField(label=gettext_lazy("Day"), required=False, coerce=int, empty_value=1)
    what = forms.CharField(label=gettext_lazy("What?"), required=False, max_length=200)
    where = forms.CharField(label=gettext_lazy("Where?"), required=False, max_length=120)
    whom = forms.CharField(label=gettext_lazy("With whom? By role, no names"), required=False, max_length=120)

    def __init__(self, *args: Any, days: Sequence[date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        from visits.hours import day_in_words

        self.fields["day"].choices = [(number, day_in_words(day)) for number, day in enumerate(days, 1)]
        for name, label in (("from_hour", _("From")), ("to_hour", _("To (if you know)"))):
            self.fields[name] = hour_field(label, "")
            self.fields[name].required = False
        self.order_fields(("day", "from_hour", "to_hour", "what", "where", "whom"))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = cleaned.get("from_hour"), cleaned.get("to_hour")
        if cleaned.get("what") and not first and "from_hour" not in self.errors:
            self.add_error("from_hour", _("At which hour?"))
        if first and not cleaned.get("what"):
            self.add_error("what", _("Please say what happens then, or empty the hour."))
        if first and last and last <= first:
            self.add_error("to_hour", _("The end must be later than the start."))
        return cleaned

    def line(self) -> Line:
        said = self.cleaned_data
        return Line(said["day"], said["from_hour"], said["what"], said["to_hour"], said["where"], said["whom"])


def agenda_forms(rows: Iterable[AgendaLine], data: Mapping[str, Any] | None, days: Sequence[date]) -> list[AgendaForm]:
    names = ("day", "from_hour", "to_hour", "what", "where", "whom")
    initial = [{name: getattr(row, name) for name in names} for row in rows]
    initial += [{}] * max(BLANK, BLANK + len(days) - len(initial))
    initial += [{}] * (_typed(data, "line", len(initial)) - len(initial))
    return [AgendaForm(data, initial=row, days=days, prefix=f"line{n}") for n, row in enumerate(initial, 1)]


def _typed(data: Mapping[str, Any] | None, prefix: str, shown: int) -> int:
    """Return how many lines the typed form had: somebody else may have taken lines away since it was shown."""
    numbers = [name.removeprefix(prefix).split("-")[0] for name in data or () if name.startswith(prefix)]
    typed = [int(number) for number in numbers if number.isascii() and number.isdecimal() and len(number) < 3]
    return min(MOST, max([shown, *typed]))
