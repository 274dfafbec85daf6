"""Where does a file lie while it arrives? In a temporary file on our own disk; a full disk or too long a file is said later."""

import contextlib
import io
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler

from portal.uploads.storage import FULL


class DiskHandler(TemporaryFileUploadHandler):
    """Never breaks off the request: its form says in words, next to the field, what was wrong with which file."""

    body_is_too_long = False
    trouble = ""
    file: Any = None

    def handle_raw_input(self, input_data: Any, META: Any, content_length: int, *more: Any, **named: Any) -> None:  # noqa: N803  # Django's name
        self.body_is_too_long = content_length > settings.LIMIT_BODY

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        self.trouble, self.file = "too_big" if self.body_is_too_long else "", None
        try:
            super().new_file(*args, **kwargs)
        except OSError as error:
            self._give_up(error)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start + len(raw_data) > settings.LIMIT_FILE:
            self.trouble = self.trouble or "too_big"
        if self.trouble:
            return
        try:
            self.file.write(raw_data)
        except OSError as error:
            self._give_up(error)

    def file_complete(self, file_size: int) -> Any:
        try:
            self.file.flush()
            self.file.seek(0)
        except OSError as error:
            self._give_up(error)
        self.file.size = file_size
        self.file.trouble = self.trouble
        return self.file

    def _give_up(self, error: OSError) -> None:
        """Let go of what could not be written; an empty file stands in, which says what happened."""
        if error.errno not in FULL:
            raise error
        self.trouble = "disk_full"
        if self.file is not None:
            with contextlib.suppress(OSError):
                self.file.close()
        self.file = InMemoryUploadedFile(
            io.BytesIO(), self.field_name, self.file_name, self.content_type, 0, self.charset, None
        )
