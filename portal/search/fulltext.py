"""How are words found in the rows? FTS5 on SQLite, tsvector on PostgreSQL; the same questions to both."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from types import ModuleType

from django.db import connection

from portal.search import postgresql, sqlite, synonyms
from portal.search.models import SearchEntry
from portal.search.words import fold, stem, words_of
from portal.vocabularies.queries import labels

MOST_CHARACTERS = 500_000
MOST_WORDS = 12_000  # PostgreSQL's limit for one row's words is a megabyte, and 16,383 places


@dataclass(frozen=True)
class Words:
    """The words of one entry, folded, in their order; their stems beside them; the concepts that it speaks of."""

    entry_id: int
    title: list[str]
    title_stems: list[str]
    body: list[str]
    body_stems: list[str]
    concepts: list[int]


def engine() -> ModuleType:
    return postgresql if connection.vendor == "postgresql" else sqlite


def read(entry: SearchEntry) -> Words:
    """Return the words of an entry; those of its topics too: what is filed under ventilation is found by that word."""
    title = words_of(entry.title)
    body = words_of(" ".join([entry.body[:MOST_CHARACTERS], *labels("topic", entry.topics)]))[:MOST_WORDS]
    concepts = [*synonyms.concepts_in(title, entry.language), *synonyms.concepts_in(body, entry.language)]
    folded_title, folded_body = [fold(word) for word in title], [fold(word) for word in body]
    return Words(
        entry.pk,
        folded_title,
        [stem(word, entry.language) for word in folded_title],
        folded_body,
        [stem(word, entry.language) for word in folded_body],
        concepts,
    )


def write(entries: Iterable[SearchEntry]) -> None:
    """Write the words of saved entries, in the caller's transaction."""
    engine().write([read(entry) for entry in entries])


def erase(ids: Sequence[int]) -> None:
    """Forget the words of entries that go. PostgreSQL keeps them in the entry itself."""
    engine().erase(list(ids))
