"""How do the shipped statements get in? All is checked first; one that a person has changed is left alone."""

from datetime import date
from pathlib import Path
from typing import Annotated

from django.db import transaction
from pydantic import BaseModel, ConfigDict, StringConstraints, TypeAdapter, model_validator

from exchange.statements.models import Audience, Statement
from exchange.world.importing.loading import Loaded, sync
from exchange.world.importing.rows import Text, WebAddress, Words
from portal import clock
from portal.search import index
from portal.vocabularies import queries as vocabularies

FILE = "statements.json"


class StatementRow(BaseModel):
    """One statement of the file; it is public, and its words may still be missing."""

    model_config = ConfigDict(extra="forbid")

    slug: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+$", max_length=80)]
    title: Annotated[Text, StringConstraints(max_length=200)]
    issued_on: date
    issuer: Annotated[Text, StringConstraints(max_length=160)]
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")] = "en"
    topics: list[str] = []
    body: Words = ""
    is_incomplete: bool = False
    source: Annotated[Words, StringConstraints(max_length=200)] = ""
    url: WebAddress | None = None

    @model_validator(mode="after")
    def has_words_or_says_so(self) -> "StatementRow":
        if not self.body and not self.is_incomplete:
            raise ValueError("a statement has words, or says that they are to be completed")
        return self


def read(folder: Path) -> list[StatementRow]:
    """Read and check the file; raises pydantic's ValidationError, and then nothing is loaded."""
    return TypeAdapter(list[StatementRow]).validate_json((folder / FILE).read_bytes())


@transaction.atomic
def load(rows: list[StatementRow]) -> Loaded:
    wanted = {row.slug: _values(row) for row in rows}
    existing = {row.slug: row for row in Statement.objects.filter(slug__in=wanted)}
    done = sync(Statement, existing, wanted)
    topics = {term.slug: term for term in vocabularies.terms("topic", with_inactive=True)}
    named = {row.slug: row.topics for row in rows}
    for statement in Statement.objects.filter(slug__in=wanted).prefetch_related("topics"):
        if statement.published_at is None and statement.state == Statement.State.PUBLISHED:
            statement.published_at = clock.now()
            statement.save(update_fields=["published_at"])
            statement.topics.set(topics[slug] for slug in named[statement.slug] if slug in topics)
        index.put(statement)
    return done


def _values(row: StatementRow) -> dict[str, object]:
    values = row.model_dump(exclude={"topics"})
    return values | {"url": row.url or "", "state": Statement.State.PUBLISHED, "audience": Audience.PUBLIC}
