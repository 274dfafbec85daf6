"""How do the shipped answers to what people ask get in? By their slug; what a person edited or checked is left alone."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path as File
from typing import Annotated, Any, Literal

from django.db import transaction
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from exchange.guide.models import Claim, Evidence
from exchange.library.models import Reference
from exchange.world.importing.loading import Loaded
from portal.search import index
from portal.vocabularies import queries as vocabularies

SHIPPED = File(__file__).resolve().parent / "data" / "claims.json"
Line = Annotated[str, StringConstraints(min_length=5, max_length=200)]


class ClaimRow(BaseModel):
    """One claim of the file; scope, date and what is not known are never missing."""

    model_config = ConfigDict(extra="forbid")
    slug: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{2,60}$")]
    question: Annotated[str, StringConstraints(min_length=5, max_length=120)]
    said: Line
    summary: Annotated[str, StringConstraints(min_length=20, max_length=900)]
    place: Line
    period: Line
    rooms: Line
    not_known: Annotated[str, StringConstraints(min_length=5, max_length=1500)]
    written_on: date
    topics: Annotated[list[str], Field(min_length=1, max_length=3)]
    evidence: dict[Literal["for", "against", "mixed", "unread"], list[str]]


def read(path: File) -> list[ClaimRow]:
    """Return the rows of the file. Raises ValueError with the place when one is not as it should be."""
    rows = [ClaimRow.model_validate(row) for row in json.loads(path.read_text(encoding="utf-8"))]
    known = {term.slug for term in vocabularies.terms("topic", with_inactive=True)}
    for row in rows:
        named = [slug for slugs in row.evidence.values() for slug in slugs]
        if unknown := set(row.topics) - known:
            raise ValueError(f"{row.slug}: the list of topics does not have {', '.join(sorted(unknown))}.")
        if len(named) != len(set(named)):
            raise ValueError(f"{row.slug}: a title stands on two sides.")
    return rows


def texts() -> Iterator[tuple[str, str]]:
    """Yield each shipped text, and what it is, for those who translate it."""
    for row in json.loads(SHIPPED.read_text(encoding="utf-8")):
        for name in Claim.WORDS:
            yield row[name], f"What people ask, {row['slug']}: {name}"


@transaction.atomic
def load(path: File = SHIPPED) -> Loaded:
    """Load the file. A title that the library does not hold is left out, and comes with the next load."""
    rows, done = read(path), Loaded()
    claims = {claim.slug: claim for claim in Claim.objects.select_for_update().prefetch_related("topics", "evidence")}
    references = dict(Reference.objects.values_list("slug", "pk"))
    for order, row in enumerate(rows, 1):
        claim = claims.get(row.slug)
        if claim is not None and (claim.edited_on or claim.checked_on):
            done.left.append(row.slug)
            continue
        wanted: dict[int, str] = {
            references[slug]: side for side, slugs in row.evidence.items() for slug in slugs if slug in references
        }
        if claim is not None and _stands(claim, row, order, wanted):
            done.same += 1
            continue
        done.new, done.changed = done.new + (claim is None), done.changed + (claim is not None)
        _write(claim or Claim(slug=row.slug), row, order, wanted)
    return done


def _values(row: ClaimRow, order: int) -> dict[str, Any]:
    return {**{name: getattr(row, name) for name in Claim.WORDS}, "order": order, "written_on": row.written_on}


def _stands(claim: Claim, row: ClaimRow, order: int, wanted: dict[int, str]) -> bool:
    return (
        all(getattr(claim, name) == value for name, value in _values(row, order).items())
        and {topic.slug for topic in claim.topics.all()} == set(row.topics)
        and {one.reference_id: one.side for one in claim.evidence.all()} == wanted
    )


def _write(claim: Claim, row: ClaimRow, order: int, wanted: dict[int, str]) -> None:
    for name, value in _values(row, order).items():
        setattr(claim, name, value)
    claim.save()
    claim.topics.set([term for term in vocabularies.terms("topic", with_inactive=True) if term.slug in row.topics])
    claim.evidence.all().delete()
    Evidence.objects.bulk_create(Evidence(claim=claim, reference_id=pk, side=side) for pk, side in wanted.items())
    index.put(claim)
