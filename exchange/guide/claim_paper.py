"""What does the paper on one of the things that people ask hold? What everybody reads on its page, and nothing else."""

import hashlib
import json
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from exchange.guide.claim_queries import Group, groups_of
from exchange.guide.models import Claim
from exchange.library.models import Reference
from portal import clock
from portal.ui.paper import blocks, make_pdf
from portal.ui.shipped import said

TEMPLATE = "guide/claim.typ"


def pdf(found: dict[str, Any]) -> bytes:
    """Set what `data` returned; for the worker."""
    made = _("As of %(when)s. The guide of the International Network of Drug Consumption Rooms.")
    return make_pdf(TEMPLATE, found | {"made": made % {"when": date_format(clock.today(), "j F Y")}})


def fingerprint(found: dict[str, Any]) -> str:
    """Return what changes whenever the paper would: with a word, a title, a mark on it, or its look."""
    look = (settings.BASE_DIR / "templates" / TEMPLATE).read_text(encoding="utf-8")
    return hashlib.sha256((json.dumps(found, sort_keys=True) + look).encode()).hexdigest()


def data(claim: Claim) -> dict[str, Any]:
    """Return the words in the active language. `claim` comes from `claim_queries.with_public_titles`."""
    return {
        "language": get_language() or "en",
        "title": said(claim.question),
        "said": f"“{said(claim.said)}”",
        "facts": " · ".join(_dates(claim)),
        "short": {"heading": _("In short"), "text": said(claim.summary)},
        "scope": {
            "heading": _("What this is about, and what not"),
            "rows": [
                [_("Where"), said(claim.place)],
                [_("When"), said(claim.period)],
                [_("Which rooms"), said(claim.rooms)],
            ],
        },
        "sides": [_side(group) for group in groups_of(claim.evidence.all())],
        "unknown": {"heading": _("What is not known"), "blocks": blocks(said(claim.not_known))},
        "foot": _("Not legal or clinical advice."),
        "address": settings.SITE_URL + reverse("guide:claim_page", args=[claim.slug]),
    }


def _dates(claim: Claim) -> list[str]:
    written = _("Written on %(when)s") % {"when": date_format(claim.written_on, "j F Y")}
    version = _("version %(n)s") % {"n": claim.version}
    if claim.checked_on is None:
        return [written, version, _("not yet checked by a coordinator")]
    checked = _("last checked by a coordinator on %(when)s") % {"when": date_format(claim.checked_on, "j F Y")}
    return [written, version, checked]


def _side(group: Group) -> dict[str, Any]:
    empty = "" if group.rows else _("No title on our list. That does not mean that there is none.")
    return {"heading": group.label, "empty": empty, "rows": [_title(row.reference) for row in group.rows]}


def _title(row: Reference) -> dict[str, str]:
    year = f" ({row.year})" if row.year else ""
    place = f". {row.published_in}" if row.published_in else ""
    doi = f". https://doi.org/{row.doi}" if row.doi else ""
    withdrawn = _("Retracted. Its journal withdrew it: do not use it.") if row.is_retracted else ""
    return {
        "title": row.title,
        "language": row.language,
        "source": f"{row.short_authors}{year}{place}{doi}",
        "withdrawn": withdrawn,
        "summary": row.summary,
    }
