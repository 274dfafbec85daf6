"""What of a country, a figure, a milestone, a room can be changed, what is it called, and how is a value read?"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exchange.world import indicators
from exchange.world.models import Country, Facility, Figure, Milestone, StatusPeriod
from portal.vocabularies.queries import label as term
from portal.vocabularies.queries import labels as terms

MODELS: dict[str, type[models.Model]] = {
    "country": Country,
    "figure": Figure,
    "milestone": Milestone,
    "facility": Facility,
}
NUMBERS = ("number", "latitude", "longitude")
# Not a column: a row of the history of a room's states.
STATUS_SINCE = "status_since"
# Not suggested: said by one button, or repaired by staff.
CHECKED = "checked"
# Who says so of a country's facts, kept by title; each follows when one of its facts is changed.
FACTS_OF_SOURCE = {
    "legal_source": ("legal_basis", "legal_level", "legal_since", "discussion", "status_note"),
    "first_opened_source": ("first_opened_year",),
}
FOR_EDITORS = ("editors_note", "confidence")


@dataclass(frozen=True)
class Field:
    label: str | Promise
    vocabulary: str = ""


FIELDS: dict[str, dict[str, Field]] = {
    "country": {
        "name": Field(gettext_lazy("Name")),
        "legal_basis": Field(gettext_lazy("Legal status"), "legal-basis"),
        "legal_level": Field(gettext_lazy("Level of the rule"), "legal-level"),
        "legal_since": Field(gettext_lazy("So since")),
        "discussion": Field(gettext_lazy("Where it stands"), "country-discussion"),
        "status_note": Field(gettext_lazy("Note on the status")),
        "legal_source": Field(gettext_lazy("Source of the status")),
        "summary": Field(gettext_lazy("Summary")),
        "first_opened_year": Field(gettext_lazy("Year of the first room")),
        "first_opened_source": Field(gettext_lazy("Source of that year")),
    },
    "figure": {
        "indicator": Field(gettext_lazy("What is counted")),
        "number": Field(gettext_lazy("Number")),
        "words": Field(gettext_lazy("In the source’s words")),
        "year": Field(gettext_lazy("Year")),
        "place": Field(gettext_lazy("Place")),
        "unit": Field(gettext_lazy("Unit")),
        "qualifier": Field(gettext_lazy("Of what time or part")),
        "note": Field(gettext_lazy("Note")),
    },
    "milestone": {
        "year": Field(gettext_lazy("Year")),
        "event": Field(gettext_lazy("What happened")),
        "kind": Field(gettext_lazy("Kind")),
    },
    "facility": {
        "name": Field(gettext_lazy("Name")),
        "city": Field(gettext_lazy("City")),
        "status": Field(gettext_lazy("Open or closed"), "facility-status"),
        STATUS_SINCE: Field(gettext_lazy("Since when")),
        "legal_basis": Field(gettext_lazy("Legal basis"), "legal-basis"),
        "model": Field(gettext_lazy("Kind of room"), "facility-model"),
        "routes": Field(gettext_lazy("For"), "route"),
        "target_groups": Field(gettext_lazy("Made for"), "target-group"),
        "services": Field(gettext_lazy("Also offers"), "service"),
        "places_injecting": Field(gettext_lazy("Places for injecting")),
        "places_smoking": Field(gettext_lazy("Places for smoking")),
        "places_mixed": Field(gettext_lazy("Places for both")),
        "opening_hours": Field(gettext_lazy("Opening hours")),
        "has_women_only_hours": Field(gettext_lazy("Hours for women only")),
        "opened_year": Field(gettext_lazy("Opened in")),
        "closed_year": Field(gettext_lazy("Closed in")),
        "operator": Field(gettext_lazy("Run by")),
        "website": Field(gettext_lazy("Website")),
        "address": Field(gettext_lazy("Address")),
        "address_is_published": Field(gettext_lazy("The room publishes its address")),
        "address_url": Field(gettext_lazy("Where it publishes it")),
        "latitude": Field(gettext_lazy("Latitude of the city")),
        "longitude": Field(gettext_lazy("Longitude of the city")),
        "note": Field(gettext_lazy("Note for members")),
        "confidence": Field(gettext_lazy("How sure")),
        "editors_note": Field(gettext_lazy("Note for coordinators")),
    },
}
MILESTONE_KINDS = {
    "event": gettext_lazy("event"),
    "law": gettext_lazy("law or rule"),
    "informal": gettext_lazy("informal or unconfirmed"),
}


def plain(value: Any) -> Any:
    """Return what JSON can hold of a value, the same for 31 and 31.00."""
    if isinstance(value, Decimal):
        text = f"{value:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    return value


def snapshot(kind: str, row: models.Model | None) -> dict[str, Any]:
    """Return every value of a row; None for a row that does not exist yet."""
    if row is None:
        return dict.fromkeys(FIELDS[kind])
    return {name: value_of(row, name) for name in FIELDS[kind]}


def value_of(row: models.Model, name: str) -> Any:
    if name == STATUS_SINCE:
        return since_of(row)
    if name in FACTS_OF_SOURCE:
        return str(getattr(row, name) or "")
    return plain(getattr(row, name))


def since_of(row: Any) -> str:
    """Return since when the room is what it is, as far as the history of its states says so."""
    found = StatusPeriod.objects.filter(facility=row, status=row.status).first()
    return found.since if found else ""


def put(row: models.Model, values: Mapping[str, Any]) -> None:
    """Set plain values on a row that is not saved here."""
    for name, value in values.items():
        if name != STATUS_SINCE and name not in FACTS_OF_SOURCE:
            setattr(row, name, Decimal(value) if name in NUMBERS and value is not None else value)


def given(value: Any) -> Any:
    """Return the value, or None for every way to say nothing; 0 is something."""
    return None if value is None or value is False or value in ("", []) else value


def differing(new: Mapping[str, Any], old: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is new."""
    return {name: value for name, value in new.items() if given(value) != given(old.get(name))}


