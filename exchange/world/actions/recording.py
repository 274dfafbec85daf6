"""The history of every value: written in the transaction that changes the row, by whichever way it is changed."""

from collections.abc import Iterable, Sequence
from typing import Any

from exchange.world import fields, queries
from exchange.world.models import Change, Source, Suggestion
from portal import clock


def iso2_of(kind: str, row: Any) -> str:
    """Return the country's code; "" for a figure of the whole world."""
    if kind == "country":
        return str(row.iso2)
    return str(row.country.iso2) if row.country_id else ""


def is_for_editors(kind: str, row: Any) -> bool:
    if kind == "country":
        return False
    return queries.is_hidden(row) if kind == "facility" else queries.is_hidden_row(row)


def change(
    kind: str,
    row: Any,
    what: str,
    *,
    role: str,
    actor: Any = None,
    changed: Iterable[Sequence[Any]] = (),
    source: Source | None = None,
    suggestion: Suggestion | None = None,
    is_hidden: bool | None = None,
) -> Change:
    """Return a row of the history, not saved; `changed` holds (field, from, to)."""
    return Change(
        kind=kind,
        target=row.pk,
        iso2=iso2_of(kind, row),
        label=fields.mark(kind, row)[:420],
        what=what,
        fields=[list(part) for part in changed],
        source=source,
        role=role,
        actor=actor,
        suggestion=suggestion,
        is_for_editors=is_for_editors(kind, row) if is_hidden is None else is_hidden,
        at=clock.now(),
    )


def write(kind: str, row: Any, what: str, **facts: Any) -> Change:
    """Add a row to the history."""
    made = change(kind, row, what, **facts)
    made.save()
    return made
