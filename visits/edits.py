"""What did a coordinator change in somebody's request? Its answers in words, before and after, word by word."""

from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from exchange.practices.differences import parts
from visits.models import Edit, VisitRequest

# field -> what it is called on the page; in the order of the form
NAMES: dict[str, Any] = {
    "kind": _("What you need"),
    "title": _("In one line"),
    "questions": _("The questions"),
    "why_now": _("Why now"),
    "topics": _("Topics"),
    "stage": _("How far you are"),
    "country": _("Country"),
    "city": _("City"),
    "city_size": _("Size of the town"),
    "legal_basis": _("Legal basis"),
    "legal_level": _("Level of the law"),
    "legal_context": _("The law at your place"),
    "languages": _("Languages"),
    "interpreter": _("Interpreter"),
    "windows": _("Dates"),
    "flexible": _("You can move"),
    "duration_days": _("Days or calls"),
    "experts_needed": _("Experts"),
    "group_size": _("How many come"),
    "outsiders": _("Outsiders"),
    "who_pays": _("Who pays"),
    "costs": _("Costs"),
    "peer_fee": _("The peer worker’s fee"),
    "access_needs": _("What you need to take part"),
    "confidentiality": _("Who may read it"),
    "media_plan": _("Media"),
}


def in_words(request: VisitRequest) -> dict[str, str]:
    """Return every answer as one text, so that two states can be laid beside each other; two queries."""
    return {name: _one(request, name) for name in NAMES}


def _one(request: VisitRequest, name: str) -> str:
    if name == "topics":
        return ", ".join(topic.slug for topic in request.topics.all())
    if name == "windows":
        rows = request.windows.all()
        return "\n".join(f"{date_format(row.start, 'j F Y')} – {date_format(row.end, 'j F Y')}" for row in rows)
    value = getattr(request, name)
    if name == "languages":
        return ", ".join(f"{row.get('code', '')} ({row.get('level', '')})" for row in value)
    return "\n".join(str(one) for one in value) if isinstance(value, list) else str(value)


def differences(edit: Edit) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return (what it is called, pieces: "same", "gone" or "new") for each answer that was changed."""
    return [(str(NAMES[name]), parts(*edit.changes[name])) for name in NAMES if name in edit.changes]
