"""What do we ask of somebody who asks for a visit? What a part of the form can do, and which six there are."""

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from portal.vocabularies.models import Term
from visits import completeness
from visits.models import VisitRequest

TITLES = {
    1: _("What you need"),
    2: _("Your questions"),
    3: _("Your place"),
    4: _("When"),
    5: _("Who comes"),
    6: _("Care and confidence"),
}


class PartForm(forms.ModelForm):
    """One part of a request. No field is required by itself: a draft may be kept half done, and whether it is complete
    is asked once, in visits.completeness, with `complete=True`."""

    part: ClassVar[int] = 0
    use_required_attribute = False

    class Meta:
        model = VisitRequest
        fields: ClassVar[list[str]] = []

    def __init__(self, *args: Any, complete: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.complete = complete
        for field in self.fields.values():
            field.required = False
            if isinstance(field, forms.CharField) and field.max_length:
                field.error_messages["max_length"] = _(
                    "At most %(limit_value)d letters, please; there are %(show_value)d."
                )
                # The browser must not cut what somebody pastes: the message says what is too long.
                field.widget.attrs.pop("maxlength", None)
        self.helper = FormHelper(self)
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.lay_out()

    def lay_out(self) -> None:
        """Change `self.helper.layout` where fields stand beside each other."""

    def fields_to_save(self) -> dict[str, Any]:
        """Return the request's own fields as they should be kept."""
        return {name: getattr(self.instance, name) for name in self.Meta.fields}

    def topics(self) -> list[Term] | None:
        return None

    def windows(self) -> Sequence[completeness.Window] | None:
        return None

    def windows_to_save(self) -> list[tuple[date, date]] | None:
        rows = self.windows()
        return None if rows is None else [(start, end) for start, end in rows if start and end]

    def field_of(self, name: str) -> str | None:
        """Return the field at which a gap is shown; None puts it above the form."""
        return name if name in self.fields else None

    def _post_clean(self) -> None:
        super()._post_clean()
        self.fill_instance()
        if not self.complete:
            return
        topics = [term.slug for term in self.topics() or []]
        for gap in completeness.missing_in(self.part, self.instance, topics=topics, windows=self.windows() or []):
            field = self.field_of(gap.field)
            if field not in self.errors:
                self.add_error(field, gap.message)

    def fill_instance(self) -> None:
        """Put onto the request what is not simply one field."""


def form_of(part: int) -> type[PartForm]:
    """Return the form of one part, 1 to 6."""
    from visits.forms.part_care import CareForm
    from visits.forms.part_dates import DatesForm
    from visits.forms.part_group import GroupForm
    from visits.forms.part_need import NeedForm, QuestionsForm
    from visits.forms.part_place import PlaceForm

    return {1: NeedForm, 2: QuestionsForm, 3: PlaceForm, 4: DatesForm, 5: GroupForm, 6: CareForm}[part]
