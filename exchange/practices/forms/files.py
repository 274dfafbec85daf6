"""What do we ask of a file on a practice? The file, what it shows, and once more that nobody can be recognised."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exchange.practices.models import PracticeFile
from portal.uploads import queries as uploads
from portal.uploads.forms import FilesField
from portal.uploads.models import Upload

MOST_OFFERED = 50


def caption_field(hint: Any = "") -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("What does it show?"),
        help_text=hint,
        min_length=3,
        max_length=160,
        error_messages={"required": gettext_lazy("Please say in a few words what it shows.")},
    )


class CaptionForm(forms.Form):
    """Other words for a file that hangs there."""

    caption = caption_field()
    use_required_attribute = False


class AddFileForm(forms.Form):
    """One file more: a new one, or one of the author's own that hangs nowhere yet."""

    files = FilesField(
        most=1,
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "A photo (JPEG, PNG, WebP), PDF, Word (.docx), LibreOffice (.odt) or text; 10 MB at most."
        ),
        required=False,
    )
    kept = forms.TypedChoiceField(
        label=gettext_lazy("Or one of “My files”"), required=False, coerce=int, empty_value=None
    )
    caption = caption_field(
        gettext_lazy(
            "For those who cannot see the picture, and as the file's name for readers: the name it has with you is "
            "never shown to others."
        )
    )
    no_identifying = forms.BooleanField(
        label=gettext_lazy("Nobody can be recognised"),
        help_text=gettext_lazy(
            "No face, no name, no number plate, nothing written by hand, no street: in the picture, in the document "
            "and in your words."
        ),
        error_messages={"required": gettext_lazy("Please look once more, and tick the box.")},
    )
    use_required_attribute = False

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        free = uploads.mine(user).exclude(state=Upload.State.REFUSED)
        free = free.exclude(pk__in=PracticeFile.objects.filter(upload__owner_id=user.pk).values("upload_id"))
        if choices := list(free.values_list("pk", "name")[:MOST_OFFERED]):
            self.fields["kept"].choices = [("", _("None of them")), *choices]
        else:
            del self.fields["kept"]

    def clean_kept(self) -> Upload | None:
        """Its own file again; one that is gone meanwhile counts as none."""
        return uploads.mine(self.user).filter(pk=self.cleaned_data["kept"]).first()

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        files, kept = data.get("files"), data.get("kept")
        if not self.errors.get("files") and not self.errors.get("kept"):
            if files and kept:
                self.add_error("kept", _("Either a new file or one that is here already, please: one at a time."))
            elif not files and not kept:
                self.add_error("files", _("Please choose a file."))
        return data
