"""What does a reference look like in BibTeX? UTF-8, with the signs escaped that BibTeX would read as something else."""

from exchange.library.exporting.names import names_of
from exchange.library.models import Reference

KINDS = {
    "article": "article", "report": "techreport", "manual": "manual", "book": "book", "chapter": "incollection",
    "thesis": "phdthesis",
}  # fmt: skip
CONTAINERS = {
    "article": "journal", "report": "institution", "manual": "organization", "chapter": "booktitle", "thesis": "school",
}  # fmt: skip
ESCAPED = {
    **{ord(sign): f"\\{sign}" for sign in "&%$#_"},
    ord("{"): "(",
    ord("}"): ")",
    ord("\\"): "\\textbackslash{}",
    ord("~"): "\\textasciitilde{}",
    ord("^"): "\\textasciicircum{}",
    ord("\n"): " ",
}
# An address stands as it is; what would end the field goes.
BARE = {ord(sign): None for sign in "{}\\\n"}


def piece(reference: Reference) -> str:
    fields = [(name, value) for name, value in _fields(reference) if value]
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields)
    return f"@{KINDS.get(reference.kind, 'misc')}{{{reference.slug},\n{lines}\n}}\n"


def _fields(reference: Reference) -> list[tuple[str, str]]:
    container = CONTAINERS.get(reference.kind, "howpublished")
    return [
        ("author", _authors(reference.authors)),
        ("title", _text(reference.title)),
        ("year", str(reference.year or "")),
        (container, _text(reference.container)),
        ("publisher", _text(reference.publisher)),
        ("volume", _text(reference.volume)),
        ("number", _text(reference.issue)),
        ("pages", _text(reference.pages).replace("\N{EN DASH}", "--")),
        ("doi", reference.doi.translate(BARE)),
        ("url", reference.url.translate(BARE)),
        ("language", reference.language),
        ("keywords", _text(", ".join(word.replace(",", " ") for word in reference.keywords))),
        ("annote", _text(reference.summary)),
        ("note", "Retracted" if reference.is_retracted else ""),
    ]


def _text(text: str) -> str:
    return text.translate(ESCAPED)


def _authors(authors: str) -> str:
    names, has_others = names_of(authors)
    told = [_text(f"{one.family}, {one.given}") if one.given else f"{{{_text(one.family)}}}" for one in names]
    return " and ".join([*told, *(["others"] if has_others else [])])
