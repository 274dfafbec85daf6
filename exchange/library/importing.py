"""How do references get in from a .bib file? All is checked first; a reference is known by DOI, or by title and year."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal

from bibtexparser.entrypoint import parse_string
from bibtexparser.model import Entry
from django.db import transaction
from django.utils.text import slugify
from pydantic import BaseModel, Field, StringConstraints, ValidationError

from exchange.library import keywords
from exchange.library.models import Reference
from exchange.world.importing.loading import Loaded, sync
from exchange.world.importing.problems import Problem, of_validation
from exchange.world.importing.rows import Text, WebAddress, Words
from portal.vocabularies import queries as vocabularies

KINDS = {
    "article": "article",
    "techreport": "report",
    "manual": "manual",
    "book": "book",
    "incollection": "chapter",
    "inbook": "chapter",
    "phdthesis": "thesis",
    "mastersthesis": "thesis",
    "misc": "other",
}
DASH = "\N{EN DASH}"
# Where it appeared: the first field that is there.
PLACES = ("journal", "booktitle", "institution", "school", "organization", "publisher", "howpublished")


class ReferenceRow(BaseModel):
    """What we use of an entry; other fields of the file are not an error."""

    key: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_:.-]*$", max_length=80)]
    kind: Literal["article", "report", "manual", "book", "chapter", "thesis", "other"]
    title: Annotated[Text, StringConstraints(max_length=500)]
    author: Words = ""
    year: Annotated[int, Field(ge=1800, le=2100)]
    doi: Annotated[str, StringConstraints(pattern=r"^10\.\d{4,}/\S+$", max_length=120)] | None = None
    url: WebAddress | None = None
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")] = "en"
    annote: Words = ""
    keywords: list[str] = []
    note: Literal["verified", "recalled"]
    published_in: Annotated[Words, StringConstraints(max_length=300)] = ""


@dataclass
class LibraryData:
    rows: dict[str, ReferenceRow] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def read_bib(path: Path) -> LibraryData:
    """Read and check a BibTeX file; every broken entry becomes a problem in words."""
    data, seen = LibraryData(), dict[str, str]()
    library = parse_string(path.read_text(encoding="utf-8"))
    for block in library.failed_blocks:
        line = f"line {(block.start_line or 0) + 1}"
        text = "this entry cannot be read (a brace that is not closed, or a key used twice?)"
        data.problems.append(Problem(path.name, line, "", text))
    for number, entry in enumerate(library.entries, 1):
        name = f"entry {number} ({entry.key})"
        try:
            row = ReferenceRow.model_validate(_plain_fields(entry))
        except ValidationError as error:
            data.problems += of_validation(path.name, name, error)
            continue
        if first := next((seen[sign] for sign in _signs(row.doi or "", row.title, row.year) if sign in seen), None):
            data.problems.append(Problem(path.name, name, "", f"the same text stands in entry {first}; keep one"))
            continue
        seen |= dict.fromkeys(_signs(row.doi or "", row.title, row.year), entry.key)
        data.rows[row.key] = row
    return data


def _plain_fields(entry: Entry) -> dict[str, Any]:
    fields = {name.lower(): plain(str(item.value)) for name, item in entry.fields_dict.items()}
    known = {name: fields[name] for name in ("title", "year", "note", "url", "annote", "language") if fields.get(name)}
    return known | {
        "key": entry.key.lower(),
        "kind": KINDS.get(entry.entry_type.lower(), entry.entry_type),
        "author": _authors(str(entry.fields_dict["author"].value)) if "author" in entry.fields_dict else "",
        "doi": fields.get("doi", "").removeprefix("https://doi.org/") or None,
        "keywords": [word.strip() for word in fields.get("keywords", "").split(",") if word.strip()],
        "published_in": _published_in(fields),
    }


def plain(text: str) -> str:
    """Take LaTeX out of a text: braces, escaped signs, quotation marks, long dashes."""
    text = re.sub(r"\\([&%$#_])", r"\1", text)
    text = text.replace("``", "\N{LEFT DOUBLE QUOTATION MARK}").replace("''", "\N{RIGHT DOUBLE QUOTATION MARK}")
    text = text.replace("`", "\N{LEFT SINGLE QUOTATION MARK}")
    return re.sub(
        r"\s+", " ", text.replace("---", DASH).replace("--", DASH).translate({ord("{"): "", ord("}"): ""})
    ).strip()


def _authors(text: str) -> str:
    """Return the names with semicolons between them; an "and" inside braces belongs to an organisation's name."""
    parts = re.split(r"\s+and\s+(?![^{]*\})", text)
    return "; ".join(plain(name) for name in parts if plain(name))


def _published_in(fields: dict[str, str]) -> str:
    place = next((fields[name] for name in PLACES if fields.get(name)), "")
    volume = fields.get("volume", "")
    if volume and fields.get("number"):
        volume += f"({fields['number']})"
    return ", ".join(part for part in (f"{place} {volume}".strip(), fields.get("pages", "")) if part)


def _signs(doi: str, title: str, year: int | None) -> list[str]:
    """Return what a text is recognised by."""
    words = re.sub(r"\W+", " ", title).casefold().strip()
    return [*([f"doi:{doi.lower()}"] if doi else []), f"title:{words}:{year}"]


@transaction.atomic
def load(data: LibraryData) -> Loaded:
    """Load the rows; one that a person edited is left alone."""
    by_sign, slugs = dict[str, Reference](), set[str]()
    for reference in Reference.objects.all():
        slugs.add(reference.slug)
        for sign in _signs(reference.doi, reference.title, reference.year):
            by_sign[sign] = reference
    existing, wanted = {}, {}
    for key, row in data.rows.items():
        signs = _signs(row.doi or "", row.title, row.year)
        found = next((by_sign[sign] for sign in signs if sign in by_sign), None)
        if found:
            existing[key] = found
        wanted[key] = _values(row) | {"slug": found.slug if found else _free_slug(key, slugs)}
    done = sync(Reference, existing, wanted)
    _link_topics(wanted[key]["slug"] for key in wanted if key not in done.left)
    return done


def _values(row: ReferenceRow) -> dict[str, Any]:
    return {
        "kind": row.kind,
        "title": row.title,
        "authors": row.author,
        "year": row.year,
        "published_in": row.published_in,
        "doi": row.doi or "",
        "url": row.url or "",
        "language": row.language,
        "summary": row.annote,
        "keywords": row.keywords,
        "country": keywords.country(row.keywords),
        "is_verified": row.note == "verified",
        "is_retracted": "retracted" in row.keywords,
    }


def _free_slug(key: str, taken: set[str]) -> str:
    base = slugify(key.replace(":", "-").replace(".", "-"))[:70] or "reference"
    slug, number = base, 2
    while slug in taken:
        slug, number = f"{base}-{number}", number + 1
    taken.add(slug)
    return slug


def _link_topics(slugs: Iterable[str]) -> None:
    """Add the topics that the keywords stand for; topics that a member added stay."""
    terms = {term.slug: term.pk for term in vocabularies.terms("topic", with_inactive=True)}
    link = Reference.topics.through
    link._default_manager.bulk_create(
        [
            link(reference_id=pk, term_id=terms[topic])
            for pk, words in Reference.objects.filter(slug__in=list(slugs)).values_list("pk", "keywords")
            for topic in sorted(keywords.topics(words))
            if topic in terms
        ],
        ignore_conflicts=True,
    )
