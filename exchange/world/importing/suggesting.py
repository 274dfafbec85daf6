"""What becomes of rows that a person had changed? The file's values wait for a coordinator, once; and what an import
changes by itself stands in the history."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import models

from exchange.world import fields, notices
from exchange.world.actions import recording
from exchange.world.models import Change, Country, Source, Suggestion
from portal import clock

KIND_OF = {model: kind for kind, model in fields.MODELS.items()}
SOURCES = ("source_id", *(f"{name}_id" for name in fields.FACTS_OF_SOURCE))


def write_history(model: type[models.Model], new: Iterable[Any], changed: Iterable[tuple[Any, dict[str, Any]]]) -> None:
    """Write what an import made and changed; `changed` holds rows as they are now, with the values they had."""
    kind = KIND_OF.get(model)
    if kind is None:
        return
    made = list(new)
    countries, sources = _together(made), {**Source.objects.in_bulk(_source_ids(made))}
    rows = []
    for row in made:
        _complete(row, countries, sources)
        values = [[name, None, value] for name, value in _plain(kind, row).items() if fields.given(value) is not None]
        rows.append(
            recording.change(kind, row, Change.What.ADDED, role=Change.Role.IMPORT, changed=values, source=_source(row))
        )
    for row, before in changed:
        parts = [
            [name, fields.plain(old), fields.plain(getattr(row, name))]
            for name, old in before.items()
            if name in fields.FIELDS[kind]
        ]
        rows.append(
            recording.change(
                kind, row, Change.What.CHANGED, role=Change.Role.IMPORT, changed=parts, source=_source(row)
            )
        )
    Change.objects.bulk_create(rows, batch_size=200)


def _plain(kind: str, row: Any) -> dict[str, Any]:
    return {name: fields.value_of(row, name) for name in fields.FIELDS[kind] if name != fields.STATUS_SINCE}


def _together(rows: Iterable[Any]) -> dict[int, Country]:
    return Country.objects.in_bulk({pk for row in rows if (pk := getattr(row, "country_id", None))})


def _source_ids(rows: Iterable[Any]) -> set[int]:
    return {pk for row in rows for name in SOURCES if (pk := getattr(row, name, None))}


def _complete(row: Any, countries: dict[int, Country], sources: dict[int, Source]) -> None:
    """Give a new row what it points to, so that nothing is asked for each."""
    if getattr(row, "country_id", None):
        row.country = countries[row.country_id]
    for name in SOURCES:
        if getattr(row, name, None):
            setattr(row, name.removesuffix("_id"), sources[getattr(row, name)])


def _source(row: Any, about: Iterable[str] = ()) -> Source | None:
    if not isinstance(row, Country):
        return row.source  # type: ignore[no-any-return]  # the row's own source
    is_first = "first_opened_year" in about
    found: Source | None = row.first_opened_source if is_first else row.legal_source or row.first_opened_source
    return found


def suggest_all(model: type[models.Model], kept: Sequence[tuple[str, Any, dict[str, Any]]]) -> set[str]:
    """Suggest what the file wants of rows that are a person's; return the keys of those that were not suggested before."""
    kind = KIND_OF.get(model)
    if kind is None:
        return set()
    wanted = [(key, row, _marked(kind, row, differing), differing) for key, row, differing in _apart(kept)]
    marks = {mark for _key, _row, mark, _differing in wanted}
    known = set(Suggestion.objects.filter(import_mark__in=marks).values_list("import_mark", flat=True))
    sources = Source.objects.in_bulk({pk for *_others, d in wanted if (pk := _wanted_source(d))})
    made: list[tuple[str, Suggestion]] = []
    for key, row, mark, differing in wanted:
        source = sources.get(_wanted_source(differing) or 0)
        values = _wanted(kind, differing) | _titles(kind, differing, source)
        if mark in known or not (values or source):
            continue
        suggestion = Suggestion(
            kind=kind,
            target=row.pk,
            iso2=recording.iso2_of(kind, row),
            label=fields.mark(kind, row)[:420],
            values=values,
            was={name: fields.value_of(row, name) for name in values},
            source=source or _source(row, values),
            origin=Suggestion.Origin.IMPORT,
            import_mark=mark,
            suggested_at=clock.now(),
        )
        made.append((key, suggestion))
    Suggestion.objects.bulk_create([suggestion for _key, suggestion in made], batch_size=200)
    for _key, suggestion in made:
        notices.tell_coordinators(suggestion)
    return {key for key, _suggestion in made}


def _apart(kept: Sequence[tuple[str, Any, dict[str, Any]]]) -> Iterator[tuple[str, Any, dict[str, Any]]]:
    """A suggestion names one source: the law of a country and its first room are asked for one by one."""
    for key, row, differing in kept:
        first = {name: value for name, value in differing.items() if name.startswith("first_opened")}
        rest = {name: value for name, value in differing.items() if name not in first}
        if isinstance(row, Country) and first and rest:
            yield key, row, first
            yield key, row, rest
        else:
            yield key, row, differing


def _marked(kind: str, row: Any, differing: dict[str, Any]) -> str:
    return fields.fingerprint({"row": [kind, row.pk], **_wanted(kind, differing), "source": _wanted_source(differing)})


def _wanted(kind: str, differing: dict[str, Any]) -> dict[str, Any]:
    return {name: fields.plain(value) for name, value in differing.items() if name in fields.FIELDS[kind]}


def _titles(kind: str, differing: dict[str, Any], source: Source | None) -> dict[str, Any]:
    """Of a country it stands among the values for which of its facts the text is."""
    names = [name for name in fields.FACTS_OF_SOURCE if f"{name}_id" in differing]
    return {name: str(source or "") for name in names if kind == "country"}


def _wanted_source(differing: dict[str, Any]) -> int | None:
    return next((differing[name] for name in SOURCES if differing.get(name)), None)
