"""How do sound rows get in? Found again by their key, changed where the file changed, suggested where a person changed them."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import models, transaction
from django.utils.text import slugify

from exchange.world.fields import FACTS_OF_SOURCE
from exchange.world.importing import deriving, suggesting
from exchange.world.importing.reading import WorldData
from exchange.world.importing.rows import CountryRow, FacilityRow, FigureRow
from exchange.world.models import Country, Facility, Figure, Milestone, Source
from portal.audit import actions as audit


@dataclass
class Loaded:
    """What happened to one kind of row. Rows that a person had corrected or confirmed stay as they are: `left` names
    those for which a suggestion was made, `waits` how many of them the file says nothing new about."""

    new: int = 0
    changed: int = 0
    same: int = 0
    left: list[str] = field(default_factory=list)
    waits: int = 0


def nobody_listens(_kind: str) -> None:
    """Progress that nobody looks at."""


@transaction.atomic
def load(data: WorldData, step: Callable[[str], None] = nobody_listens) -> dict[str, Loaded]:
    """Load everything in one transaction; return what happened by kind. `step` hears what comes next."""
    step("sources")
    done = {"sources": _load_sources(data)}
    sources = dict(Source.objects.values_list("slug", "pk"))
    step("countries")
    done["countries"] = _load_countries(data, sources)
    countries = dict(Country.objects.values_list("iso2", "pk"))
    for kind, load_kind in (
        ("milestones", _load_milestones),
        ("figures", _load_figures),
        ("facilities", _load_facilities),
    ):
        step(kind)
        done[kind] = load_kind(data, sources, countries)
    _leave_a_trace(done)
    return done


def _leave_a_trace(done: dict[str, Loaded]) -> None:
    """Say in the trail that the record changed, so that its open data knows since when it is as it is."""
    new, changed = sum(rows.new for rows in done.values()), sum(rows.changed for rows in done.values())
    first = Country.objects.order_by("pk").first()
    if first and (new or changed):
        audit.record(None, "world_imported", first, new=new, changed=changed)


def sync(model: type[models.Model], existing: Mapping[str, Any], wanted: Mapping[str, dict[str, Any]]) -> Loaded:
    """Make and change rows in bulk, with their history. A row with `edited_on`, `confirmed_on` or `checked_on` belongs to
    whoever set it: what the file wants is suggested."""
    result, fields = Loaded(), set[str]()
    new: list[Any] = []
    changed: list[tuple[Any, dict[str, Any]]] = []
    kept: list[tuple[str, Any, dict[str, Any]]] = []
    for key, values in wanted.items():
        row = existing.get(key)
        if row is None:
            new.append(model(**values))
            continue
        differing = {name: value for name, value in values.items() if getattr(row, name) != value}
        if not differing:
            result.same += 1
        elif any(getattr(row, name, None) for name in ("edited_on", "confirmed_on", "checked_on")):
            kept.append((key, row, differing))
        else:
            before = {name: getattr(row, name) for name in differing}
            for name, value in differing.items():
                setattr(row, name, value)
            fields |= set(differing)
            changed.append((row, before))
    model._default_manager.bulk_create(new, batch_size=200)
    if changed:
        model._default_manager.bulk_update([row for row, _before in changed], sorted(fields), batch_size=100)
    suggesting.write_history(model, new, changed)
    suggested = suggesting.suggest_all(model, kept)
    result.left = [key for key, _row, _differing in kept if key in suggested]
    result.new, result.changed, result.waits = len(new), len(changed), len(kept) - len(suggested)
    return result


def _load_sources(data: WorldData) -> Loaded:
    wanted = {
        slug: {
            "slug": slug,
            "title": row.title,
            "publisher": row.publisher,
            "year": row.year,
            "url": row.url or "",
            "note": row.note or "",
            "is_inventory": deriving.is_inventory(row.publisher),
        }
        for slug, row in data.sources.items()
    }
    return sync(Source, {row.slug: row for row in Source.objects.all()}, wanted)


def _load_countries(data: WorldData, sources: dict[str, int]) -> Loaded:
    wanted = {
        iso2: {
            "iso2": iso2,
            "name": row.name,
            "legal_basis": row.legal_basis,
            **_law(row, sources),
            "discussion": row.discussion,
            "status_note": row.status_note or "",
            "summary": row.summary,
            "first_opened_year": row.first_opened_year,
            "first_opened_source_id": sources[row.first_opened_source_id] if row.first_opened_source_id else None,
        }
        for iso2, row in data.countries.items()
    }
    existing = Country.objects.select_related(*FACTS_OF_SOURCE)
    return sync(Country, {row.iso2: row for row in existing}, wanted)


def _law(row: CountryRow, sources: dict[str, int]) -> dict[str, Any]:
    """Return level, date and source of the legal status as far as the file speaks of them; else they are the members'."""
    if "legal_source_id" not in row.model_fields_set:
        return {}
    source = sources[row.legal_source_id] if row.legal_source_id else None
    level = {"legal_level": row.legal_level or ""} if "legal_level" in row.model_fields_set else {}
    return {**level, "legal_since": row.legal_since, "legal_source_id": source}


