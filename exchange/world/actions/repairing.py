"""Staff repairs a row at the backstage door: it keeps its history, its trail and its place in the search like every other change."""

from typing import Any

from django.db import transaction

from exchange.world import fields
from exchange.world.actions import asking, recording
from exchange.world.models import Change, Country, Figure, Milestone
from portal import clock
from portal.audit import actions as audit
from portal.search import index

FOUND = ("country", "facility")
SOURCE = "source"


def stood(kind: str, pk: int | None) -> dict[str, Any] | None:
    """Return what stands in a row before it is repaired; None where there is no row yet."""
    row: Any = fields.MODELS[kind]._default_manager.filter(pk=pk).first() if pk else None
    return None if row is None else _all_of(kind, row)


def _all_of(kind: str, row: Any) -> dict[str, Any]:
    """Return every value, when it was checked last, and the number of its source."""
    day = row.checked_on if isinstance(row, Country) else row.confirmed_on
    checked = {fields.CHECKED: day.isoformat() if day else None}
    return {**fields.snapshot(kind, row), **checked, SOURCE: getattr(row, "source_id", None)}


@transaction.atomic
def repaired(user: Any, kind: str, row: Any, before: dict[str, Any] | None) -> None:
    """Write what became of a row that was saved with all that hangs on it; the import leaves it alone from now on."""
    now = _all_of(kind, row)
    moved = fields.differing(now, before or {})
    changed = [[name, (before or {}).get(name), value] for name, value in moved.items() if name != SOURCE]
    if moved or before is None:
        row.edited_on = clock.today()
        row.save(update_fields=["edited_on"])
        _write(user, kind, row, _what(before, moved, now), changed=changed)
    audit.record(user, "record_edited", row, fields=sorted(moved))
    if kind in FOUND:
        index.put(row)
    asking.keep_up(recording.iso2_of(kind, row))


def _what(before: dict[str, Any] | None, moved: dict[str, Any], now: dict[str, Any]) -> str:
    if before is None:
        return Change.What.ADDED
    return Change.What.CONFIRMED if set(moved) == {fields.CHECKED} and now[fields.CHECKED] else Change.What.CHANGED


@transaction.atomic
def remove(user: Any, kind: str, row: Any) -> None:
    """Take a row out; of a country what goes with it is named too."""
    with_it: list[tuple[str, Any]] = []
    if isinstance(row, Country):
        with_it = [
            *(("figure", one) for one in Figure.objects.filter(country=row).select_related("country", "source")),
            *(("milestone", one) for one in Milestone.objects.filter(country=row).select_related("country", "source")),
        ]
    for its_kind, one in [*with_it, (kind, row)]:
        _write(user, its_kind, one, Change.What.REMOVED)
    audit.record(user, "record_deleted", row)
    if kind in FOUND:
        index.remove(row)
    iso2 = recording.iso2_of(kind, row)
    row.delete()
    asking.keep_up(iso2)


def _write(user: Any, kind: str, row: Any, what: str, **facts: Any) -> None:
    source = row.legal_source if isinstance(row, Country) else row.source
    recording.write(kind, row, what, role=Change.Role.ADMINISTRATOR, actor=user, source=source, **facts)
