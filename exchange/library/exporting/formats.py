"""In which formats, and how is a file of many made piece by piece?"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from exchange.library.exporting import bibtex, csl, ris
from exchange.library.models import Reference


@dataclass(frozen=True)
class Format:
    label: str
    ending: str
    content_type: str
    piece: Callable[[Reference], str]
    before: str = ""
    between: str = ""
    after: str = ""


FORMATS = {
    "bib": Format("BibTeX", "bib", "application/x-bibtex; charset=utf-8", bibtex.piece, between="\n"),
    "ris": Format("RIS", "ris", "application/x-research-info-systems; charset=utf-8", ris.piece),
    "json": Format("CSL-JSON", "json", "application/vnd.citationstyles.csl+json", csl.piece, "[\n", ",\n", "\n]\n"),
}


def pieces(references: Iterable[Reference], name: str) -> Iterator[str]:
    """Yield a file of these references, bit by bit, so that a large one needs no room."""
    one, is_first = FORMATS[name], True
    yield one.before
    for reference in references:
        yield ("" if is_first else one.between) + one.piece(reference)
        is_first = False
    yield one.after
