"""What does a coordinator see of one person on a list, or of two beside each other? Places, points, texts, load."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exchange.practices.models import Practice
from portal.vocabularies.queries import label, labels
from visits.fits import Part, parts, similar_in
from visits.load import with_load
from visits.matching.filters import FILTER_WORDS
from visits.matching.reasons import in_words
from visits.matching.weights import WHOLE
from visits.models import Match, VisitRequest

NAMES: dict[str, Any] = {
    "law": gettext_lazy("The law"),
    "model": gettext_lazy("Sort of room"),
    "routes": gettext_lazy("Ways of using"),
    "size": gettext_lazy("Size of the town"),
    "stage": gettext_lazy("How far they are"),
}
ALIKE: dict[str, Any] = {
    "same": gettext_lazy("alike"),
    "near": gettext_lazy("nearly alike"),
    "other": gettext_lazy("different"),
    "unknown": gettext_lazy("we do not know"),
    "not-asked": gettext_lazy("not asked"),
}
LISTS = {"model": "facility-model", "routes": "route", "size": "city-size"}


@dataclass(frozen=True)
class Row:
    """One comparison: what it is about, what the request says, and for each person (what they know, how alike)."""

    name: str
    asked: str
    cells: list[tuple[str, str, bool]]


@dataclass(frozen=True)
class Closer:
    """One person: their points, the texts these come from, what they carry, and why they are not on the list if so."""

    match: Any
    parts: list[Part]
    most: int
    reasons: list[str]
    texts: list[tuple[str, str, float, str]]  # what it is, its address, its points, the words both use
    rest: float
    similar: tuple[int, int]
    out: str


def look(asked: VisitRequest, chosen: Sequence[int]) -> dict[str, Any]:
    """Return two people at most, in the order chosen, with all others of the list to choose from; three queries."""
    rows: QuerySet[Any] = asked.matches.select_related("expert", "expert__expert_profile", "weights")
    everybody = sorted(with_load(rows), key=lambda row: (bool(row.ruled_out), row.place, row.pk))
    by_expert = {row.expert_id: row for row in everybody}
    picked = [by_expert[pk] for pk in dict.fromkeys(chosen) if pk in by_expert]
    titles = _titles(picked)
    return {
        "people": [_closer(row, titles) for row in picked],
        "rows": _rows(picked),
        "everybody": everybody,
        "chosen": [row.expert_id for row in picked],
    }


def _titles(picked: Sequence[Any]) -> Mapping[int, str]:
    wanted = [one["pk"] for row in picked for one in row.near if one["source"] == "practice"]
    return dict(Practice.objects.filter(pk__in=wanted).values_list("pk", "title")) if wanted else {}


def _closer(row: Match, titles: Mapping[int, str]) -> Closer:
    texts = [(*_text(one, titles), float(one["points"]), ", ".join(one["words"])) for one in row.near if one["points"]]
    rest = round(row.parts.get("affinity", 0) - sum(points for _what, _url, points, _words in texts), 1)
    return Closer(
        row,
        parts(row),
        WHOLE,
        [in_words(one) for one in row.reasons],
        texts,
        max(0.0, rest),
        similar_in(row),
        str(FILTER_WORDS.get(row.ruled_out, row.ruled_out)),
    )


def _text(one: Mapping[str, Any], titles: Mapping[int, str]) -> tuple[str, str]:
    """Return what a text is called, and where a coordinator reads it; "" where that is not one page."""
    if one["source"] == "practice" and one["pk"] in titles:
        return titles[one["pk"]], f"/practices/{one['pk']}/"
    names = {"answer": _("A helpful answer"), "visit": _("A visit that was held"), "practice": _("A practice")}
    return names.get(one["source"], _("Their profile")), ""


def _rows(picked: Sequence[Any]) -> list[Row]:
    found = []
    for key, name in NAMES.items():
        told = [next((one for one in row.context if one["key"] == key), None) for row in picked]
        asked: Sequence[str] = next((one["asked"] for one in told if one), ())
        cells = [
            (_words(key, one["known"]) if one else "", str(ALIKE[one["alike"]] if one else ""), _is_alike(one))
            for one in told
        ]
        found.append(Row(str(name), _words(key, asked), cells))
    return found


def _is_alike(one: Mapping[str, Any] | None) -> bool:
    return one is not None and one["alike"] in ("same", "near")


def _words(key: str, slugs: Sequence[str]) -> str:
    if key == "law":
        return ", ".join(_law(slug) for slug in slugs)
    if key == "stage":
        known = {"opened": _("opened a room")}
        return ", ".join(known.get(slug) or _stage(slug) for slug in slugs)
    return ", ".join(labels(LISTS[key], slugs))


def _law(slug: str) -> str:
    basis = label("legal-basis", slug)
    return basis if basis != slug else label("legal-level", slug)


def _stage(slug: str) -> str:
    stage = label("stage", slug)
    return stage if stage != slug else label("topic", slug)
