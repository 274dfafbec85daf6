"""What must an entry say to become a reference? What is missing or wrong is said in words; what we do not keep is left out."""

import re
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

from django.utils.translation import gettext as _
from pydantic import BaseModel, Field, StringConstraints, ValidationError

from exchange.library import keywords, signs
from exchange.library.importing import bibtex, decoding, ris
from exchange.library.importing.entries import Broken, Entry

MOST_ENTRIES = 20_000
# Our own sentence. What is longer is an abstract, which belongs to those who wrote it.
MOST_OF_A_SUMMARY = 600
MOST_KEYWORDS = 20
NO_YEAR = re.compile(r"^\W*$|n\.?\s?d\.?|press|forthcoming|submitted|accepted|preparation|unknown", re.IGNORECASE)
WITHDRAWN = re.compile(r"^\W*(?:retracted|withdrawn)\b(?:\s+article)?\s*[:.\])]?\s*", re.IGNORECASE)
LANGUAGES = {
    "english": "en", "german": "de", "deutsch": "de", "ngerman": "de", "french": "fr", "français": "fr",
    "francais": "fr", "spanish": "es", "español": "es", "portuguese": "pt", "português": "pt", "dutch": "nl",
    "nederlands": "nl", "italian": "it", "italiano": "it", "danish": "da", "dansk": "da", "norwegian": "no",
    "norsk": "no", "swedish": "sv", "finnish": "fi", "greek": "el", "polish": "pl", "czech": "cs", "catalan": "ca",
    "eng": "en", "ger": "de", "deu": "de", "fre": "fr", "fra": "fr", "spa": "es", "por": "pt", "dut": "nl",
    "nld": "nl", "ita": "it", "dan": "da", "nor": "no", "swe": "sv", "fin": "fi", "gre": "el", "ell": "el", "pol": "pl",
}  # fmt: skip
Words = Annotated[str, StringConstraints(strip_whitespace=True)]
KINDS = Literal["article", "report", "manual", "book", "chapter", "thesis", "other"]


class ReferenceRow(BaseModel):
    """What we use of an entry; other fields of the file are not an error."""

    kind: KINDS
    title: Annotated[Words, StringConstraints(min_length=1, max_length=500)]
    author: Annotated[Words, StringConstraints(max_length=5000)] = ""
    year: Annotated[int, Field(ge=1800, le=2100)] | None = None
    doi: Annotated[str, StringConstraints(pattern=r"^10\.\d{4,9}/\S+$", max_length=120)] | None = None
    url: Annotated[str, StringConstraints(max_length=500, pattern=r"^https?://[^\s]+$")] | None = None
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")] = "en"
    annote: Words = ""
    keywords: list[Annotated[str, StringConstraints(max_length=60)]] = []
    is_retracted: bool = False
    container: Annotated[Words, StringConstraints(max_length=300)] = ""
    publisher: Annotated[Words, StringConstraints(max_length=200)] = ""
    volume: Annotated[Words, StringConstraints(max_length=20)] = ""
    issue: Annotated[Words, StringConstraints(max_length=20)] = ""
    pages: Annotated[Words, StringConstraints(max_length=40)] = ""

    def values(self) -> dict[str, Any]:
        """Return the fields of a `Reference`."""
        doi_key, title_key = signs.of(self.doi or "", self.title, self.year)
        return {
            "kind": self.kind,
            "title": self.title,
            "authors": self.author,
            "year": self.year,
            "container": self.container,
            "publisher": self.publisher,
            "volume": self.volume,
            "issue": self.issue,
            "pages": self.pages,
            "doi": self.doi or "",
            "url": self.url or "",
            "language": self.language,
            "summary": self.annote,
            "keywords": self.keywords,
            "country": keywords.country(self.keywords),
            "is_retracted": self.is_retracted,
            "doi_key": doi_key,
            "title_key": title_key,
        }


@dataclass
class Row:
    """One entry: sound (`row`), or with what is wrong in words."""

    entry: Entry
    row: ReferenceRow | None = None
    problems: list[str] = field(default_factory=list)


class NoReferences(ValueError):
    """The file holds nothing that we know how to read; the text says so."""


