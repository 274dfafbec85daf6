"""What does this user find? Entries with the words, of those that one of the user's tokens opens."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.safestring import SafeString

from portal.search import facets, spelling, statement, synonyms
from portal.search.facets import ANY_YEAR, Filters, Years
from portal.search.models import SearchEntry
from portal.search.question import understand
from portal.search.registry import kinds, tokens_of
from portal.search.snippets import Finder, highlight, snippet
from portal.search.statement import Found, Row
from portal.search.tokens import spaced


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
    translated_from: str
    topics: list[str]
    country: str
    perspective: str
    evidence: str
    year: int | None
    changed_at: datetime


@dataclass(frozen=True)
class SearchPage:
    """What was found, and what the reader has to know of how; every number counts only what the user may read."""

    results: list[Result] = field(default_factory=list)
    # how many fit words and filters; how many fit the words
    total: int = 0
    unfiltered: int = 0
    counts: dict[str, dict[str, int]] = field(default_factory=dict)
    # the mark of the last result, for the next page; empty on the last one
    next_after: str = ""
    # True when nothing had all the words, and these have some of them.
    is_partial: bool = False
    # True when there are more than can be ranked: these are the newest of them
    is_bounded: bool = False
    other_names: list[str] = field(default_factory=list)
    # the words that were looked for instead, when what was typed stands nowhere
    corrected: str = ""

    @property
    def counts_by_kind(self) -> dict[str, int]:
        return self.counts.get("kind", {})


def search(
    user: Any,
    words: str,
    *,
    kind: str = "",
    filters: Filters | None = None,
    years: Years = ANY_YEAR,
    by_date: bool = False,
    after: str = "",
    limit: int = 20,
) -> SearchPage:
    """Find entries with all the words; where there are none, with any of them. At most five queries.

    `after` is the mark that a page gave for the next one; an unknown one gives the first page.
    """
    question = understand(words)
    tokens = sorted(tokens_of(user))
    if not question.groups or not tokens:
        return SearchPage()
    chosen = facets.narrowed({**(filters or {}), **({"kind": [kind]} if kind else {})}, years)
    asking = statement.Asking(question, tokens, chosen, by_date, after, limit)
    found = statement.run(asking)
    corrected = ""
    if not found.unfiltered and (better := spelling.corrected(question.words, tokens)):
        asking = replace(asking, question=understand(better))
        found, corrected = statement.run(asking), better
    if not found.unfiltered and len(asking.question.words) > 1:
        asking = replace(asking, question=asking.question.with_any())
        found = statement.run(asking)
    return _page(asking, found, corrected)


def _page(asking: statement.Asking, found: Found, corrected: str) -> SearchPage:
    question = asking.question
    finder = Finder(question.words, question.concepts)
    counts = {name: dict(counted) for name, counted in found.counts.items()}
    counts["kind"] = {name: counts["kind"][name] for name in kinds() if name in counts.get("kind", {})}
    return SearchPage(
        results=[_result(row, finder) for row in found.rows],
        total=found.total,
        unfiltered=found.unfiltered,
        counts=counts,
        next_after=str(found.rows[-1].entry_id) if found.has_more else "",
        is_partial=bool(found.unfiltered) and not question.every,
        is_bounded=found.is_bounded,
        other_names=synonyms.other_names(question.concepts, question.words),
        corrected=corrected if found.unfiltered else "",
    )


def readable(user: Any) -> Iterable[tuple[str, int]]:
    """Return (kind, object id) of every entry that the user may find; a test compares it with the pages' own rule."""
    held = Q(pk__in=[])
    for token in tokens_of(user):
        held |= Q(readers__contains=spaced(token))
    return SearchEntry.objects.filter(held).values_list("kind", "object_id")


def newest(user: Any, names: Iterable[str], limit: int) -> list[SearchEntry]:
    """Return the newest entries of these kinds that the user may find; one query."""
    held = Q(pk__in=[])
    for token in tokens_of(user):
        held |= Q(readers__contains=spaced(token))
    found = SearchEntry.objects.filter(held, kind__in=list(names), translated_from="")
    return list(found.only("kind", "title", "url", "language", "year").order_by("-changed_at", "-id")[:limit])


def readers_of(kind: str, object_id: int) -> set[str]:
    """Return the tokens that open an object's entry; none when it has no entry."""
    entry = SearchEntry.objects.filter(kind=kind, object_id=object_id).first()
    return set(entry.readers.split()) if entry else set()


def _result(row: Row, finder: Finder) -> Result:
    return Result(
        row.kind,
        facets.value_label("kind", row.kind),
        row.object_id,
        highlight(row.title, finder, row.language),
        snippet(row.body, finder, row.language),
        row.url,
        row.language,
        row.translated_from,
        row.topics,
        row.country,
        row.perspective,
        row.evidence,
        row.year,
        row.changed_at,
    )
