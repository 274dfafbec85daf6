"""May this file come in at all? What can be told from its size and its first bytes, without opening it."""

from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from portal.moves import MoveRefused
from portal.uploads import words
from portal.uploads.cleaning import kinds
from portal.uploads.cleaning.verdict import Refused


class UploadRefused(MoveRefused):
    """A file was not taken; the text names it and says why and what to do."""

    def __init__(self, code: str, name: str = "") -> None:
        said = words.reason(code)
        super().__init__(_("“%(name)s”: %(why)s") % {"name": name[:80], "why": said} if name else said)
        self.code = code


def kind_of(file: "UploadedFile[Any]") -> str:
    """Return what the file claims to be. Raises UploadRefused; the file is left at its start."""
    name = str(file.name or "")
    # What went wrong while it arrived (portal.uploads.arriving) has been kept on it until now.
    if trouble := getattr(file, "trouble", ""):
        raise UploadRefused(trouble, name)
    if not file.size:
        raise UploadRefused("empty", name)
    if file.size > settings.LIMIT_FILE:
        raise UploadRefused("too_big", name)
    file.seek(0)
    head = file.read(kinds.HEAD)
    file.seek(0)
    try:
        return kinds.sniff(head, name)
    except Refused as refusal:
        raise UploadRefused(refusal.code, name) from refusal
