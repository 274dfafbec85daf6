"""How does a form ask for files? One field for one or many; what cannot come in is said beside it, by name."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portal.uploads import door

ACCEPTED = ".jpg,.jpeg,.png,.webp,.pdf,.docx,.odt,.txt"
MOST_AT_ONCE = 10


class FilesInput(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """`cleaned_data` holds a list of files for `uploads.actions.receive_all`. Put `uploads/pieces/scripts.html` into the
    page's scripts and `data-sending` on the form for a progress bar; without them it works as any form."""

    widget = FilesInput

    def __init__(self, *, most: int = MOST_AT_ONCE, **kwargs: Any) -> None:
        self.most = most
        kwargs.setdefault("label", gettext_lazy("Files"))
        kwargs.setdefault(
            "help_text",
            gettext_lazy("Photos (JPEG, PNG, WebP), PDF, Word (.docx), LibreOffice (.odt) or text; 10 MB together."),
        )
        super().__init__(**kwargs)
        self.widget.attrs["accept"] = ACCEPTED
        if most == 1:
            self.widget.attrs.pop("multiple", None)

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files = [file for file in data or [] if file]
        if not files:
            if self.required:
                raise forms.ValidationError(_("Please choose a file."))
            return []
        if len(files) > self.most:
            most = ngettext("One file at a time, please.", "%(most)s files at a time, please.", self.most)
            raise forms.ValidationError(most % {"most": self.most})
        refused = []
        for file in files:
            try:
                door.kind_of(file)
            except door.UploadRefused as refusal:
                refused.append(forms.ValidationError(str(refusal), code=refusal.code))
        if refused:
            raise forms.ValidationError(refused)
        return files


class FilesForm(forms.Form):
    """Files and nothing else."""

    files = FilesField()
