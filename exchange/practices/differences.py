"""What has changed between two versions? Word by word, in a form that a page can show."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from exchange.practices.sections import FILES, HEADINGS

PIECE = re.compile(r"\s+|\w+|[^\w\s]")
# Longer answers are compared line by line: word by word would keep a page waiting.
MOST_PIECES = 4000


@dataclass(frozen=True)
class Change:
    """One answer that differs; `parts` are (what happened, text) with "same", "gone" or "new"."""

    name: str
    heading: Promise
    parts: list[tuple[str, str]]


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """Return the answers that differ between two sets of words, in the order of telling."""
    found = []
    for name, heading in {**HEADINGS, FILES: _("Files")}.items():
        old, new = str(before.get(name, "")), str(after.get(name, ""))
        if old != new:
            found.append(Change(name, heading, parts(old, new)))
    return found


def parts(old: str, new: str) -> list[tuple[str, str]]:
    """Return the pieces of both texts in reading order; what is gone stands before what came."""
    a, b = PIECE.findall(old), PIECE.findall(new)
    if len(a) + len(b) > MOST_PIECES:
        a, b = old.splitlines(keepends=True), new.splitlines(keepends=True)
    found: list[tuple[str, str]] = []
    for what, a1, a2, b1, b2 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if what == "equal":
            found.append(("same", "".join(a[a1:a2])))
            continue
        found.append(("gone", "".join(a[a1:a2])))
        found.append(("new", "".join(b[b1:b2])))
    return _joined([(what, text) for what, text in found if text])


def _joined(found: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Put a blank between two changes into both, so that a changed sentence is not cut into single words."""
    kept: list[tuple[str, str]] = []
    gone = new = ""
    for (what, text), (after, _text) in pairwise([*found, ("end", "")]):
        if what == "same" and (not text.isspace() or after == "end" or not (gone or new)):
            kept += _both(gone, new)
            gone = new = ""
            kept.append((what, text))
        elif what == "same":
            gone, new = gone + text, new + text
        elif what == "gone":
            gone += text
        else:
            new += text
    return kept + _both(gone, new)


def _both(gone: str, new: str) -> list[tuple[str, str]]:
    return [(what, text) for what, text in (("gone", gone), ("new", new)) if text]
