"""What is in a BibTeX file? Entries are cut out by bibtexparser; values, @string and names are read here, with limits."""

import logging
import re
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from exchange.library.importing.entries import MOST_NAMES, MOST_SIGNS, Broken, Entry, Found, TooLong
from exchange.library.importing.latex import plain

KINDS = {
    "article": "article",
    "techreport": "report",
    "report": "report",
    "manual": "manual",
    "standard": "manual",
    "book": "book",
    "mvbook": "book",
    "collection": "book",
    "proceedings": "book",
    "booklet": "book",
    "incollection": "chapter",
    "inbook": "chapter",
    "inproceedings": "chapter",
    "conference": "chapter",
    "phdthesis": "thesis",
    "mastersthesis": "thesis",
    "thesis": "thesis",
    "misc": "other",
    "online": "other",
    "unpublished": "other",
}
# Where it appeared: the first field that is there.
PLACES = ("journal", "journaltitle", "booktitle", "institution", "school", "organization", "howpublished")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
UNREADABLE = _("this entry cannot be read (a brace that is not closed, or a missing comma?)")
USED_TWICE = _("the key is used twice in this file; this is the second")
TOO_LONG = _("a field is longer than %(most)s letters")


def read(text: str) -> Found:
    """Read whatever can be read. Never fails, whatever the text is."""
    from bibtexparser.splitter import Splitter

    # It writes broken entries into the log, and they are somebody's words.
    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)
    found, strings, number = Found(), dict[str, str](), 0
    lines = text.split("\n")
    for block in Splitter(text).split().blocks:
        line, what = (block.start_line or 0) + 1, type(block).__name__
        known: Any = getattr(block, "ignore_error_block", None) or block
        if type(known).__name__ == "String":
            strings[known.key.lower()] = _string(known.value, strings)
        elif what in ("Entry", "DuplicateBlockKeyBlock", "DuplicateFieldKeyBlock"):
            number += 1
            _add(found, number, line, what, known, strings)
        elif what == "ParsingFailedBlock" and not _is_string(lines, line):
            number += 1
            found.broken.append(Broken(line, _key_on(lines, line), str(UNREADABLE)))
    return found


def _is_string(lines: list[str], line: int) -> bool:
    return lines[line - 1].lstrip()[:8].lower().startswith(("@string", "@comment", "@preamb"))


def _key_on(lines: list[str], line: int) -> str:
    """Return the key in "@article{key," where the rest of the entry is broken."""
    match = re.match(r"\s*@\s*\w+\s*[{(]\s*([^\s,{}\"=]{1,80})\s*,", lines[line - 1][:300])
    return match[1] if match else ""


def _add(found: Found, number: int, line: int, what: str, block: Any, strings: dict[str, str]) -> None:
    key = str(getattr(block, "key", "") or "")[:80]
    if what == "DuplicateBlockKeyBlock":
        found.broken.append(Broken(line, key, str(USED_TWICE)))
        return
    try:
        fields: dict[str, str] = {}
        for item in block.fields:
            # A field that stands there twice: the first counts, as in BibTeX.
            if item.key.lower() in WANTED:
                fields.setdefault(item.key.lower(), _value(str(item.value), strings))
    except TooLong:
        found.broken.append(Broken(line, key, TOO_LONG % {"most": MOST_SIGNS}))
        return
    found.entries.append(Entry(number, line, key, _told(block.entry_type.lower(), fields)))


WANTED = {
    "title", "subtitle", "author", "editor", "year", "date", "volume", "number", "issue", "pages", "publisher", "doi",
    "url", "language", "langid", "keywords", "annote", "annotation", "note", "addendum", *PLACES,
}  # fmt: skip


