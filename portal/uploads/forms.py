"""How does a form ask for files? One field for one or many; what cannot come in is said beside it, by name."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portal.moves import MoveRefused
from portal.ui import kept_typing
from portal.uploads import actions, door, queries, words
from portal.uploads.models import Upload

ACCEPTED = ".jpg,.jpeg,.png,.webp,.pdf,.docx,.odt,.txt"
MOST_AT_ONCE = 10


class FilesInput(forms.FileInput):
    allow_multiple_selected = True
    # A file that is kept until the rest of the form is right; shown below the field.
    kept: Upload | None = None

    def render(self, *args: Any, **kwargs: Any) -> SafeString:
        field = super().render(*args, **kwargs)
        return field + render_to_string("uploads/pieces/kept_file.html", {"file": self.kept}) if self.kept else field


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


class KeepsFile(forms.Form):
    """A form with one file, `files`. A browser never fills a chosen file in again: while anything else needs another look,
    the file waits among its owner's own, and the form carries its number.

    The form calls `find_kept` when it is made; the view hands `upload()` to the action, and calls `keep_file` before
    it shows the form again.
    """

    kept: Upload | None = None
    _refused = ""

    def find_kept(self, user: Any, sent: Mapping[str, Any] | None = None) -> None:
        self.owner, sent = user, self.data if sent is None else sent
        number = str(sent.get("kept_file", ""))
        if "drop_file" in sent or not (number.isascii() and number.isdigit() and len(number) < 18):
            return
        found = queries.mine(user).filter(pk=int(number)).first()
        if found is not None and found.state == Upload.State.REFUSED:
            self._refused = words.reason(found.reason)
        else:
            self._show(found)

    def _show(self, upload: Upload | None) -> None:
        self.kept = upload
        if "files" in self.fields:
            self.fields["files"].widget.kept = upload

    def clean_files(self) -> list[UploadedFile]:
        """A newly chosen one takes the place of the one that was kept."""
        files: list[UploadedFile] = self.cleaned_data["files"]
        if files:
            self._show(None)
        elif self._refused:
            raise forms.ValidationError(self._refused)
        return files

    @property
    def has_file(self) -> bool:
        return bool(self.cleaned_data.get("files") or self.kept)

    def upload(self) -> Upload | None:
        """Take the chosen file in, once; or return the one that was kept."""
        files = self.cleaned_data.pop("files", None)
        if files:
            self._show(actions.receive_all(self.owner, files)[0])
        return self.kept

    def keep_file(self) -> None:
        """Something else needs another look: nothing is lost meanwhile."""
        if not self.is_bound or "files" in self.errors:
            return
        try:
            self.upload()
        except MoveRefused as refusal:
            self.add_error("files", str(refusal))


class FilesForm(forms.Form):
    """Files and nothing else."""

    files = FilesField()


def was_kept(request: HttpRequest, form: forms.Form) -> bool:
    """Before a form is shown: fill it with what was typed before the session ended, and keep the file that was chosen."""
    if isinstance(form, KeepsFile):
        form.keep_file()
    if form.is_bound:
        return False
    typed = kept_typing.kept(request)
    if typed is not None and isinstance(form, KeepsFile):
        form.find_kept(request.user, typed)
    return kept_typing.restore(request, form)