def fingerprint(values: Mapping[str, Any]) -> str:
    """Return a short mark of values: another one when any of them changed."""
    return hashlib.sha256(json.dumps(values, sort_keys=True, default=str).encode()).hexdigest()[:32]


def mark(kind: str, row: Any) -> str:
    """Return how a row is called, to be kept: names as they are, of a figure its slug, place and year."""
    if kind == "figure":
        return f"{row.indicator}|{row.place}|{row.year or ''}"
    if kind == "milestone":
        return f"{row.year or ''} {row.event}".strip()
    return f"{row.name}, {row.city}" if kind == "facility" else str(row.name)


def title(kind: str, label: str) -> str:
    """Return the kept name in the reader's language."""
    if kind != "figure":
        return label
    indicator, _bar, rest = label.partition("|")
    place, _bar, year = rest.rpartition("|")
    said = ", ".join(filter(None, [indicators.label(indicator), place, year]))
    return said[:1].upper() + said[1:]


@dataclass(frozen=True)
class Pair:
    """One field of a change: what stood there, what stands there now, and what is wanted."""

    label: str
    old: str
    new: str
    now: str = ""
    is_moved: bool = False


def say(kind: str, name: str, value: Any) -> str:
    """Return a plain value as a reader understands it; a dash for nothing."""
    vocabulary = FIELDS[kind][name].vocabulary if name in FIELDS[kind] else ""
    if value is None or value in ("", []):
        said = "–"
    elif isinstance(value, bool):
        said = _("yes") if value else _("no")
    elif isinstance(value, list):
        said = ", ".join(terms(vocabulary, value))
    elif name == "indicator":
        said = indicators.label(value)
    elif kind == "milestone" and name == "kind":
        said = str(MILESTONE_KINDS.get(value, value))
    else:
        said = term(vocabulary, str(value)) if vocabulary else str(value)
    return said


def label_of(kind: str, name: str) -> str:
    if name == CHECKED:
        return _("Last checked")
    return str(FIELDS[kind][name].label) if name in FIELDS[kind] else name


def pairs(kind: str, rows: Iterable[tuple[str, Any, Any]], now: Mapping[str, Any] | None = None) -> list[Pair]:
    """Put (field, old, new) into words, in the order of the form; `now` is what stands there today."""
    order = list(FIELDS[kind])
    found = []
    for name, old, new in sorted(rows, key=lambda row: order.index(row[0]) if row[0] in order else len(order)):
        stands = old if now is None else now.get(name)
        found.append(
            Pair(
                label_of(kind, name),
                say(kind, name, old),
                say(kind, name, new),
                say(kind, name, stands),
                is_moved=given(stands) != given(old),
            )
        )
    return found
