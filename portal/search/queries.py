"""What does this user find? Entries with the words, of those that one of the user's tokens opens."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils.safestring import SafeString

from portal.search import fulltext
from portal.search.models import SearchEntry
from portal.search.registry import kinds, tokens_of
from portal.search.snippets import Finder, highlight, snippet
from portal.search.words import asked


@dataclass(frozen=True)
class Result:
    """One thing found; title and snippet are escaped, with <mark> around the words."""

    kind: str
    label: str
    object_id: int
    title: SafeString
    snippet: SafeString
    url: str
    language: str
    topics: list[str]
    country: str
    changed_at: datetime


@dataclass(frozen=True)
class SearchPage:
    """`total` counts what the chosen kind holds, `counts_by_kind` every kind; both only what the user may read."""

    results: list[Result] = field(default_factory=list)
    total: int = 0
    counts_by_kind: dict[str, int] = field(default_factory=dict)
    # True when nothing had all the words, and these have some of them.
    is_partial: bool = False


def search(user: Any, words: str, *, kind: str = "", limit: int = 20, offset: int = 0) -> SearchPage:
    """Find entries with all the words; where there are none, with any of them. At most three queries."""
    wanted = asked(words)
    tokens = sorted(tokens_of(user))
    if not wanted or not tokens:
        return SearchPage()
    for every_word in (True, False):
        found = fulltext.match(wanted, every_word=every_word)
        counts = _counts(found, tokens)
        if counts or len(wanted) == 1:
            break
    total = counts.get(kind, 0) if kind else sum(counts.values())
    rows = _rows(found, tokens, kind, limit, offset) if total > offset else []
    finder = Finder(wanted)
    return SearchPage([_result(row, finder) for row in rows], total, counts, is_partial=bool(total) and not every_word)


def readable(user: Any) -> Iterable[tuple[str, int]]:
    """Return (kind, object id) of every entry that the user may find; a test compares it with the pages' own rule."""
    return SearchEntry.objects.filter(readers__token__in=tokens_of(user)).values_list("kind", "object_id").distinct()


def _readers_clause(tokens: list[str]) -> str:
    marks = ", ".join(["%s"] * len(tokens))
    return f"EXISTS (SELECT 1 FROM search_searchreader r WHERE r.entry_id = e.id AND r.token IN ({marks}))"  # noqa: S608  # marks only


def _counts(found: fulltext.Match, tokens: list[str]) -> dict[str, int]:
    sql = (
        f"SELECT e.kind, COUNT(*) FROM search_searchentry e {found.join}"  # noqa: S608  # pieces of our own, values as parameters
        f" WHERE {found.where} AND {_readers_clause(tokens)} GROUP BY e.kind"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [*found.where_params, *tokens])
        counts = dict(cursor.fetchall())
    return {name: counts[name] for name in kinds() if name in counts}


def _rows(found: fulltext.Match, tokens: list[str], kind: str, limit: int, offset: int) -> list[SearchEntry]:
    names = sorted([kind] if kind else kinds())
    sql = (
        f"SELECT e.id, e.kind, e.object_id, e.title, e.body, e.url, e.language, e.topics, e.country, e.changed_at,"  # noqa: S608
        f" {found.rank} AS place FROM search_searchentry e {found.join} WHERE {found.where}"
        f" AND e.kind IN ({', '.join(['%s'] * len(names))}) AND {_readers_clause(tokens)}"
        " ORDER BY place, e.changed_at DESC, e.id DESC LIMIT %s OFFSET %s"
    )
    params = [*found.rank_params, *found.where_params, *names, *tokens, limit, offset]
    return list(SearchEntry.objects.raw(sql, params))


def _result(row: SearchEntry, finder: Finder) -> Result:
    return Result(
        row.kind,
        str(kinds()[row.kind].label),
        row.object_id,
        highlight(row.title, finder, row.language),
        snippet(row.body, finder, row.language),
        row.url,
        row.language,
        row.topics,
        row.country,
        row.changed_at,
    )
