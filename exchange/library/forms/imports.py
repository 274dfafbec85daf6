"""What do we ask of somebody who brings a file of references? The file."""

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exchange.library.actions.imports import refuse_too_long
from portal.moves import MoveRefused
from portal.uploads import words


class ImportForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("BibTeX (.bib) or RIS (.ris), 10 MB at most."),
        allow_empty_file=True,
        error_messages={"required": gettext_lazy("Please choose a file.")},
        widget=forms.FileInput(attrs={"accept": ".bib,.bibtex,.ris,.txt"}),
    )
    use_required_attribute = False

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        # What went wrong while it arrived (portal.uploads.arriving) has been kept on it until now.
        if (trouble := getattr(file, "trouble", "")) and trouble != "too_big":
            raise forms.ValidationError(words.reason(trouble))
        if not trouble and not file.size:
            raise forms.ValidationError(_("This file is empty."))
        try:
            refuse_too_long(2**40 if trouble else file.size or 0)
        except MoveRefused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return file
