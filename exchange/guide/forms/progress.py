"""What do we ask of whoever walks a step? How far it is, what was decided, who looks after it until when, and notes."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.text import capfirst
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from accounts.models import Member
from exchange.guide.models import PathProgress, StepItem
from exchange.guide.paths import called
from portal import clock
from portal.ui.shipped import said

FURTHEST = 3653  # days: ten years
KEPT_AS_THEY_ARE = ("state", "notes", "due_on")


class ProgressForm(forms.Form):
    state = forms.ChoiceField(
        label=_("How far is this step?"),
        choices=[(value, capfirst(words)) for value, words in PathProgress.State.choices],
        widget=forms.RadioSelect,
    )
    owner = forms.ChoiceField(
        label=_("Who looks after it?"),
        required=False,
        help_text=_("Yourself, or a colleague who shows other members to which house they belong."),
    )
    due_on = forms.DateField(
        label=_("Until when?"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Whoever looks after it is reminded once, three days before."),
    )
    notes = forms.CharField(
        label=_("Your notes"),
        required=False,
        max_length=8000,
        help_text=_("Only your team reads them. They go into the document for a council only if you say so each time."),
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
    )

    def __init__(self, *args: Any, user: Any, progress: PathProgress, colleagues: list[Member], **kwargs: Any) -> None:
        self.progress, self.items = progress, list(progress.step.items.all())
        kwargs["initial"] = _start_values(progress, self.items)
        super().__init__(*args, **kwargs)
        self.colleagues = {str(member.pk): member for member in colleagues}
        self.fields["owner"].choices = [
            ("", _t("Nobody yet")),
            *((pk, _called(m, user)) for pk, m in self.colleagues.items()),
        ]
        if not colleagues:
            del self.fields["owner"]
            self.fields["due_on"].help_text = ""
        for item in self.items:
            self.fields[f"tick-{item.slug}"] = forms.BooleanField(label=said(item.question), required=False)
            self.fields[f"decided-{item.slug}"] = forms.CharField(
                label=_("What was decided? (%(question)s)") % {"question": said(item.question)},
                required=False,
                max_length=400,
                widget=forms.Textarea(attrs={"rows": 2, "dir": "auto", "class": "form-control"}),
            )

    @property
    def item_fields(self) -> Iterator[tuple[StepItem, BoundField, BoundField]]:
        for item in self.items:
            yield item, self[f"tick-{item.slug}"], self[f"decided-{item.slug}"]

    def clean_due_on(self) -> Any:
        day = self.cleaned_data["due_on"]
        if day and day != self.progress.due_on:
            if day < clock.today():
                raise forms.ValidationError(_t("This day is past. Choose a later one, or leave it empty."))
            if (day - clock.today()).days > FURTHEST:
                raise forms.ValidationError(_t("This is more than ten years away. Is the year right?"))
        return day

    def fields_to_save(self) -> dict[str, Any]:
        """Return what the action takes. What is no longer asked keeps what was said of it."""
        asked = {item.slug for item in self.items}
        said = {slug: self.cleaned_data[f"decided-{slug}"].strip() for slug in asked}
        kept = {slug: words for slug, words in self.progress.decisions.items() if slug not in asked}
        found = {name: self.cleaned_data[name] for name in KEPT_AS_THEY_ARE}
        found["ticks"] = [item.slug for item in self.items if self.cleaned_data[f"tick-{item.slug}"]]
        found["decisions"] = kept | {slug: words for slug, words in said.items() if words}
        if "owner" in self.fields:
            found["owner"] = self.colleagues.get(self.cleaned_data["owner"])
        return found


def _start_values(progress: PathProgress, items: list[StepItem]) -> dict[str, Any]:
    values: dict[str, Any] = {name: getattr(progress, name) for name in KEPT_AS_THEY_ARE}
    values["owner"] = str(progress.owner_id or "")
    for item in items:
        values[f"tick-{item.slug}"] = item.slug in progress.ticks
        values[f"decided-{item.slug}"] = progress.decisions.get(item.slug, "")
    return values


def _called(member: Member, user: Any) -> str:
    """In the list of their own house a role, and the name of those who show it to all members."""
    role = called(member, user)
    shows_name = member.visibility.get("name") == "members" and not member.user.protected
    return f"{role}: {member.name}" if shows_name and member.user_id != user.pk else role
