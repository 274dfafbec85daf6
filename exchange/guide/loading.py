"""How do the shipped steps get in? Found again by their slug, changed where the file changed, left where a person edited."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path as File
from typing import Annotated, Any

from django.db import transaction
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from exchange.guide.models import Step, StepItem
from exchange.library.models import Reference
from exchange.world.models import Source
from portal.search import index
from portal.vocabularies import queries as vocabularies

SHIPPED = File(__file__).resolve().parent / "data" / "steps.json"
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{2,40}$")]
Sentence = Annotated[str, StringConstraints(max_length=300)]


class ItemRow(BaseModel):
    model_config = ConfigDict(extra="forbid")
    slug: Slug
    question: Annotated[str, StringConstraints(min_length=5, max_length=120)]
    why: Annotated[str, StringConstraints(min_length=5, max_length=200)]


class StepRow(BaseModel):
    """One step of the file; a word that it does not know is a mistake."""

    model_config = ConfigDict(extra="forbid")
    slug: Slug
    title: Annotated[str, StringConstraints(min_length=3, max_length=80)]
    lead: Sentence
    text: Annotated[str, StringConstraints(max_length=3000)] = ""
    ask: Annotated[str, StringConstraints(min_length=20, max_length=300)]
    stage: str
    topics: Annotated[list[str], Field(min_length=1, max_length=3)]
    contexts: dict[str, Sentence] = {}
    caution: Sentence = ""
    references: list[str] = []
    example: Sentence = ""
    example_country: str = ""
    example_source: str = ""
    items: Annotated[list[ItemRow], Field(min_length=1, max_length=8)]


@dataclass
class Loaded:
    """What happened to the steps; `left` are those that a person has edited."""

    new: int = 0
    changed: int = 0
    same: int = 0
    left: int = 0


def read(path: File) -> list[StepRow]:
    """Return the rows of the file. Raises ValueError with the place when one is not as it should be."""
    rows = [StepRow.model_validate(row) for row in json.loads(path.read_text(encoding="utf-8"))]
    for name in ("topic", "stage", "legal-basis"):
        known = {term.slug for term in vocabularies.terms(name, with_inactive=True)}
        for row in rows:
            named = {"topic": row.topics, "stage": [row.stage], "legal-basis": list(row.contexts)}[name]
            if unknown := set(named) - known:
                raise ValueError(f"{row.slug}: the list “{name}” does not have {', '.join(sorted(unknown))}.")
    return rows


def texts() -> Iterator[tuple[str, str]]:
    """Yield each shipped text, and what it is, for those who translate it."""
    for row in json.loads(SHIPPED.read_text(encoding="utf-8")):
        for name in Step.WORDS:
            yield row.get(name, ""), f"Guide, the step {row['slug']}: {name}"
        for basis, sentence in row.get("contexts", {}).items():
            yield sentence, f"Guide, the step {row['slug']}: under the legal basis {basis}"
        for item in row["items"]:
            yield item["question"], f"Guide, the step {row['slug']}: to decide"
            yield item["why"], f"Guide, the step {row['slug']}: why to decide it"


@transaction.atomic
def load(path: File = SHIPPED) -> Loaded:
    """Load the file. What it names of the library and of the record of rooms is linked where it is there."""
    rows, done = read(path), Loaded()
    steps = {step.slug: step for step in Step.objects.select_for_update()}
    for order, row in enumerate(rows, 1):
        step = steps.get(row.slug)
        if step is not None and step.edited_on:
            done.left += 1
            continue
        values = _values(row, order)
        is_new = step is None
        step = step or Step(slug=row.slug)
        before = None if is_new else _shape(step)
        for name, value in values.items():
            setattr(step, name, value)
        step.save()
        _link(step, row)
        if is_new:
            done.new += 1
        elif before == _shape(step):
            done.same += 1
            continue
        else:
            done.changed += 1
        index.put(step)
    return done


def _values(row: StepRow, order: int) -> dict[str, Any]:
    names = (*Step.WORDS, "stage", "contexts", "example_country")
    source = Source.objects.filter(slug=row.example_source).first() if row.example_source else None
    return {**{name: getattr(row, name) for name in names}, "order": order, "example_source": source}


def _link(step: Step, row: StepRow) -> None:
    step.topics.set([term for term in vocabularies.terms("topic", with_inactive=True) if term.slug in row.topics])
    step.references.set(Reference.objects.filter(slug__in=row.references))
    step.items.exclude(slug__in=[item.slug for item in row.items]).delete()
    for order, item in enumerate(row.items, 1):
        StepItem.objects.update_or_create(
            step=step, slug=item.slug, defaults={"order": order, "question": item.question, "why": item.why}
        )


def _shape(step: Step) -> dict[str, Any]:
    """Return all that a load could change, to say whether it did."""
    fields = {field.attname: getattr(step, field.attname) for field in Step._meta.concrete_fields}
    return fields | {
        "topics": sorted(step.topics.values_list("slug", flat=True)),
        "references": sorted(step.references.values_list("slug", flat=True)),
        "items": list(step.items.values_list("slug", "order", "question", "why")),
    }
