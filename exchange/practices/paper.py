"""What does the PDF of a practice hold? What every reader of it sees, and no author: bylines change, paper does not."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language, gettext

from exchange.practices.models import Outcome, Practice, Voice
from exchange.practices.sections import HEADINGS, answered
from portal import clock
from portal.ui.paper import blocks, make_pdf
from portal.ui.templatetags.ui import season
from portal.vocabularies.queries import label

FEW = 5


def pdf(practice: Practice) -> bytes:
    """Return the document in the active language; for the worker."""
    return make_pdf("practices/practice.typ", data(practice))


def data(practice: Practice) -> dict[str, Any]:
    """Return what the template reads: strings and blocks only."""
    words = {name: getattr(practice, name) for name in HEADINGS}
    return {
        "language": get_language() or "en",
        "text_language": practice.language,
        "title": practice.title,
        "facts": _facts(practice),
        "sections": [
            {"heading": str(section.heading), "blocks": blocks(section.words)}
            for section in answered(words)
            if section.name != "title"
        ],
        "outcomes": _outcomes(practice),
        "voices": _voices(practice),
        "foot": gettext("Shared experience, not clinical or legal advice."),
        "address": settings.SITE_URL + reverse("practices:practice_page", args=[practice.pk]),
        "made": gettext("As of %(when)s, for %(readers)s.")
        % {"when": season(clock.now()), "readers": practice.get_audience_display()},
    }


def _facts(practice: Practice) -> list[list[str]]:
    topics = ", ".join(label("topic", topic.slug) for topic in practice.topics.all())
    found = [
        (gettext("Topics"), topics),
        (gettext("Told"), label("perspective", practice.perspective)),
        (gettext("Status"), str(practice.get_state_display())),
        (gettext("Written"), season(practice.posted_at)),
    ]
    return [[name, value] for name, value in found if value]


def _outcomes(practice: Practice) -> dict[str, Any]:
    heads = [gettext("What was counted"), gettext("Before"), gettext("After"), gettext("Period"), gettext("Source")]
    rows = [
        [row.indicator, *(few(row, name) for name in ("before", "after")), row.period, row.source]
        for row in practice.outcomes.all()
    ]
    return {"heading": gettext("How do they know?"), "heads": heads, "rows": rows}


def few(row: Outcome, name: str) -> str:
    """Return a counted value as it may be shown: a number from one to four is "<5"."""
    value: str = getattr(row, name).strip()
    return f"<{FEW}" if value.isdigit() and 0 < int(value) < FEW else value


def _voices(practice: Practice) -> list[dict[str, Any]]:
    return [
        {"who": str(voice.get_side_display()), "language": voice.language, "blocks": blocks(voice.words)}
        for voice in practice.voices.filter(state=Voice.State.SHOWN)
    ]
