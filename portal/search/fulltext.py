"""How are words found in the rows? FTS5 on SQLite, tsvector on PostgreSQL; the same three questions to both."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from portal.search.models import SearchEntry
from portal.search.words import STEMMERS, clean, forms, stems_of
from portal.vocabularies.queries import labels

MOST_CHARACTERS = 500_000  # PostgreSQL's limit for one text is a megabyte
CONFIGURATIONS = ["portal_simple", *(f"portal_{code}" for code in STEMMERS)]


@dataclass(frozen=True)
class Match:
    """Pieces of SQL: what to join to `e` (the entries), the condition, and the rank (smaller is better)."""

    join: str
    where: str
    where_params: list[Any]
    rank: str
    rank_params: list[Any]


def write(entries: Iterable[SearchEntry]) -> None:
    """Write the words of saved entries, in the caller's transaction."""
    if connection.vendor == "postgresql":
        _write_postgresql(list(entries))
    else:
        _write_sqlite(list(entries))


def erase(ids: Sequence[int]) -> None:
    """Forget the words of entries that go. PostgreSQL keeps them in the entry itself."""
    if connection.vendor != "postgresql":
        with connection.cursor() as cursor:
            cursor.executemany("DELETE FROM search_text WHERE rowid = %s", [(pk,) for pk in ids])


def match(asked: Sequence[str], *, every_word: bool) -> Match:
    """Return the SQL that finds entries with every one of the words, or with any of them."""
    if connection.vendor == "postgresql":
        return _match_postgresql(asked, " && " if every_word else " || ")
    return _match_sqlite(asked, " AND " if every_word else " OR ")


def _words(entry: SearchEntry) -> str:
    """Return the body's words and those of the topics: what is filed under ventilation is found by that word."""
    return clean(" ".join([entry.body[:MOST_CHARACTERS], *labels("topic", entry.topics)]))


def _write_sqlite(entries: list[SearchEntry]) -> None:
    erase([entry.pk for entry in entries])
    rows = []
    for e in entries:
        words = _words(e)
        rows.append((e.pk, clean(e.title), words, stems_of(f"{e.title} {words}", e.language)))
    with connection.cursor() as cursor:
        cursor.executemany("INSERT INTO search_text (rowid, title, body, stems) VALUES (%s, %s, %s, %s)", rows)


def _match_sqlite(asked: Sequence[str], joiner: str) -> Match:
    # Words hold letters and digits only (see words.asked), so quoting them is enough.
    parts = []
    for word in asked:
        stems = " OR ".join(f'"{form}"' for form in sorted(forms(word)))
        parts.append(f'({{title body}} : "{word}" * OR stems : ({stems}))')
    return Match(
        "JOIN search_text ON search_text.rowid = e.id",
        "search_text MATCH %s",
        [joiner.join(parts)],
        "bm25(search_text, 8.0, 2.0, 4.0)",
        [],
    )


def _configuration(language: str) -> str:
    return f"portal_{language}" if language in STEMMERS else "portal_simple"


def _write_postgresql(entries: list[SearchEntry]) -> None:
    # The plain words stand beside the stems: a beginning that somebody types is a beginning of the plain word.
    rows = []
    for e in entries:
        title, body, configuration = clean(e.title), _words(e), _configuration(e.language)
        rows.append((title, configuration, title, body, configuration, body, e.pk))
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE search_searchentry SET vector ="
            " setweight(to_tsvector('portal_simple', %s) || to_tsvector(%s::regconfig, %s), 'A') ||"
            " setweight(to_tsvector('portal_simple', %s) || to_tsvector(%s::regconfig, %s), 'B') WHERE id = %s",
            rows,
        )


def _match_postgresql(asked: Sequence[str], joiner: str) -> Match:
    parts, params = [], []
    for word in asked:
        queries = ["to_tsquery('portal_simple', %s)"]
        params.append(f"'{word}':*")
        for configuration in CONFIGURATIONS[1:]:
            queries.append(f"to_tsquery('{configuration}', %s)")
            params.append(f"'{word}'")
        parts.append(f"({' || '.join(queries)})")
    query = joiner.join(parts)
    return Match("", f"e.vector @@ ({query})", params, f"-ts_rank(e.vector, ({query}))", params)
