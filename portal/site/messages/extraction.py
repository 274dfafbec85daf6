"""Which strings does the house say? Found in Python, templates, scripts, the first lists and shipped texts, without system tools."""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from django.conf import settings
from django.utils.translation.template import templatize

from portal import clock
from portal.ui import shipped
from portal.vocabularies.lists import LISTS

FLOORS = ("portal", "accounts", "exchange", "visits")
PLAIN = ("_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy")
KEYWORDS: dict[str, Any] = {
    **dict.fromkeys(PLAIN[:4]),
    **dict.fromkeys(PLAIN[4:], (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
HEADER = "# The words of the portal; `make messages` writes this file."
Found = tuple[int, Any, list[str], str | None]


def strings_of(text: str, method: str) -> Iterator[Found]:
    yield from extract(method, io.BytesIO(text.encode()), KEYWORDS, ["Translators:"], {"encoding": "utf-8"})


def strings_of_template(text: str, name: str) -> Iterator[Found]:
    # templatize writes Python's repr of each string between filler; Babel's python extractor stumbles over the
    # filler, the one for JavaScript reads it, but does not know Python's two-digit escapes (no-break space).
    code = re.sub(r"\\x([0-9a-f]{2})", lambda found: chr(int(found[1], 16)), templatize(text, origin=name))
    yield from strings_of(code, "javascript")


def files(folder: Path, *patterns: str) -> Iterator[Path]:
    for pattern in patterns:
        for path in sorted(folder.rglob(pattern)):
            if "migrations" not in path.parts and "vendor" not in path.parts:
                yield path


def strings_of_house(base: Path) -> Iterator[tuple[str, Found]]:
    """Yield (file, string) for everything a person may read."""
    for floor in FLOORS:
        for path in files(base / floor, "*.py", "*.js"):
            method = "python" if path.suffix == ".py" else "javascript"
            for found in strings_of(path.read_text(), method):
                yield str(path.relative_to(base)), found
    for path in files(base / "templates", "*.html", "*.txt"):
        for found in strings_of_template(path.read_text(), path.name):
            yield str(path.relative_to(base)), found
    for rows in LISTS.values():
        for _slug, label, scope, _group in rows:
            yield "portal/vocabularies/lists.py", (1, label, [], None)
            if scope:
                yield "portal/vocabularies/lists.py", (1, scope, [], None)
    for file, text, what in shipped.texts():
        yield file, (1, text, [what], None)


def template_catalogue() -> Catalog:
    """Return all strings of the house as a catalogue without translations, in a stable order."""
    catalogue = Catalog(project="portal", charset="utf-8", creation_date=clock.now(), header_comment=HEADER)
    for name, (_line, message, comments, context) in sorted(strings_of_house(settings.BASE_DIR), key=_order):
        catalogue.add(message, locations=[(name, 1)], auto_comments=comments, context=context)
    return catalogue


def _order(entry: tuple[str, Found]) -> tuple[str, str]:
    name, (_line, message, _comments, _context) = entry
    return name, message if isinstance(message, str) else message[0]