def _told(kind: str, fields: dict[str, str]) -> dict[str, object]:
    """Return the fields as a row of ours names them."""
    text = {name: plain(value) for name, value in fields.items() if name not in ("author", "editor", "doi", "url")}
    title = ": ".join(part for part in (text.get("title", ""), text.get("subtitle", "")) if part)
    keywords = re.split(r"[,;]", text.get("keywords", ""))
    return {
        "kind": KINDS.get(kind, kind),
        "title": title,
        "author": _authors(fields.get("author") or fields.get("editor", "")),
        "year": text.get("year") or text.get("date", ""),
        "doi": _address(fields.get("doi", "")),
        "url": _address(fields.get("url", "")),
        "language": text.get("language") or text.get("langid", ""),
        "annote": text.get("annote") or text.get("annotation", ""),
        "note": text.get("note") or text.get("addendum", ""),
        "keywords": [word.strip() for word in keywords if word.strip()],
        "container": next((text[name] for name in PLACES if text.get(name)), ""),
        "publisher": text.get("publisher", ""),
        "volume": text.get("volume", ""),
        "issue": text.get("number") or text.get("issue", ""),
        "pages": text.get("pages", ""),
    }


def _string(raw: Any, strings: dict[str, str]) -> str:
    try:
        return _value(str(raw), strings)
    except TooLong:
        return ""


def _value(raw: str, strings: dict[str, str]) -> str:
    """Return what stands in "{a}", "'a'", a word of @string, or several of them joined by #."""
    parts, size = [], 0
    for part in _parts(raw.strip()):
        if part[:1] in ("{", '"') and len(part) > 1:
            part = part[1:-1]
        elif part.lower() in strings:
            part = strings[part.lower()]
        elif part.lower() in MONTHS:
            part = part.capitalize()
        size += len(part)
        if size > MOST_SIGNS:
            raise TooLong
        parts.append(part)
    return "".join(parts)


def _parts(raw: str) -> Iterator[str]:
    """Cut at each # that stands in no braces and no quotation marks."""
    if "#" not in raw:
        yield raw
        return
    depth, start, is_quoted, before = 0, 0, False, ""
    for at, sign in enumerate(raw):
        if before != "\\":
            depth += (sign == "{") - (sign == "}")
            is_quoted ^= sign == '"' and depth == 0
            if sign == "#" and depth == 0 and not is_quoted:
                yield raw[start:at].strip()
                start = at + 1
        before = sign
    yield raw[start:].strip()


def _address(raw: str) -> str:
    """DOI and web address: signs are escaped there as well, but nothing else is LaTeX."""
    raw = re.sub(r"\\url\s*\{(.*)\}", r"\1", raw)
    return re.sub(r"[{}\s]", "", re.sub(r"\\([&%$#_~])", r"\1", raw))


def _authors(raw: str) -> str:
    """Return "Family, Given; Family, Given"; what stands in braces is a body, with its name as it is."""
    names = [name for part in _names(raw) if (name := _name(part))]
    return "; ".join(names[:MOST_NAMES] + (["others"] if len(names) > MOST_NAMES else []))


def _names(raw: str) -> Iterator[str]:
    """Cut at each "and" that stands in no braces."""
    depth, start = 0, 0
    for found in re.finditer(r"[{}]|\s+and\s+", raw):
        sign = found[0]
        if sign in "{}":
            depth += 1 if sign == "{" else -1
        elif depth <= 0:
            yield raw[start : found.start()]
            start = found.end()
    yield raw[start:]


def _name(raw: str) -> str:
    raw = raw.strip()
    if raw.startswith("{") and raw.endswith("}") and not re.match(r"\{\\.{1,4}\}", raw):
        return plain(raw).replace(";", ",")
    name = plain(raw).replace(";", ",")
    if "," in name:
        family, *rest = (part.strip() for part in name.split(","))
        # "Family, Jr, Given" has the given name last.
        return ", ".join(part for part in [family, *reversed(rest)] if part)
    words = name.split()
    if len(words) < 2 or name.lower() in ("others", "et al", "et al."):
        return "others" if name.lower().startswith(("others", "et al")) else name
    at = next((i for i, word in enumerate(words[1:-1], 1) if word[:1].islower()), len(words) - 1)
    return f"{' '.join(words[at:])}, {' '.join(words[:at])}"
