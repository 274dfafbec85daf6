"""What does a coordinator say who is away, or hands a request over?"""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Coordinator
from portal import clock
from visits.forms.acts import text_area
from visits.models import VisitRequest

LONGEST = timedelta(days=366)


class CoordinatorField(forms.ModelChoiceField):
    """Coordinators know each other by name."""

    def label_from_instance(self, obj: Any) -> str:
        member = getattr(obj.user, "member", None)
        return member.name if member else str(obj)


def _here() -> Any:
    rows = Coordinator.objects.filter(is_active=True, user__is_active=True).exclude(away_until__gte=clock.today())
    return rows.select_related("user__member").order_by("pk")


class AwayForm(forms.Form):
    until = forms.DateField(
        label=gettext_lazy("Last day on which you are away"), widget=forms.DateInput(attrs={"type": "date"})
    )
    deputy = CoordinatorField(
        label=gettext_lazy("Who stands in for you"),
        queryset=Coordinator.objects.none(),
        required=False,
        empty_label=gettext_lazy("Whoever else coordinates the country"),
    )

    def __init__(self, *args: Any, role: Coordinator, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["deputy"].queryset = _here().exclude(pk=role.pk)  # type: ignore[attr-defined]  # a model choice

    def clean_until(self) -> Any:
        day = self.cleaned_data["until"]
        if day < clock.today():
            raise forms.ValidationError(_("This day is past. Please name the last day on which you are away."))
        if day > clock.today() + LONGEST:
            raise forms.ValidationError(
                _("That is more than a year. Whoever is away longer should hand the role over.")
            )
        return day


class HandOverForm(forms.Form):
    to = CoordinatorField(label=gettext_lazy("Who goes on with it"), queryset=Coordinator.objects.none())
    note = forms.CharField(
        label=gettext_lazy("What should they know?"),
        help_text=gettext_lazy("It is added to the private note; only coordinators read it."),
        widget=text_area(),
        min_length=10,
        max_length=600,
    )

    def __init__(self, *args: Any, asked: VisitRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = _here().exclude(pk=asked.coordinator_id)  # type: ignore[attr-defined]  # as above
