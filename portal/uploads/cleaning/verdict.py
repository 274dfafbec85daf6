"""What can a check end with? A clean file with remarks, or a refusal with a code; `portal.uploads.words` has the words."""

from dataclasses import dataclass, field

MOST_PIXELS = 25_000_000
MOST_UNPACKED = 50 * 1024 * 1024
MOST_ENTRIES = 500
# What a small picture is called beside the clean one, until it is put in its place.
SMALL_PART = ".small"


class Refused(Exception):
    """This file is not taken; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass
class Cleaned:
    """What the clean file is: its kind, and codes of remarks for its owner."""

    kind: str
    remarks: list[str] = field(default_factory=list)

    def remark(self, code: str) -> None:
        if code not in self.remarks:
            self.remarks.append(code)
