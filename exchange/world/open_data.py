"""What of the record may everybody take away, and what does each column mean? Never what not everybody may see.

Rows come from `…_for_user(nobody)` alone: what is known from memory only, notes for editors, notes on rooms and on sources
(they may name a street), who checked a row and who signs for a room are in none of these files.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Max
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from exchange.world import indicators, queries
from exchange.world.models import Country, Figure, Source
from portal.audit.models import AuditEvent

Text = str | Promise


@dataclass(frozen=True)
class Column:
    """A name that never changes, what stands there, and which vocabulary its words are from."""

    name: str
    said: Text
    value: Callable[[Any], Any]
    vocabulary: str = ""


SOURCE_COLUMNS = [
    Column("source", _("Who says so: id of a row in sources"), lambda row: row.source.slug),
    Column("source_by", _("The publisher, in short"), lambda row: row.source.said_by),
    Column("source_url", _("Where it can be read, where there is an address"), lambda row: row.source.url),
]


def _site(name: str, *args: Any) -> str:
    return settings.SITE_URL + reverse(name, args=args)


def _first(country: Country) -> Source | None:
    return country.first_opened_source if queries.shows_first_room(country, AnonymousUser()) else None


def _law(country: Country) -> Source | None:
    return queries.legal_source(country, AnonymousUser())


def _number(figure: Figure) -> int | float | None:
    if figure.number is None:
        return None
    whole = int(figure.number)
    return whole if whole == figure.number else float(figure.number)


COUNTRIES = [
    Column("iso2", _("ISO 3166 code of two letters"), lambda row: row.iso2),
    Column("name", _("Name in English"), lambda row: row.name),
    Column("legal_basis", _("What rooms rest on, simplified"), lambda row: row.legal_basis, "legal-basis"),
    Column("legal_level", _("Of which level, where known"), lambda row: row.legal_level, "legal-level"),
    Column("legal_since", _("Year since which it is so; empty: not known"),
           lambda row: row.legal_since if _law(row) else None),
    Column("legal_source", _("Who says so of the legal status: id of a row in sources"),
           lambda row: found.slug if (found := _law(row)) else None),
    Column("legal_source_by", SOURCE_COLUMNS[1].said, lambda row: found.said_by if (found := _law(row)) else None),
    Column("legal_source_url", SOURCE_COLUMNS[2].said, lambda row: found.url if (found := _law(row)) else None),
    Column("discussion", _("Do rooms work, or are they debated?"), lambda row: row.discussion, "country-discussion"),
    Column("status_note", _("Where the two words above fit badly"), lambda row: row.status_note),
    Column("summary", _("Our own summary, in English"), lambda row: row.summary),
    Column("first_room_year", _("Year of the first room"), lambda row: row.first_opened_year if _first(row) else None),
    Column("source", _("Who says so of the first room: id of a row in sources"),
           lambda row: found.slug if (found := _first(row)) else None),
    Column("source_by", SOURCE_COLUMNS[1].said, lambda row: found.said_by if (found := _first(row)) else None),
    Column("source_url", SOURCE_COLUMNS[2].said, lambda row: found.url if (found := _first(row)) else None),
    Column("checked_on", _("When a coordinator checked the row last; empty: not yet"), lambda row: row.checked_on),
    Column("page", _("Its page here"), lambda row: _site("world:country_page", row.iso2.lower())),
]  # fmt: skip
FACILITIES = [
    Column("slug", _("Id of the room, as in its address here"), lambda row: row.slug),
    Column("name", _("Name of the service"), lambda row: row.name),
    Column("country", _("Its country: iso2"), lambda row: row.country.iso2),
    Column("city", _("Its city"), lambda row: row.city),
    Column("latitude", _("Of the city, in hundredths of a degree; never of a street"), lambda row: _degrees(row.latitude)),
    Column("longitude", _("The same"), lambda row: _degrees(row.longitude)),
    Column("status", _("As of the text we read, not of today"), lambda row: row.status, "facility-status"),
    Column("opened_year", _("Year it opened"), lambda row: row.opened_year),
    Column("closed_year", _("Year it closed"), lambda row: row.closed_year),
    Column("model", _("Kind of room"), lambda row: row.model, "facility-model"),
    Column("legal_basis", _("What this room rests on"), lambda row: row.legal_basis, "legal-basis"),
    Column("routes", _("Ways of use it is made for; several are parted by a blank"), lambda row: row.routes, "route"),
    Column("target_groups", _("Whom it is made for"), lambda row: row.target_groups, "target-group"),
    Column("services", _("What else it offers"), lambda row: row.services, "service"),
    Column("places_injecting", _("Places to inject"), lambda row: row.places_injecting),
    Column("places_smoking", _("Places to smoke"), lambda row: row.places_smoking),
    Column("places_mixed", _("Places for either"), lambda row: row.places_mixed),
    Column("opening_hours", _("When service users may come"), lambda row: row.opening_hours),
    Column("operator", _("Who runs it"), lambda row: row.operator),
    Column("website", _("Its own page"), lambda row: row.website),
    Column("confidence", _("high: a source names this room; medium: city or programme are confirmed, the rest is not; "
                           "recalled: from memory, confirmed by a coordinator since"), lambda row: row.confidence),
    *SOURCE_COLUMNS,
    Column("checked_on", _("When a coordinator checked the row last; empty: not yet"), lambda row: row.confirmed_on),
    Column("page", _("Its page here"), lambda row: _site("world:facility_page", row.slug)),
]  # fmt: skip
FIGURES = [
    Column(
        "country", _("iso2; empty: the world, or as the indicator says"), lambda row: row.country and row.country.iso2
    ),
    Column("place", _("A city, a region or one room; empty: the whole country"), lambda row: row.place),
    Column("indicator", _("What was counted"), lambda row: row.indicator),
    Column("label", _("The same in words, in English"), lambda row: indicators.label(row.indicator)),
    Column("number", _("The number, where the source gave one"), _number),
    Column("words", _("The source’s own words, where it gave no number"), lambda row: row.words),
    Column("unit", _("percent, GBP …; empty: a count"), lambda row: row.unit),
    Column("qualifier", _("“first year”, “since 2016” …"), lambda row: row.qualifier),
    Column("year", _("Of the number, not of the text; empty: unknown"), lambda row: row.year),
    Column("note", _("What one should know of it"), lambda row: row.note),
    *SOURCE_COLUMNS,
    Column("checked_on", _("When a coordinator checked the row last; empty: not yet"), lambda row: row.confirmed_on),
]
MILESTONES = [
    Column("country", _("Its country: iso2"), lambda row: row.country.iso2),
    Column("year", _("Year; a decade where the words say so"), lambda row: row.year),
    Column("event", _("What happened, in our own words"), lambda row: row.event),
    Column(
        "kind", _("event; law: a rule in force; informal: tolerated, announced or not confirmed"), lambda row: row.kind
    ),
    *SOURCE_COLUMNS,
    Column("checked_on", _("When a coordinator checked the row last; empty: not yet"), lambda row: row.confirmed_on),
]
SOURCES = [
    Column("source", _("Id, as in the other tables"), lambda row: row.slug),
    Column("title", _("Title of the text"), lambda row: row.title),
    Column("publisher", _("Who published it"), lambda row: row.publisher),
    Column("year", _("Year of the text"), lambda row: row.year),
    Column("is_year_inferred", _("Was the year concluded from the text?"), lambda row: row.is_year_inferred),
    Column("url", _("Where it can be read, where there is an address"), lambda row: row.url),
    Column("is_monitoring_body", _("An inventory or a monitoring body, not press"), lambda row: row.is_inventory),
]
TABLES: dict[str, list[Column]] = {
    "countries": COUNTRIES,
    "facilities": FACILITIES,
    "figures": FIGURES,
    "milestones": MILESTONES,
    "sources": SOURCES,
}
TITLES: dict[str, Text] = {
    "countries": _("Countries"),
    "facilities": _("Rooms"),
    "figures": _("Figures"),
    "milestones": _("Milestones"),
    "sources": _("Sources"),
}


def _degrees(value: Any) -> float | None:
    return None if value is None else round(float(value), 2)


def rows_of(name: str) -> Sequence[Any]:
    """Return the public rows of one table, in an order that stays."""
    nobody = AnonymousUser()
    if name == "countries":
        return list(queries.countries_for_user(nobody).order_by("iso2"))
    if name == "facilities":
        return list(queries.facilities_for_user(nobody).order_by("country__iso2", "slug"))
    if name == "figures":
        return list(
            queries.figures_for_user(nobody).select_related("source", "country").order_by("country__iso2", "pk")
        )
    if name == "milestones":
        found = queries.milestones_for_user(nobody).select_related("source", "country")
        return list(found.order_by("country__iso2", "year", "pk"))
    return sources_of({name: rows_of(name) for name in TABLES if name != "sources"})


def sources_of(tables: dict[str, Sequence[Any]]) -> list[Source]:
    """Return what the public rows rest on, and no other source: one that only a hidden row names is hidden with it."""
    found = {s.slug: s for row in tables["countries"] for s in (_first(row), _law(row)) if s}
    for name in ("facilities", "figures", "milestones"):
        found |= {row.source.slug: row.source for row in tables[name]}
    return [found[slug] for slug in sorted(found)]


def table(name: str, rows: Iterable[Any]) -> list[dict[str, Any]]:
    return [{column.name: _plain(column.value(row)) for column in TABLES[name]} for row in rows]


def _plain(value: Any) -> Any:
    """What JSON and CSV have a kind for; nothing is null, not an empty word."""
    if value == "" or value is None:
        return None
    return value.isoformat() if hasattr(value, "isoformat") else value


def everything() -> dict[str, Any]:
    rows: dict[str, Sequence[Any]] = {name: rows_of(name) for name in TABLES if name != "sources"}
    rows["sources"] = sources_of(rows)
    return {**terms(), **{name: table(name, rows[name]) for name in TABLES}}


def terms() -> dict[str, str]:
    """Return what every file says of itself."""
    return {
        "title": "Drug consumption rooms of the world",
        "licence": settings.WORLD_DATA_LICENCE,
        "licence_url": settings.WORLD_DATA_LICENCE_URL,
        "attribution": "Facts compiled by the International Network of Drug Consumption Rooms; each row names its source",
        "about": _site("world:open_data"),
    }


def geojson() -> dict[str, Any]:
    """Return the rooms as RFC 7946 wants them: longitude first, points of cities; those without a place are left out."""
    features = [
        {
            "type": "Feature",
            "id": row["slug"],
            "geometry": {"type": "Point", "coordinates": [row["longitude"], row["latitude"]]},
            "properties": {name: value for name, value in row.items() if name not in ("latitude", "longitude")},
        }
        for row in table("facilities", rows_of("facilities"))
        if row["latitude"] is not None
    ]
    return {"type": "FeatureCollection", **terms(), "features": features}


def cells(name: str) -> list[list[Any]]:
    """Return a table for a spreadsheet: names first, lists parted by blanks, the terms of use in each row."""
    rows = table(name, rows_of(name))
    names = [column.name for column in TABLES[name]]
    return [[*names, "licence"]] + [[*(_cell(row[one]) for one in names), settings.WORLD_DATA_LICENCE] for row in rows]


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        return " ".join(value)
    return "" if value is None else value


def changed_at() -> datetime | None:
    """Return when the record was changed last, as the trail has it; every change of it leaves a row there."""
    found: datetime | None = AuditEvent.objects.filter(subject_type__startswith="world.").aggregate(at=Max("at"))["at"]
    return found
