"""Which text is in these bytes? Whatever an editor or a reference manager of the last thirty years may have written."""

import codecs
import re
import unicodedata

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
HEAD = 4096
HALVES = re.compile("[\ud800-\udfff]")


def text_of(content: bytes) -> str:
    """Never fails: what is no text at all becomes one in which no entry is found."""
    text = _decoded(content).replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
    # Half a pair of UTF-16 alone is no letter, and no database takes it.
    return unicodedata.normalize("NFC", HALVES.sub("", text))


def _decoded(content: bytes) -> str:
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, errors="replace")
    if (half := _half_empty(content)) is not None:
        return content.decode(half, errors="replace")
    for encoding in ("utf-8", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")


def _half_empty(content: bytes) -> str | None:
    """UTF-16 without a mark: Latin letters have a zero in every second byte."""
    head = content[:HEAD]
    if len(head) < 4:
        return None
    odd, even = head[1::2].count(0), head[::2].count(0)
    if max(odd, even) < len(head) // 5:
        return None
    return "utf-16-le" if odd > even else "utf-16-be"
