"""How is it asked of the database? One statement: the matches with their rank, a page of them, and all counts."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import connection

from portal.search import facets, fulltext
from portal.search.facets import Narrowed
from portal.search.question import Question


@dataclass(frozen=True)
class Asking:
    """A question with its reader's tokens, what it is narrowed to, and which page of it is wanted."""

    question: Question
    tokens: list[str]
    chosen: Narrowed
    by_date: bool
    after: str
    limit: int


@dataclass(frozen=True)
class Row:
    """An entry on the page."""

    entry_id: int
    kind: str
    object_id: int
    title: str
    body: str
    url: str
    language: str
    translated_from: str
    topics: list[str]
    country: str
    perspective: str
    evidence: str
    year: int | None
    changed_at: datetime


@dataclass(frozen=True)
class Found:
    """A page of rows; how many fit words and filters, and how many the words alone; counts by facet and value."""

    rows: list[Row]
    has_more: bool
    total: int
    unfiltered: int
    counts: dict[str, Counter[str]]
    is_bounded: bool


COLUMNS = "kind, object_id, title, body, url, language, translated_from, topics, country, perspective, evidence, year, changed_at"


def run(asking: Asking) -> Found:
    """Ask once; and once more, with the filters inside, when there was more than could be looked through."""
    found = _found(asking, _fetch(asking, is_inside=False))
    if found.is_bounded and asking.chosen.groups:
        inside = _found(asking, _fetch(asking, is_inside=True))
        return Found(
            inside.rows, inside.has_more, inside.total, found.unfiltered, found.counts, is_bounded=inside.is_bounded
        )
    return found


def _fetch(asking: Asking, *, is_inside: bool) -> Sequence[tuple[Any, ...]]:
    sql, params = _sql(asking, is_inside=is_inside)
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        rows: Sequence[tuple[Any, ...]] = cursor.fetchall()
        return rows


def _where(asking: Asking, *, is_inside: bool) -> tuple[str, list[Any]]:
    """Return the condition on an entry `e`: readable, of a kind that is registered, and (inside) narrowed."""
    engine = fulltext.engine()
    where, params = engine.readable(asking.tokens)
    parts = [where]
    if is_inside:
        for name, values in asking.chosen.values.items():
            where, more = engine.among(facets.signs(name, values))
            parts.append(where)
            params += more
        if asking.chosen.years:
            where, more = facets.year_condition(asking.chosen.years, "e.")
            parts.append(where)
            params += more
    return " AND ".join(parts), params


def _sql(asking: Asking, *, is_inside: bool) -> tuple[str, list[Any]]:
    engine = fulltext.engine()
    where, where_params = _where(asking, is_inside=is_inside)
    exact, params = engine.hits(asking.question, where, where_params, wider=False)
    tiers, ctes = "SELECT * FROM exact", [f"exact AS ({exact})"]
    if asking.question.concepts:
        wider, more = engine.hits(asking.question, where, where_params, wider=True)
        ctes.append(f"wider AS ({wider})")
        tiers += " UNION ALL SELECT * FROM wider"
        params += more
    mask, mask_params = facets.mask(asking.chosen, engine.HAS)
    ctes.append(f"hits AS MATERIALIZED (SELECT t.*, {mask} AS mask FROM ({tiers}) t)")  # noqa: S608  # pieces of our own, values as parameters
    page, page_params = _page_sql(asking)
    ctes.append(f"page AS ({page})")
    columns = ", ".join(f"e.{name}" for name in COLUMNS.split(", "))
    empty = ", ".join("NULL" for _name in COLUMNS.split(", "))
    sql = (
        f"WITH {', '.join(ctes)}"  # noqa: S608  # pieces of our own, values as parameters
        f" SELECT 1 AS is_row, e.id AS number, page.score AS score, NULL AS exact, NULL AS facets, {columns}"
        " FROM page JOIN search_searchentry e ON e.id = page.id"
        f" UNION ALL SELECT 0, mask, COUNT(*), SUM(CASE WHEN score >= {engine.EXACT} THEN 1 ELSE 0 END),"
        f" {engine.ALL_FACETS}(facets, ''), {empty} FROM hits GROUP BY mask"
    )
    return sql, [*params, *mask_params, *page_params]


def _page_sql(asking: Asking) -> tuple[str, list[Any]]:
    """Return the SQL of a page's rows: the next ones after a given row, never counted from the first."""
    keys = "changed_at, id" if asking.by_date else "score, changed_at, id"
    order = ", ".join(f"{key} DESC" for key in keys.split(", "))
    where, params = "mask = %s", [asking.chosen.everything]
    if asking.after.isascii() and asking.after.isdigit() and len(asking.after) < 19:
        # A mark that is not among these hits is nobody's: then the first page is shown.
        where += f" AND (NOT EXISTS (SELECT 1 FROM hits WHERE id = %s) OR ({keys}) < (SELECT {keys} FROM hits WHERE id = %s))"  # noqa: S608  # pieces of our own, values as parameters
        params += [int(asking.after)] * 2
    return f"SELECT id, score FROM hits WHERE {where} ORDER BY {order} LIMIT {asking.limit + 1:d}", params  # noqa: S608  # pieces of our own, values as parameters


def _found(asking: Asking, fetched: Sequence[tuple[Any, ...]]) -> Found:
    scores = {row[1]: row[2] for row in fetched if row[0]}
    rows = [_row(row) for row in fetched if row[0]]
    rows.sort(key=lambda r: (0 if asking.by_date else scores[r.entry_id], r.changed_at, r.entry_id), reverse=True)
    groups = [(int(row[1]), int(row[2]), int(row[3]), row[4]) for row in fetched if not row[0]]
    unfiltered, exact = sum(g[1] for g in groups), sum(g[2] for g in groups)
    engine = fulltext.engine()
    return Found(
        rows=rows[: asking.limit],
        has_more=len(rows) > asking.limit,
        total=sum(g[1] for g in groups if g[0] == asking.chosen.everything),
        unfiltered=unfiltered,
        counts=facets.count([(g[0], g[3]) for g in groups], asking.chosen),
        is_bounded=exact >= engine.MOST_RANKED or unfiltered - exact >= engine.MOST_WIDER,
    )


def _row(row: Sequence[Any]) -> Row:
    values = dict(zip(COLUMNS.split(", "), row[5:], strict=True))
    values["topics"] = json.loads(values["topics"]) if isinstance(values["topics"], str) else values["topics"]
    if isinstance(values["changed_at"], str):
        values["changed_at"] = _moment(values["changed_at"])
    return Row(entry_id=row[1], **values)


def _moment(text: str) -> datetime:
    """Return SQLite's text as the moment that it is; Django writes it in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
