"""How does SQLite find words? FTS5: words of title and body, and in columns of their own stems and concepts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db import connection

from portal.search.question import Question
from portal.search.tokens import spaced
from portal.search.words import forms

if TYPE_CHECKING:
    from portal.search.fulltext import Words

MOST_RANKED = 3_000
MOST_WIDER = 1_500
EXACT = 1000  # what an exact match has more than one by a synonym
HAS = "instr"
ALL_FACETS = "group_concat"
KEEPS_VOCABULARY = False  # FTS5 has one
BY_INDEX = "%s"
MOST_READ = 20_000


def write(entries: Sequence[Words]) -> None:
    erase([words.entry_id for words in entries])
    rows = [
        (
            words.entry_id,
            " ".join(words.title),
            " ".join(words.body),
            " ".join([*words.title_stems, *words.body_stems]),
            " ".join(f"c{concept}" for concept in words.concepts),
        )
        for words in entries
    ]
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO search_text (rowid, title, body, stems, concepts) VALUES (%s, %s, %s, %s, %s)", rows
        )


def erase(ids: Sequence[int]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany("DELETE FROM search_text WHERE rowid = %s", [(pk,) for pk in ids])


def query(question: Question, *, wider: bool) -> str:
    """Return the FTS5 expression; words are letters and digits only, so quoting them is enough."""
    parts = []
    for group in question.groups:
        part = " AND ".join(_word(word) for word in group.words)
        if wider and group.concepts:
            marks = " OR ".join(f'"c{concept}"' for concept in group.concepts)
            part = f"({part}) OR concepts : ({marks})"
        parts.append(f"({part})")
    return (" AND " if question.every else " OR ").join(parts)


def _word(word: str) -> str:
    beginning = " *" if len(word) > 1 or not word.isascii() else ""
    stems = " OR ".join(f'"{form}"' for form in sorted(forms(word)))
    return f'({{title body}} : "{word}"{beginning} OR stems : ({stems}))'


def readable(tokens: Sequence[str]) -> tuple[str, list[Any]]:
    return f"({' OR '.join(['instr(e.readers, %s) > 0'] * len(tokens))})", [spaced(token) for token in tokens]


def among(signs: Sequence[str]) -> tuple[str, list[Any]]:
    return f"({' OR '.join(['instr(e.facets, %s) > 0'] * len(signs))})", list(signs)


def hits(question: Question, where: str, params: list[Any], *, wider: bool) -> tuple[str, list[Any]]:
    """Return the SQL of the newest matches with their rank; exact ones rank above all that are found by a synonym."""
    asked = query(question, wider=wider)
    if wider:
        asked = f"({asked}) NOT ({query(question, wider=False)})"
    sql = (
        f"SELECT e.id, e.changed_at, e.year, e.facets,"  # noqa: S608  # pieces of our own, values as parameters
        f" {0 if wider else EXACT} - bm25(search_text, 8.0, 2.0, 4.0, 1.0) AS score"
        # All that is read of a match stands in this index; the row itself is as long as its text.
        " FROM search_text JOIN search_searchentry e INDEXED BY search_rows_in_short ON e.id = search_text.rowid"
        f" WHERE search_text MATCH %s AND {where}"
        # FTS5 stops early when it goes backwards: here the newest are those that came last into the index.
        f" ORDER BY search_text.rowid DESC LIMIT {MOST_WIDER if wider else MOST_RANKED}"
    )
    return sql, [asked, *params]


def near_words(words: Sequence[str]) -> list[str]:
    """Return the words that begin with the same letter as one of these."""
    found = " UNION ".join(
        ["SELECT term FROM search_vocabulary WHERE term >= %s AND term < %s AND col IN ('title', 'body')"]
        * len({word[0] for word in words})
    )
    params = [edge for letter in sorted({word[0] for word in words}) for edge in (letter, chr(ord(letter) + 1))]
    with connection.cursor() as cursor:
        cursor.execute(f"{found} LIMIT {MOST_READ}", params)
        return [row[0] for row in cursor.fetchall()]


def stands_readable(word: str, tokens: Sequence[str], *, in_any_form: bool) -> tuple[str, list[Any]]:
    """Return the condition that a word stands in an entry that one of the tokens opens; as it is, or in any form."""
    where, params = readable(tokens)
    asked = _word(word) if in_any_form else f'{{title body}} : "{word}"'
    sql = (
        "EXISTS (SELECT 1 FROM search_text JOIN search_searchentry e ON e.id = search_text.rowid"  # noqa: S608  # pieces of our own, values as parameters
        f" WHERE search_text MATCH %s AND {where})"
    )
    return sql, [asked, *params]


def entries_with(question: Question) -> list[int]:
    """Return the ids of all entries that hold the words, whoever may read them: for the index itself, never for a page."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rowid FROM search_text WHERE search_text MATCH %s ORDER BY rowid", [query(question, wider=False)]
        )
        return [row[0] for row in cursor.fetchall()]


def tidy_up() -> list[str]:
    """Bring the pieces of the full text together."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO search_text (search_text) VALUES ('optimize')")
    return []
