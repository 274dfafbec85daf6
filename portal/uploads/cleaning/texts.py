"""Is this plain text? It comes out as UTF-8 without control characters, whatever it was written in."""

import unicodedata
from pathlib import Path

from portal.uploads.cleaning.verdict import Cleaned, Refused

ALLOWED = "\t\n\r\f"


def clean(source: Path, target: Path) -> Cleaned:
    """Decode as UTF-8, UTF-16 with its mark, or Windows' western letters, and write UTF-8."""
    found = Cleaned("txt")
    text, was_utf8 = decoded(source.read_bytes())
    text = text.removeprefix("\ufeff")
    if any(unicodedata.category(letter) in ("Cc", "Cs") and letter not in ALLOWED for letter in text):
        raise Refused("not_text")
    if not was_utf8:
        found.remark("letters_converted")
    target.write_bytes(text.encode())
    return found


def decoded(data: bytes) -> tuple[str, bool]:
    """Return the text, and whether it was UTF-8."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16"), False
        except UnicodeDecodeError as error:
            raise Refused("not_text") from error
    try:
        return data.decode("utf-8"), True
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("cp1252"), False
    except UnicodeDecodeError as error:
        raise Refused("not_text") from error
