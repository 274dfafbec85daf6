"""Which words stand in the entries? A table of its own on PostgreSQL, near words by trigrams where that is allowed."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.db import connection, transaction
from django.db.utils import DatabaseError

MOST_NEAR = 60
MOST_READ = 20_000
STANDS = "EXISTS (SELECT 1 FROM search_searchentry e WHERE e.vector @@ ('''' || w.word || ''':AB')::tsquery)"


def learn(words: Sequence[str]) -> None:
    _execute("INSERT INTO search_word (word) SELECT unnest(%s::text[]) ON CONFLICT DO NOTHING", [list(words)])


def forget(words: Sequence[str]) -> None:
    """Drop those of the words that stand in no entry any more."""
    _execute(f"DELETE FROM search_word w WHERE w.word = ANY(%s) AND NOT {STANDS}", [list(words)])  # noqa: S608  # pieces of our own, values as parameters


def tidy_up() -> list[str]:
    """After the index was made anew: drop words that stand nowhere; return what an operator should know."""
    _execute(
        "DELETE FROM search_word WHERE word NOT IN"
        " (SELECT word FROM ts_stat('SELECT vector FROM search_searchentry WHERE vector IS NOT NULL', 'ab'))",
        [],
    )
    missing = make_trigrams()
    return [missing] if missing else []


def near_words(words: Sequence[str]) -> list[str]:
    """Return words that look like one of these; without trigrams, those that begin like it and are about as long."""
    if has_trigrams():
        one = f"(SELECT word FROM search_word WHERE word %% %s ORDER BY similarity(word, %s) DESC, word LIMIT {MOST_NEAR})"  # noqa: S608  # pieces of our own, values as parameters
        params = [value for word in words for value in (word, word)]
    else:
        between = 'word COLLATE "C" >= %s AND word COLLATE "C" < %s'
        one = f"(SELECT word FROM search_word WHERE {between} LIMIT {MOST_READ})"  # noqa: S608  # numbers of our own
        params = [edge for word in words for edge in (word[0], chr(ord(word[0]) + 1))]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ".join([one] * len(words)), params)
        return [row[0] for row in cursor.fetchall()]


@lru_cache(maxsize=1)
def has_trigrams() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm')")
        return bool(cursor.fetchone()[0])


def make_trigrams() -> str:
    """Make extension and index where they are missing; where the role may not, return a sentence that says so."""
    try:
        with transaction.atomic():
            _execute("CREATE EXTENSION IF NOT EXISTS pg_trgm", [])
            _execute("CREATE INDEX IF NOT EXISTS search_word_trigrams ON search_word USING gin (word gin_trgm_ops)", [])
    except DatabaseError:
        return (
            "Search does without pg_trgm: mistyped words are compared with those that begin alike."
            " To have it, let a superuser say CREATE EXTENSION pg_trgm, then run rebuild_search."
        )
    has_trigrams.cache_clear()
    return ""


def _execute(sql: str, params: Sequence[Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
