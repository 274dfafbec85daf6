"""What should be mended before a request is read again? A list that the requester ticks off by changing what it names."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext_lazy as _

from visits.models import VisitRequest

# item -> (what it is called, the part of the form, the field to look at, the fields it covers)
ITEMS: dict[str, tuple[Any, int, str, tuple[str, ...]]] = {
    "title": (_("The line that says it all"), 2, "title", ("title",)),
    "questions": (_("The questions"), 2, "question_1", ("questions",)),
    "why_now": (_("Why now, and what would be better afterwards"), 2, "why_now", ("why_now",)),
    "topics": (_("The topics"), 2, "topics_chosen", ("topics",)),
    "place": (_("Your place and its law"), 3, "stage", ("stage", "country", "city", "city_size", "legal_basis", "legal_level", "legal_context")),
    "languages": (_("Languages and interpreter"), 3, "language_1", ("languages", "interpreter")),
    "dates": (_("The dates"), 4, "window_1_start", ("windows", "flexible", "duration_days")),
    "group": (
        _("Who comes"), 5, "group_size", ("group_size", "peer_in_group", "why_no_peer", "outsiders", "experts_needed"),
    ),
    "costs": (_("Who pays, and the peer worker’s fee"), 5, "who_pays", ("who_pays", "costs", "peer_fee")),
    "media": (_("Media and photos"), 6, "media_plan", ("media_plan",)),
}  # fmt: skip


@dataclass(frozen=True)
class Mending:
    """One thing that was asked for: where it stands in the form, and whether it was changed since."""

    name: str
    words: str
    part: int
    field: str
    is_mended: bool


def to_keep(request: VisitRequest, items: Iterable[str]) -> list[dict[str, str]]:
    """Return the rows to keep with a request that is sent back: what was asked for, and how it stood then."""
    return [{"item": name, "was": _as_it_stands(request, name)} for name in ITEMS if name in set(items)]


def asked_for(request: VisitRequest) -> list[Mending]:
    """Return what was asked for, in the order of the form; asks for topics and windows only where they are named."""
    found = []
    for row in request.to_mend:
        if row["item"] in ITEMS:
            words, part, field, _fields = ITEMS[row["item"]]
            is_mended = _as_it_stands(request, row["item"]) != row["was"]
            found.append(Mending(row["item"], str(words), part, field, is_mended))
    return found


def _as_it_stands(request: VisitRequest, name: str) -> str:
    """Return a mark of these answers: who was asked for a change keeps no copy of what was wrong."""
    return sha256(json.dumps([_value(request, field) for field in ITEMS[name][3]]).encode()).hexdigest()[:16]


def _value(request: VisitRequest, field: str) -> Any:
    if field == "topics":
        return sorted(topic.slug for topic in request.topics.all())
    if field == "windows":
        return sorted(str(window) for window in request.windows.all())
    return getattr(request, field)
