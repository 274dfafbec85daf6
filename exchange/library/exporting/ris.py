"""What does a reference look like in RIS? One tag in each line, from TY to ER, with the line ends of the format."""

from collections.abc import Iterator

from exchange.library.exporting.names import names_of
from exchange.library.models import Reference

KINDS = {
    "article": "JOUR", "report": "RPRT", "manual": "STAND", "book": "BOOK", "chapter": "CHAP", "thesis": "THES",
}  # fmt: skip


def piece(reference: Reference) -> str:
    lines = [f"{tag}  - {' '.join(value.split())}" for tag, value in _tags(reference) if value]
    return "\r\n".join([f"TY  - {KINDS.get(reference.kind, 'GEN')}", *lines, "ER  - ", "", ""])


def _tags(reference: Reference) -> Iterator[tuple[str, str]]:
    names, has_others = names_of(reference.authors)
    for one in names:
        yield "AU", f"{one.family}, {one.given}" if one.given else one.family
    if has_others:
        yield "AU", "others"
    first, _dash, last = reference.pages.partition("\N{EN DASH}")
    yield "TI", reference.title
    yield "T2", reference.container
    yield "PB", reference.publisher
    yield "PY", str(reference.year or "")
    yield "VL", reference.volume
    yield "IS", reference.issue
    yield "SP", first
    yield "EP", last
    yield "DO", reference.doi
    yield "UR", reference.url
    yield "LA", reference.language
    for word in reference.keywords:
        yield "KW", word
    if reference.is_retracted:
        yield "N1", "Retracted"
    yield "N1", reference.summary
    yield "ID", reference.slug
