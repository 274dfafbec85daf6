"""What is in an RIS file? Lines of a tag and a value, from TY to ER; in whatever order, with lines that go on."""

import re

from django.utils.translation import gettext_lazy as _

from exchange.library.importing.entries import MOST_NAMES, MOST_SIGNS, Broken, Entry, Found

KINDS = {
    "JOUR": "article", "EJOUR": "article", "JFULL": "article", "MGZN": "article", "NEWS": "article", "ABST": "article",
    "INPR": "article", "RPRT": "report", "GOVDOC": "report", "STAND": "manual", "BOOK": "book", "EBOOK": "book",
    "EDBOOK": "book", "CHAP": "chapter", "ECHAP": "chapter", "CONF": "chapter", "CPAPER": "chapter", "THES": "thesis",
}  # fmt: skip
LINE = re.compile(r"^\s{0,3}([A-Z][A-Z0-9]) {1,2}- ?(.*)$")
# Enough for any entry; one without an end must not swallow the file.
MOST_LINES = 2_000
OUTSIDE = _("this line stands outside of any entry (an entry begins with TY and ends with ER)")


def is_ris(text: str) -> bool:
    return re.search(r"^\s{0,3}TY {1,2}- ?\w", text, re.MULTILINE) is not None


def read(text: str) -> Found:
    """Read whatever can be read. Never fails, whatever the text is."""
    found, number, start, open_fields, last = Found(), 0, 0, None, ""
    is_outside_said = False
    for line, raw in enumerate(text.split("\n"), 1):
        match = LINE.match(raw[: MOST_SIGNS + 10])
        tag = match[1] if match else ""
        if tag == "TY":
            if open_fields is not None:
                found.entries.append(_entry(number, start, open_fields))
            number, start, open_fields, last = number + 1, line, {"TY": [match[2].strip()]}, "TY"  # type: ignore[index]  # a line with "TY" matches
            is_outside_said = False
        elif tag == "ER" and open_fields is not None:
            found.entries.append(_entry(number, start, open_fields))
            open_fields = None
        elif open_fields is None:
            if (tag or raw.strip()) and not is_outside_said and number:
                found.broken.append(Broken(line, "", str(OUTSIDE)))
                is_outside_said = True
        elif match:
            last = tag
            open_fields.setdefault(tag, []).append(match[2].strip())
        elif raw.strip() and len(open_fields[last][-1]) < MOST_SIGNS:
            open_fields[last][-1] += " " + raw.strip()[:MOST_SIGNS]
    if open_fields is not None:
        found.entries.append(_entry(number, start, open_fields))
    return found


def _entry(number: int, line: int, tags: dict[str, list[str]]) -> Entry:
    def first(*names: str) -> str:
        return next((value for name in names for value in tags.get(name, []) if value), "")

    authors = [name.replace(";", ",").strip(" ,") for tag in ("AU", "A1") for name in tags.get(tag, [])]
    authors = authors or [name.replace(";", ",").strip(" ,") for name in tags.get("A2", []) + tags.get("ED", [])]
    names = ["others" if name.lower() in ("others", "et al", "et al.") else name for name in authors if name]
    kind = first("TY").upper()
    notes = tags.get("N1", [])
    retracted = next((note for note in notes if note.lower().startswith("retracted")), "")
    fields: dict[str, object] = {
        "kind": KINDS.get(kind, kind.lower()),
        "title": first("TI", "T1", "CT") or (first("BT") if kind in ("BOOK", "EBOOK") else ""),
        "author": "; ".join(names[:MOST_NAMES] + (["others"] if len(names) > MOST_NAMES else [])),
        "year": first("PY", "Y1", "DA"),
        "doi": first("DO"),
        "url": first("UR", "L1", "LK"),
        "language": first("LA"),
        "annote": next((note for note in notes if note and note != retracted), ""),
        "note": retracted,
        "keywords": [word for value in tags.get("KW", []) for word in re.split(r"[,;]\s+", value) if word],
        "container": first("T2", "JO", "JF", "JA", "J2", "BT"),
        "publisher": first("PB"),
        "volume": first("VL"),
        "issue": first("IS"),
        "pages": "\N{EN DASH}".join(part for part in (first("SP"), first("EP")) if part),
    }
    return Entry(number, line, first("ID")[:80], fields)
