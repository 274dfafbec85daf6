"""What does the document for a council hold? Steps, what was decided, ticks and days; notes only if somebody says so."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from exchange.guide import paths
from exchange.guide.models import Path, Step
from exchange.guide.paths import Stage
from exchange.guide.queries import steps_for_user
from exchange.library.models import Reference
from exchange.library.queries import references_for_user
from portal import clock
from portal.ui.paper import make_pdf
from portal.ui.shipped import said


def pdf(path: Path, *, with_notes: bool) -> bytes:
    """Return the document in the active language; for the worker."""
    return make_pdf("guide/path.typ", data(path, with_notes=with_notes))


def data(path: Path, *, with_notes: bool) -> dict[str, Any]:
    """Return what paper and print view read: strings and lists of strings only, and nobody's name.

    `path` has its progress with the owners of its steps.
    """
    found = paths.stages(path, _steps())
    house = path.organisation
    return {
        "language": get_language() or "en",
        "title": _("Our way to a drug consumption room"),
        "house": f"{house.name}, {house.city}" if house and house.city else house.name if house else "",
        "far": _("%(done)d of %(all)d steps done") % {"done": paths.count_done(found), "all": len(found)},
        "sections": [_section(number, one, with_notes=with_notes) for number, one in enumerate(found, 1)],
        "words": {
            "decided": _("Decided"),
            "open": _("Open"),
            "notes": _("Notes of the team"),
            "sources": _("To read"),
        },
        "foot": _("Shared experience, not clinical or legal advice."),
        "made": _(
            "As of %(when)s. Texts and questions: the guide of the International Network of Drug Consumption Rooms."
        )
        % {"when": date_format(clock.today(), "j F Y")},
        "address": settings.SITE_URL + reverse("guide:step_list"),
    }


def _steps() -> list[Step]:
    """Return the steps with what they ask and the checked titles that were picked for them: three queries."""
    checked = references_for_user(AnonymousUser()).filter(is_verified=True).order_by("-year", "title")
    found = steps_for_user(AnonymousUser()).select_related("example_source")
    return list(found.prefetch_related("items", Prefetch("references", queryset=checked)))


def _section(number: int, stage: Stage, *, with_notes: bool) -> dict[str, Any]:
    progress, step = stage.progress, stage.step
    return {
        "heading": f"{number}. {said(step.title)}",
        "facts": " · ".join(part for part in (str(capfirst(progress.get_state_display())), *_who(stage)) if part),
        "lead": said(step.lead),
        "items": [
            {
                "is_decided": item.slug in progress.ticks,
                "question": said(item.question),
                "said": progress.decisions.get(item.slug, ""),
            }
            for item in step.items.all()
        ],
        "notes": progress.notes if with_notes else "",
        "sources": [*(_cited(row) for row in step.references.all()), *_example(step)],
    }


def _who(stage: Stage) -> list[str]:
    due = stage.progress.due_on
    day = _("until %(day)s") % {"day": date_format(due, "j F Y")} if due and not stage.is_done else ""
    return [paths.called(stage.progress.owner, AnonymousUser()), day]


def _cited(row: Reference) -> str:
    year = f" ({row.year})" if row.year else ""
    doi = f" https://doi.org/{row.doi}" if row.doi else ""
    withdrawn = _("Retracted.") + " " if row.is_retracted else ""
    return f"{withdrawn}{row.short_authors}{year}. {row.title}.{doi}"


def _example(step: Step) -> list[str]:
    if not step.example:
        return []
    source = step.example_source
    return [f"{said(step.example)} {source.title}, {source.publisher}".rstrip(", ") if source else said(step.example)]
