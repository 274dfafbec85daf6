"""By what is a published text recognised? By its DOI, however it is written, or by title and year."""

import hashlib
import re
import unicodedata
from urllib.parse import unquote

IN_FRONT = re.compile(r"^\s*(?:(?:https?://)?(?:dx\.|www\.)?doi\.org/|(?:info:)?doi\s*:?)?\s*", re.IGNORECASE)
FORM = re.compile(r"10\.\d{4,9}/[^\s\"{}|\\^`]+")
# What a sentence puts behind a DOI. A closing bracket belongs to it where one opens inside.
BEHIND = ".,;:\N{HORIZONTAL ELLIPSIS}'\N{RIGHT DOUBLE QUOTATION MARK}"
MOST_SIGNS = 120


def doi(text: str) -> str:
    """Return the DOI alone, as its makers wrote it; "" where the text holds none."""
    found = text[: 4 * MOST_SIGNS].strip()
    while (rest := IN_FRONT.sub("", found, count=1)) != found:
        found = rest
    if "%2f" in found.lower():
        found = unquote(found)
    match = FORM.match(found)
    if match is None:
        return ""
    found = match.group().rstrip(BEHIND)
    for opens, closes in ("()", "<>", "[]"):
        while found.endswith(closes) and found.count(closes) > found.count(opens):
            found = found[:-1].rstrip(BEHIND)
    return found if len(found) <= MOST_SIGNS else ""


def of(doi_text: str, title: str, year: int | None) -> tuple[str, str]:
    """Return the two keys: the DOI in small letters ("" = none), and a mark of title and year."""
    plain = unicodedata.normalize("NFKC", title).casefold()
    words = re.sub(r"[\W_]+", " ", plain).strip()
    return doi(doi_text).lower(), hashlib.blake2b(f"{words}:{year}".encode(), digest_size=16).hexdigest()