def entries_of(content: bytes, name: str) -> tuple[list[Entry], list[Broken]]:
    """Return what can be read of a file, and where nothing could. Raises NoReferences."""
    text = decoding.text_of(content)
    if _is_binary(text):
        raise NoReferences(_("This is no text. We read BibTeX (.bib) and RIS (.ris)."))
    is_ris = name.lower().endswith(".ris") or ("@" not in text[:200_000]) or ris.is_ris(text[:200_000])
    found = ris.read(text) if is_ris else bibtex.read(text)
    if len(found.entries) + len(found.broken) > MOST_ENTRIES:
        raise NoReferences(
            _("It holds more than %(most)s entries. Please cut it into several files.") % {"most": MOST_ENTRIES}
        )
    if not found.entries and not found.broken:
        raise NoReferences(_("There is no reference in it. We read BibTeX (.bib) and RIS (.ris)."))
    return found.entries, found.broken


def _is_binary(text: str) -> bool:
    head = text[:20_000]
    return sum(sign < " " and sign not in "\n\t\f" for sign in head) > len(head) // 50


def check(entry: Entry) -> Row:
    """Make a row of ours of an entry, and say what is wrong with it; one sentence for each field."""
    told = {name: value for name, value in _made_to_fit(entry.fields).items() if value not in ("", None)}
    try:
        return Row(entry, ReferenceRow.model_validate(told))
    except ValidationError as error:
        said = {str(one["loc"][0]): _say(str(one["loc"][0]), one) for one in error.errors(include_url=False)}
        return Row(entry, None, list(said.values()))


def _say(name: str, error: Any) -> str:
    if error["type"] == "missing":
        return _("%(field)s: it is missing") % {"field": name}
    if error["type"] == "string_too_long":
        most = error["ctx"]["max_length"]
        return _("%(field)s: it is longer than %(most)s letters") % {"field": name, "most": most}
    given = str(error["input"])[:60]
    if name == "doi":
        return _("doi: “%(given)s” is none; a DOI looks like 10.1000/182") % {"given": given}
    if name == "year":
        return _("year: “%(given)s” is no year between 1800 and 2100") % {"given": given}
    return _("%(field)s: “%(given)s” cannot be read") % {"field": name, "given": given}


def _made_to_fit(told: dict[str, object]) -> dict[str, object]:
    """Other people's files: every spelling of a DOI, kinds we do not have, what is too long and of no matter."""
    text = {name: str(value) for name, value in told.items() if isinstance(value, str)}
    title, is_retracted = _title(text.get("title", ""), text.get("note", ""))
    url = text.get("url", "").split()[0:1]
    return (
        told
        | {
            "kind": text["kind"] if text["kind"] in KINDS.__args__ else "other",  # type: ignore[attr-defined]  # of a Literal
            "title": title,
            "author": text.get("author", "")[:5000],
            "year": _year(text.get("year", "")),
            "doi": _doi(text.get("doi", ""), url[0] if url else ""),
            "url": _url(url[0] if url else ""),
            "language": _language(text.get("language", "")),
            "annote": _summary(text.get("annote", "")),
            "keywords": [word[:60] for word in told.get("keywords", [])][:MOST_KEYWORDS],  # type: ignore[attr-defined]  # a list of words
            "is_retracted": is_retracted,
            **{name: text.get(name, "")[:most].strip() for name, most in SHORT.items()},
        }
    )


SHORT = {"container": 300, "publisher": 200, "volume": 20, "issue": 20, "pages": 40}


def _title(title: str, note: str) -> tuple[str, bool]:
    """A text that was withdrawn says so in its title or its note; the flag is ours, the title stays the text's own."""
    title = re.sub(r"<[^<>]{1,40}>", "", title)
    in_title = re.match(r"^\W*RETRACTED\b", title) is not None
    if in_title:
        title = WITHDRAWN.sub("", title, count=1)
    return title, in_title or WITHDRAWN.match(note) is not None


def _year(text: str) -> object:
    if found := re.search(r"(?<!\d)(1[89]\d\d|20\d\d)(?!\d)", text):
        return int(found[1])
    return None if NO_YEAR.search(text) else text


def _doi(text: str, url: str) -> str:
    if not text.strip():
        return signs.doi(url) if "doi.org/" in url else ""
    return signs.doi(text) or text[:200]


def _url(text: str) -> str:
    if re.match(r"www\.[\w-]+\.", text):
        text = f"https://{text}"
    return text if re.match(r"https?://[\w.-]+\S*$", text) and len(text) <= 500 else ""


def _language(text: str) -> str:
    text = text.strip().lower()
    if text in LANGUAGES:
        return LANGUAGES[text]
    return text[:2] if re.match(r"^[a-z]{2}(?:[-_][a-z]{2})?$", text) else "en"


def _summary(text: str) -> str:
    text = re.sub(r"<[^<>]{1,40}>", "", text).strip()
    return text if len(text) <= MOST_OF_A_SUMMARY else ""