class _Keys:
    """Numbers rows that share year and source in their order in the file: a corrected word keeps its row."""

    def __init__(self) -> None:
        self.seen: Counter[str] = Counter()

    def key(self, *parts: object) -> str:
        text = "/".join("" if part is None else str(part) for part in parts)
        self.seen[text] += 1
        return f"{text}/{self.seen[text]}"


def _load_milestones(data: WorldData, sources: dict[str, int], countries: dict[str, int]) -> Loaded:
    keys, wanted = _Keys(), {}
    for iso2, row in data.milestones:
        key = keys.key(iso2, row.year, row.source_id)
        wanted[key] = {
            "import_key": key,
            "country_id": countries[iso2],
            "year": row.year,
            "event": row.event,
            "kind": deriving.milestone_kind(row.event),
            "source_id": sources[row.source_id],
        }
    return sync(Milestone, _by_key(Milestone), wanted)


def _load_figures(data: WorldData, sources: dict[str, int], countries: dict[str, int]) -> Loaded:
    keys, wanted = _Keys(), {}
    for iso2, row in data.figures:
        key = keys.key(iso2, row.indicator, row.year, row.source_id, row.place, row.unit, row.qualifier)
        wanted[key] = {
            "import_key": key,
            "country_id": countries[iso2] if iso2 else None,
            "indicator": row.indicator,
            **_value(row),
            "year": row.year,
            "place": row.place or "",
            "unit": row.unit or "",
            "qualifier": row.qualifier or "",
            "note": row.note or "",
            "source_id": sources[row.source_id],
        }
    return sync(Figure, _by_key(Figure), wanted)


def _value(row: FigureRow) -> dict[str, Any]:
    if isinstance(row.value, str):
        return {"number": None, "words": row.value}
    return {"number": Decimal(str(row.value)), "words": ""}


def _by_key(model: Any) -> dict[str, Any]:
    return {row.import_key: row for row in model.objects.select_related("country", "source").exclude(import_key="")}


def _load_facilities(data: WorldData, sources: dict[str, int], countries: dict[str, int]) -> Loaded:
    existing, slugs = {}, set[str]()
    for row in Facility.objects.select_related("country", "source"):
        existing[row.import_key or f"{row.country.iso2}/{row.city}/{row.name}"] = row
        slugs.add(row.slug)
    wanted = {}
    for entry in data.facilities:
        key = f"{entry.country}/{entry.city}/{entry.name}"
        found = existing.get(key)
        slug = found.slug if found else _free_slug(entry, slugs)
        wanted[key] = {"import_key": key, "slug": slug, **_facility(entry, sources, countries)}
    return sync(Facility, existing, wanted)


def _free_slug(entry: FacilityRow, taken: set[str]) -> str:
    base = slugify(f"{entry.name} {entry.city}")[:100] or "room"
    slug, number = base, 2
    while slug in taken:
        slug, number = f"{base}-{number}", number + 1
    taken.add(slug)
    return slug


def _facility(row: FacilityRow, sources: dict[str, int], countries: dict[str, int]) -> dict[str, Any]:
    operator, doubt = deriving.operator_and_doubt(row.operator or "")
    note = row.note or ""
    for_editors = [doubt, note if row.note_for == "editors" else ""]
    return {
        "name": row.name,
        "country_id": countries[row.country],
        "city": row.city,
        "latitude": None if row.latitude is None else Decimal(f"{row.latitude:.2f}"),
        "longitude": None if row.longitude is None else Decimal(f"{row.longitude:.2f}"),
        "opened_year": row.opened_year,
        "closed_year": row.closed_year,
        "status": row.status,
        "model": row.model,
        "legal_basis": row.legal_basis or "",
        "routes": row.routes,
        "target_groups": row.target_groups,
        "operator": operator,
        "website": row.website or "",
        "source_id": sources[row.source_id],
        "confidence": row.confidence,
        "note": "" if row.note_for == "editors" else note,
        "editors_note": "\n".join(part for part in for_editors if part),
        "time_zone": deriving.time_zone(row.country, row.city),
    }
