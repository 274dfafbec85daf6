"""Who comes, whom do they want to meet, who pays? Part 5 of the request."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.vocabularies import queries as vocabularies
from visits.completeness import group_travels
from visits.forms.part_place import with_blank
from visits.forms.request_parts import PartForm
from visits.kinds import KINDS


class GroupForm(PartForm):
    part = 5
    experts_needed = forms.TypedChoiceField(
        label=gettext_lazy("How many experts would you like to meet?"),
        choices=[(1, gettext_lazy("One")), (2, gettext_lazy("Two")), (3, gettext_lazy("Three"))],
        coerce=int,
        widget=forms.RadioSelect,
    )
    peer_in_group = forms.TypedChoiceField(
        label=gettext_lazy("Is a peer worker or a service user on your side?"),
        help_text=gettext_lazy("Encouraged, not forced."),
        choices=[("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))],
        coerce=lambda value: value == "yes",
        empty_value=None,
        widget=forms.RadioSelect,
    )
    outsiders = forms.MultipleChoiceField(
        label=gettext_lazy("Does anybody else come along?"),
        help_text=gettext_lazy(
            "Leave it empty if not. The house must agree to each; police and officials come in plain clothes. "
            "Journalists are not received on visits."
        ),
        choices=lambda: vocabularies.choices("outsider"),
        widget=forms.CheckboxSelectMultiple,
    )
    who_pays = forms.ChoiceField(
        label=gettext_lazy("Who pays?"), choices=lambda: with_blank(vocabularies.choices("who-pays"))
    )

    class Meta(PartForm.Meta):
        fields = [
            "group_size",
            "experts_needed",
            "wants_peer_expert",
            "peer_in_group",
            "why_no_peer",
            "outsiders",
            "who_pays",
            "costs",
            "peer_fee",
        ]
        labels = {
            "group_size": gettext_lazy("How many of you come?"),
            "wants_peer_expert": gettext_lazy("One of them should be a peer worker"),
            "why_no_peer": gettext_lazy("If not, why not?"),
            "costs": gettext_lazy("Travel, hotel, fees (if you know)"),
            "peer_fee": gettext_lazy("The peer worker’s fee"),
        }
        help_texts = {
            "wants_peer_expert": gettext_lazy(
                "Somebody with lived or living experience who is paid for their work in a service."
            ),
            "costs": gettext_lazy("For instance: the city pays two train tickets, we pay the hotel."),
            "peer_fee": gettext_lazy(
                "Wherever a peer worker takes part, on your side or theirs. For instance: 150 euros a day."
            ),
        }
        widgets = {"costs": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        if (instance := kwargs.get("instance")) and instance.peer_in_group is not None:
            kwargs["initial"] = {
                **kwargs.get("initial", {}),
                "peer_in_group": "yes" if instance.peer_in_group else "no",
            }
        super().__init__(*args, **kwargs)

    def lay_out(self) -> None:
        names = list(self.Meta.fields)
        most = KINDS[self.instance.kind].max_group
        if group_travels(self.instance):
            self.fields["group_size"].help_text = (
                _("One or two.") if most == 2 else _("Most rooms take up to four, hardly any more than six.")
            )
            self.fields["group_size"].widget.attrs.update({"min": 1, "max": most, "inputmode": "numeric"})
        else:
            del self.fields["group_size"]
            names.remove("group_size")
        self.helper.layout = Layout(*names)

    def fields_to_save(self) -> dict[str, Any]:
        return {name: getattr(self.instance, name) for name in self.Meta.fields if name in self.fields}
