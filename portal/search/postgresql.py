"""How does PostgreSQL find words? A `tsvector` in each entry, made here: what is a word and a stem, `words.py` says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db import connection

from portal.search import vocabulary
from portal.search.question import Question
from portal.search.words import forms

if TYPE_CHECKING:
    from portal.search.fulltext import Words

# The newest of those that match are looked through: ranking all of a very common word would take seconds.
MOST_RANKED = 4_000
MOST_WIDER = 1_500
MOST_BYTES = 700_000
# weights of D, C, B, A: body's stems, title's stems, body's words, title's words
WEIGHTS = "'{0.35, 0.9, 0.4, 1}'"
# Arrays for the index; must be written like this everywhere, or the index is not used.
READERS = "string_to_array(trim({e}readers), ' ')"
FACETS = "string_to_array({e}facets, NULL)"
EXACT = 1  # what an exact match has more than one by a synonym
HAS = "strpos"
ALL_FACETS = "string_agg"
KEEPS_VOCABULARY = True
# Before a question whether a word stands anywhere: the planner hopes to meet one soon and reads the whole table for a rare one.
# A surrounding transaction gets its own way back: all its later questions would look very costly.
BY_INDEX = (
    "SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off; %s;"
    " SET LOCAL enable_seqscan TO DEFAULT; SET LOCAL enable_indexscan TO DEFAULT"
)
learn, forget, near_words, tidy_up = vocabulary.learn, vocabulary.forget, vocabulary.near_words, vocabulary.tidy_up


def write(entries: Sequence[Words]) -> None:
    rows = [(_vector(words), words.entry_id) for words in entries]
    with connection.cursor() as cursor:
        cursor.executemany("UPDATE search_searchentry SET vector = %s::tsvector WHERE id = %s", rows)


def erase(ids: Sequence[int]) -> None:
    """Nothing to do: the words go with the row."""


def _vector(words: Words) -> str:
    places: dict[str, list[str]] = {}
    at = 0
    for plain, stems, weight, stem_weight in (
        (words.title, words.title_stems, "A", "C"),
        (words.body, words.body_stems, "B", ""),
    ):
        for word, stem in zip(plain, stems, strict=True):
            at += 1
            places.setdefault(word, []).append(f"{at}{weight}")
            if stem != word:
                places.setdefault(stem, []).append(f"{at}{stem_weight}")
    for at, concept in enumerate(words.concepts[:50], 1):
        places.setdefault(_mark(concept), []).append(f"{at}B")
    # 256 places are kept of each word; the whole has to stay under a megabyte.
    parts, size = [], 0
    for word, found in places.items():
        part = f"'{word}':{','.join(found[:200])}"
        size += len(part.encode())
        if size > MOST_BYTES:
            break
        parts.append(part)
    return " ".join(parts)


def _mark(concept: int) -> str:
    """Return the lexeme of a concept; no typed word begins with this sign."""
    return f"={concept}"


def query(question: Question, *, wider: bool) -> str:
    """Return the `tsquery` of a question; words are letters and digits only, so quoting them is enough."""
    parts = []
    for group in question.groups:
        part = " & ".join(_word(word) for word in group.words)
        if wider and group.concepts:
            part = " | ".join([f"({part})", *(f"'{_mark(concept)}'" for concept in group.concepts)])
        parts.append(f"({part})")
    return (" & " if question.every else " | ").join(parts)


def _word(word: str) -> str:
    # One letter of ours begins half of all words; one letter of other scripts is a word.
    beginning = ":*" if len(word) > 1 or not word.isascii() else ""
    others = sorted(form for form in forms(word) if not (beginning and form.startswith(word)))
    return "(" + " | ".join([f"'{word}'{beginning}", *(f"'{form}'" for form in others)]) + ")"


def readable(tokens: Sequence[str]) -> tuple[str, list[Any]]:
    return f"{READERS.format(e='e.')} && %s::text[]", [list(tokens)]


def among(signs: Sequence[str]) -> tuple[str, list[Any]]:
    """Return the condition that an entry has one of the facets, in a form that the index knows."""
    return f"{FACETS.format(e='e.')} && %s::text[]", [list(signs)]


def hits(question: Question, where: str, params: list[Any], *, wider: bool) -> tuple[str, list[Any]]:
    """Return the SQL of the newest matches with their rank; exact ones rank above all that are found by a synonym."""
    exact, asked = query(question, wider=False), query(question, wider=wider)
    condition, values = "e.vector @@ %s::tsquery", [asked]
    if wider:
        condition, values = f"{condition} AND NOT e.vector @@ %s::tsquery", [asked, exact]
    sql = (
        f"SELECT e.id, e.changed_at, e.year, e.facets,"  # noqa: S608  # pieces of our own, values as parameters
        f" ts_rank({WEIGHTS}, e.vector, %s::tsquery)::float8 + {0 if wider else EXACT} AS score"
        f" FROM search_searchentry e WHERE {condition} AND {where}"
        f" ORDER BY e.changed_at DESC, e.id DESC LIMIT {MOST_WIDER if wider else MOST_RANKED}"
    )
    return sql, [asked, *values, *params]


def stands_readable(word: str, tokens: Sequence[str], *, in_any_form: bool) -> tuple[str, list[Any]]:
    """Return the condition that a word stands in an entry that one of the tokens opens; as it is, or in any form."""
    where, params = readable(tokens)
    asked = _word(word) if in_any_form else f"'{word}':AB"
    return f"EXISTS (SELECT 1 FROM search_searchentry e WHERE e.vector @@ %s::tsquery AND {where})", [asked, *params]  # noqa: S608  # pieces of our own, values as parameters


def entries_with(question: Question) -> list[int]:
    """Return the ids of all entries that hold the words, whoever may read them: for the index itself, never for a page."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM search_searchentry e WHERE e.vector @@ %s::tsquery ORDER BY id",
            [query(question, wider=False)],
        )
        return [row[0] for row in cursor.fetchall()]
