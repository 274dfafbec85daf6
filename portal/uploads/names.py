"""What may a file be called? Letters of all scripts, nothing that a computer would take for a command."""

import re
import unicodedata

LONGEST = 100
LONGEST_BYTES = 180
# Names that Windows keeps for its devices.
DEVICES = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)$", re.IGNORECASE)
NOT_IN_NAMES = re.compile(r'[<>:"|?*%]')
# Letters of some scripts are joined or parted by these two; every other invisible sign goes.
JOINERS = "\u200c\u200d"


def clean_name(given: str, kind: str) -> str:
    """Return a name of at most 160 letters, with the ending of what the file really is."""
    stem = _visible(unicodedata.normalize("NFC", given.encode("utf-8", "ignore").decode()))
    stem = re.split(r"[/\\]", stem)[-1]
    stem = re.sub(r"\s+", " ", NOT_IN_NAMES.sub("_", stem)).strip().rstrip(" .")
    known = (kind, "jpeg", "jpe") if kind == "jpg" else (kind, "text") if kind == "txt" else (kind,)
    start, dot, ending = stem.rpartition(".")
    if dot and ending.lower() in known:
        stem = start
    stem = _shortened(stem).strip(" .")
    if not any(letter.isalnum() for letter in stem):
        stem = "file"
    return f"{'_' if DEVICES.match(stem) else ''}{stem}.{kind}"


def _visible(text: str) -> str:
    return "".join(
        letter if unicodedata.category(letter) not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp") or letter in JOINERS
        else " " if letter in "\t\n\r" else ""
        for letter in text
    )  # fmt: skip


def _shortened(stem: str) -> str:
    stem = stem[:LONGEST]
    while len(stem.encode()) > LONGEST_BYTES:
        stem = stem[:-1]
    return stem
