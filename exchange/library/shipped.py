"""How does the list that the portal ships get in? All is checked first, nothing is made to fit, and twice is as good as once.

Files of members take another way (`actions.imports`): there a broken entry costs nobody the others.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal

from django.db import transaction
from django.utils.text import slugify
from pydantic import Field, StringConstraints, ValidationError

from exchange.library import keywords
from exchange.library.importing import bibtex, decoding
from exchange.library.importing.entries import Entry
from exchange.library.importing.rows import ReferenceRow
from exchange.library.models import Reference
from exchange.world.importing.problems import Problem, of_validation
from portal.vocabularies import queries as vocabularies


@dataclass
class Loaded:
    """What happened to the rows; `left` names those that a person had corrected or checked."""

    new: int = 0
    changed: int = 0
    same: int = 0
    left: list[str] = field(default_factory=list)


class ShippedRow(ReferenceRow):
    """`note` says whether somebody has seen the text."""

    key: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_:.-]*$", max_length=80)]
    year: Annotated[int, Field(ge=1800, le=2100)]
    note: Literal["verified", "recalled"]

    def values(self) -> dict[str, Any]:
        return super().values() | {
            "is_verified": self.note == "verified",
            "is_retracted": "retracted" in self.keywords,
        }


@dataclass
class LibraryData:
    rows: dict[str, ShippedRow] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def read_bib(path: Path) -> LibraryData:
    """Read and check a BibTeX file; every broken entry becomes a problem in words."""
    data, seen = LibraryData(), dict[str, str]()
    found = bibtex.read(decoding.text_of(path.read_bytes()))
    for broken in found.broken:
        data.problems.append(Problem(path.name, f"line {broken.line}", "", broken.text))
    for entry in found.entries:
        name = f"entry {entry.number} ({entry.key})"
        try:
            row = ShippedRow.model_validate(_told(entry))
        except ValidationError as error:
            data.problems += of_validation(path.name, name, error)
            continue
        keys = _keys(row)
        if first := next((seen[key] for key in keys if key in seen), None):
            data.problems.append(Problem(path.name, name, "", f"the same text stands in entry {first}; keep one"))
            continue
        seen |= dict.fromkeys(keys, entry.key)
        data.rows[row.key] = row
    return data


def _told(entry: Entry) -> dict[str, object]:
    told = {name: value for name, value in entry.fields.items() if value != ""}
    return told | {"key": entry.key.lower()}


def _keys(row: ReferenceRow) -> list[str]:
    values = row.values()
    return [key for key in (values["doi_key"], values["title_key"]) if key]


@transaction.atomic
def load(data: LibraryData) -> Loaded:
    """Load the rows; one that a person edited or checked is left alone."""
    by_key, slugs = dict[str, Reference](), set[str]()
    for reference in Reference.objects.all():
        slugs.add(reference.slug)
        by_key |= {key: reference for key in (reference.doi_key, reference.title_key) if key}
    existing, wanted = {}, {}
    for key, row in data.rows.items():
        found = next((by_key[one] for one in _keys(row) if one in by_key), None)
        if found:
            existing[key] = found
            wanted[key] = row.values() | {"slug": found.slug}
        else:
            wanted[key] = row.values() | {"slug": _free_slug(key, slugs), "origin": Reference.Origin.SHIPPED}
    done = _sync(existing, wanted)
    link_topics(Reference.objects.filter(slug__in=[wanted[key]["slug"] for key in wanted if key not in done.left]))
    return done


def _sync(existing: Mapping[str, Reference], wanted: Mapping[str, dict[str, Any]]) -> Loaded:
    """Make and change rows in bulk. A row that a person edited or checked belongs to whoever did."""
    done, new, changed, fields = Loaded(), list[Reference](), list[Reference](), set[str]()
    for key, values in wanted.items():
        row = existing.get(key)
        differing = {name for name, value in values.items() if row is not None and getattr(row, name) != value}
        if row is None:
            new.append(Reference(**values))
        elif not differing:
            done.same += 1
        elif row.edited_on or row.checked_on:
            done.left.append(key)
        else:
            for name in differing:
                setattr(row, name, values[name])
            fields |= differing
            changed.append(row)
    Reference.objects.bulk_create(new, batch_size=200)
    if changed:
        Reference.objects.bulk_update(changed, sorted(fields), batch_size=100)
    done.new, done.changed = len(new), len(changed)
    return done


def _free_slug(key: str, taken: set[str]) -> str:
    base = slugify(key.replace(":", "-").replace(".", "-"))[:70] or "reference"
    slug, number = base, 2
    while slug in taken:
        slug, number = f"{base}-{number}", number + 1
    taken.add(slug)
    return slug


def link_topics(references: Iterable[Any]) -> None:
    """Add the topics that the keywords stand for; topics that a member added stay."""
    terms = {term.slug: term.pk for term in vocabularies.terms("topic", with_inactive=True)}
    link = Reference.topics.through
    link._default_manager.bulk_create(
        [
            link(reference_id=reference.pk, term_id=terms[topic])
            for reference in references
            for topic in sorted(keywords.topics(reference.keywords))
            if topic in terms
        ],
        ignore_conflicts=True,
    )
