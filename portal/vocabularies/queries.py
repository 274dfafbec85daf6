"""What is in a list? Read once and kept for a minute in each process: the lists are small and rarely change."""

import time
from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext

from portal.vocabularies.models import AvoidedWord, Holiday, Term

KEEP_SECONDS = 60.0
_kept: dict[str, tuple[float, object]] = {}


def forget() -> None:
    """Drop what is kept; called after an edit and between tests."""
    _kept.clear()


def _terms() -> dict[str, dict[str, Term]]:
    kept = _kept.get("terms")
    if kept and kept[0] > time.monotonic():
        return kept[1]  # type: ignore[return-value]  # the entry named "terms" always holds this shape
    lists: dict[str, dict[str, Term]] = {}
    for term in Term.objects.order_by("vocabulary", "order", "id"):
        lists.setdefault(term.vocabulary, {})[term.slug] = term
    _kept["terms"] = (time.monotonic() + KEEP_SECONDS, lists)
    return lists


def terms(vocabulary: str, *, with_inactive: bool = False) -> list[Term]:
    """Return a list's terms in their order."""
    return [t for t in _terms().get(vocabulary, {}).values() if with_inactive or t.is_active]


def label(vocabulary: str, slug: str) -> str:
    """Return the translated label, or the slug itself where the list does not know it."""
    term = _terms().get(vocabulary, {}).get(slug)
    return gettext(term.label) if term else slug


def labels(vocabulary: str, slugs: Sequence[str]) -> list[str]:
    return [label(vocabulary, slug) for slug in slugs]


def choices(vocabulary: str) -> list[tuple[str, str]]:
    """Return (slug, translated label) pairs for a form."""
    return [(t.slug, gettext(t.label)) for t in terms(vocabulary)]


def grouped_choices(vocabulary: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return (group label, pairs) for a form; the group's own label is in the list `<vocabulary>-group`."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for term in terms(vocabulary):
        groups.setdefault(term.group, []).append((term.slug, gettext(term.label)))
    return [(label(f"{vocabulary}-group", group), pairs) for group, pairs in groups.items()]


def holiday_dates() -> frozenset[date]:
    kept = _kept.get("holidays")
    if kept and kept[0] > time.monotonic():
        return kept[1]  # type: ignore[return-value]  # the entry named "holidays" always holds this shape
    days = frozenset(Holiday.objects.values_list("day", flat=True))
    _kept["holidays"] = (time.monotonic() + KEEP_SECONDS, days)
    return days


def avoided_words(language: str) -> list[AvoidedWord]:
    """Return the active rows of one language."""
    kept = _kept.get("avoided")
    if not kept or kept[0] <= time.monotonic():
        rows: dict[str, list[AvoidedWord]] = {}
        for row in AvoidedWord.objects.filter(is_active=True).order_by("id"):
            rows.setdefault(row.language, []).append(row)
        kept = _kept["avoided"] = (time.monotonic() + KEEP_SECONDS, rows)
    by_language: dict[str, list[AvoidedWord]] = kept[1]  # type: ignore[assignment]  # the entry "avoided" has this shape
    return by_language.get(language, [])
