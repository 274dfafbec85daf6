"""What do we ask? How a person wants to hear of news."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

BY_MAIL, PORTAL_ONLY = "mail", "portal"


class NotificationsForm(forms.Form):
    how = forms.ChoiceField(
        label=_("When there is something new"),
        widget=forms.RadioSelect,
        choices=[
            (BY_MAIL, _("Send me a mail at once; it never says what it is about")),
            (PORTAL_ONLY, _("Send me no mail at all; I look into the inbox myself, twice a week")),
        ],
    )
    recognition_word = forms.CharField(
        label=_("Your word"),
        help_text=_("It stands first in every mail with news. A mail without it is not from us."),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean_recognition_word(self) -> str:
        word: str = " ".join(self.cleaned_data["recognition_word"].split())
        if "://" in word or "www." in word:
            raise forms.ValidationError(_("Choose words, not an address: a mail program would make a link of it."))
        return word

    def fields_to_save(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {"mail": data["how"] == BY_MAIL, "recognition_word": data["recognition_word"]}
