"""What does the PDF of a practice hold? What every reader of it sees, and no author: bylines change, paper does not."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext

from exchange.practices import files
from exchange.practices.beside import is_shown
from exchange.practices.facts import facts, outcomes
from exchange.practices.models import Practice
from exchange.practices.sections import answered, words_of
from portal import clock
from portal.ui.paper import blocks, make_pdf
from portal.ui.templatetags.ui import season
from portal.vocabularies.queries import label


def pdf(practice: Practice) -> bytes:
    """Return the document in the active language; for the worker."""
    return make_pdf("practices/practice.typ", data(practice))


def data(practice: Practice) -> dict[str, Any]:
    """Return what the template reads: strings and blocks only."""
    return {
        "language": get_language() or "en",
        "text_language": practice.language,
        "title": practice.title,
        "facts": _facts(practice),
        "sections": [
            {"heading": str(section.heading), "blocks": blocks(section.words), "note": _note(practice, section.name)}
            for section in answered(words_of(practice))
            if section.name != "title"
        ],
        "outcomes": _outcomes(practice),
        "voices": _voices(practice),
        "files": _files(practice),
        "foot": gettext("Shared experience, not clinical or legal advice."),
        "address": settings.SITE_URL + reverse("practices:practice_page", args=[practice.pk]),
        "made": _translated(practice)
        + gettext("As of %(when)s, for %(readers)s.")
        % {"when": season(clock.now()), "readers": practice.get_audience_display()},
    }


def _translated(practice: Practice) -> str:
    """Paper says that these are not the words of whoever told it, and no translator: bylines change, paper does not."""
    if practice.translation_of is None:
        return ""
    language = label("language", practice.translation_of.language)
    return gettext("A member's translation; the original is in %(language)s.") % {"language": language} + " "


def _facts(practice: Practice) -> list[list[str]]:
    topics = ", ".join(label("topic", topic.slug) for topic in practice.topics.all())
    pairs = [(gettext("Topics"), topics), (gettext("Status"), str(practice.get_state_display())), *facts(practice)]
    return [list(pair) for pair in pairs if pair[1]]


def _note(practice: Practice, name: str) -> str:
    """A word about the law stands with its day and its source, on paper as on the page."""
    if name != "legal_note":
        return ""
    when = date_format(practice.legal_note_on, "F Y") if practice.legal_note_on else ""
    parts = [gettext("As of %(when)s.") % {"when": when} if when else "", practice.legal_note_source]
    return " ".join(part for part in (*parts, "· " + gettext("Not legal advice.")) if part)


def _outcomes(practice: Practice) -> dict[str, Any]:
    heads = [gettext("What was counted"), gettext("Before"), gettext("After"), gettext("Period"), gettext("How")]
    rows = [list(row.values()) for row in outcomes(practice)]
    return {"heading": gettext("How do they know?"), "heads": heads, "rows": rows}


def _voices(practice: Practice) -> list[dict[str, Any]]:
    return [
        {"who": str(voice.get_side_display()), "language": voice.language, "blocks": blocks(voice.words)}
        for voice in practice.source.voices.all()
        if is_shown(voice, practice.audience)
    ]


def _files(practice: Practice) -> dict[str, Any]:
    """Paper holds no files: it says which there are, for whoever looks for them on the page."""
    shown = [file for file in files.files_of(practice) if files.is_shown(file, practice)]
    return {
        "heading": gettext("Files"),
        "rows": [[file.caption, str(file.upload.get_kind_display())] for file in shown],
    }
