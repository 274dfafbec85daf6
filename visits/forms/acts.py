"""What do people say when they act on a request? Short forms: a word, a reason, a message."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.uploads.forms import FilesField
from portal.vocabularies import queries as vocabularies
from visits import mending
from visits.conversation import MOST_FILES

LEAST_WORD = 10


def text_area(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class MessageForm(forms.Form):
    body = forms.CharField(
        label=gettext_lazy("Your message"),
        help_text=gettext_lazy("Seen by those who said yes, and by your coordinator."),
        max_length=4000,
        widget=text_area(4),
        error_messages={"required": gettext_lazy("Please write something first.")},
    )
    files = FilesField(label=gettext_lazy("Files (if you like)"), required=False)

    def clean_files(self) -> list[Any]:
        found: list[Any] = self.cleaned_data["files"]
        if len(found) > MOST_FILES:
            raise forms.ValidationError(_("Three files at a time, please."))
        return found


class MessageEditForm(forms.Form):
    body = MessageForm.base_fields["body"]


class WordForm(forms.Form):
    """A sentence that the other side reads."""

    word = forms.CharField(
        label=gettext_lazy("A word to the others"),
        min_length=LEAST_WORD,
        max_length=1000,
        widget=text_area(),
        error_messages={
            "required": gettext_lazy("Please write a sentence, so that the other side knows why."),
            "min_length": gettext_lazy("Please write a sentence, so that the other side knows why."),
        },
    )


class ReturnForm(WordForm):
    """What a coordinator asks back, and what should be mended: the requester ticks it off by changing it."""

    items = forms.MultipleChoiceField(
        label=gettext_lazy("What should be mended? (if anything)"),
        help_text=gettext_lazy("Stands as a list before the requester, each with its link; it ticks itself off."),
        choices=lambda: [(name, words) for name, (words, *_where) in mending.ITEMS.items()],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class WhyForm(forms.Form):
    """Why it should go on although a rule holds it back."""

    word = forms.CharField(
        label=gettext_lazy("Why should it go on all the same?"),
        help_text=gettext_lazy("A sentence to your coordinator."),
        min_length=LEAST_WORD,
        max_length=400,
        widget=text_area(2),
        error_messages={
            "required": gettext_lazy("Please write a sentence, so that the coordinator knows why."),
            "min_length": gettext_lazy("Please write a sentence, so that the coordinator knows why."),
        },
    )


class DecideForm(WhyForm):
    """A coordinator's yes or no, with the reason that the requester reads."""

    answer = forms.ChoiceField(
        label=gettext_lazy("May it be sent?"),
        choices=[("yes", gettext_lazy("Yes, let it through")), ("no", gettext_lazy("No, it has to wait"))],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Please choose one.")},
    )
    field_order = ("answer", "word")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["word"].label = _("Your reason")
        self.fields["word"].help_text = _("The requester reads it.")


class EndForm(forms.Form):
    """Why it ends: a reason from the list, and a word if they like."""

    reason = forms.ChoiceField(
        label=gettext_lazy("Why?"),
        choices=lambda: [("", _("Please choose")), *vocabularies.choices("end-reason")],
        error_messages={"required": gettext_lazy("Please choose a reason; it helps us ask better next time.")},
    )
    word = forms.CharField(
        label=gettext_lazy("A word to the others (if you like)"), max_length=1000, required=False, widget=text_area()
    )


class RefusalForm(WordForm):
    """A coordinator's no: the reason, and what the requester reads."""

    reason = EndForm.base_fields["reason"]
    field_order = ("reason", "word")
