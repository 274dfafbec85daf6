"""How does a page get all the small sets that belong to its one object with a single question to the database?

Django's own prefetching asks once for each set. Here every set is a subquery that hands its rows back as one JSON list,
and the rows become the same model instances again, put where prefetching puts them: `practice.topics.all()` stays as it
is. For a page about one thing; the sets of a long list are better prefetched by Django itself.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial, reduce
from itertools import chain
from typing import Any

from django.db.models import BinaryField, F, Func, JSONField, OuterRef, Prefetch, QuerySet, Subquery, TextField

# PostgreSQL takes a hundred arguments to a function, SQLite 127.
AT_MOST = 90


def fetch_together(objects: Sequence[Any], *lookups: Any) -> None:
    """Prefetch all these sets of the objects, which are of one model, with one query.

    A lookup is the name of a set, or a `Prefetch` with its queryset, which may be filtered, annotated and joined by
    `select_related`. Before the name may stand what leads to one row: "visit__consents".
    """
    sets = [one for lookup in lookups if (one := _set_of(objects, lookup))]
    if not sets:
        return
    by_pk: dict[Any, list[Any]] = {}
    for obj in objects:
        by_pk.setdefault(obj.pk, []).append(obj)
    found = type(objects[0])._base_manager.filter(pk__in=by_pk).order_by()
    for pk, *lists in found.values_list("pk", *(one.wanted for one in sets)):
        for obj in by_pk[pk]:
            for one, rows in zip(sets, lists, strict=True):
                one.put(obj, rows)


class RowsOf(Subquery):
    """The rows of a queryset as one value, a list of model instances in the queryset's order; to annotate with."""

    on_sqlite = "(SELECT json_group_array(json(r.row)) FROM (%(subquery)s) r)"
    on_postgresql = "(SELECT COALESCE(jsonb_agg(r.row), '[]'::jsonb) FROM (%(subquery)s) r)"

    def __init__(self, rows: QuerySet[Any, Any]) -> None:
        shape = _Shape(rows)
        super().__init__(rows.values(row=_Row(shape)), output_field=_ListOfRows(shape))

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template=self.on_sqlite, **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template=self.on_postgresql, **context)


class _ListOfRows(TextField):  # type: ignore[type-arg]  # no column of a table
    """What comes back of `RowsOf`: text of the database, model instances for whoever asked."""

    def __init__(self, shape: "_Shape") -> None:
        super().__init__()
        self.shape = shape

    def from_db_value(self, value: str | list[Any] | None, expression: Any, connection: Any) -> list[Any]:
        if value is None:  # the queryset could hold nothing, so the database was not asked
            return []
        # PostgreSQL says a decimal with all its places; SQLite keeps it as a float, as it does for Django.
        number = Decimal if connection.vendor == "postgresql" else float
        # Rows of a row of rows were read with those around them.
        rows = json.loads(value, parse_float=number) if isinstance(value, str) else value
        return list(self.shape.instances(rows, connection))


class _JsonArray(Func):
    function = "json_array"
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, function="jsonb_build_array", **context)


class _AsText(Func):
    """What is JSON already, as the text it is on SQLite anyway: then Django's own field reads it on both."""

    template = "%(expressions)s"
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template="(%(expressions)s)::text", **context)


@dataclass
class _Joined:
    """One model in a row, the queryset's own or one joined to it, and which columns of the row are its."""

    model: Any
    path: tuple[str, ...]
    start: int

    @property
    def fields(self) -> Sequence[Any]:
        fields: Sequence[Any] = self.model._meta.concrete_fields
        return fields

    @property
    def pk_at(self) -> int:
        return self.start + self.fields.index(self.model._meta.pk)


class _Shape:
    """Which columns one row of a queryset has, and how it becomes an instance with those joined to it."""

    def __init__(self, rows: QuerySet[Any, Any]) -> None:
        self.joined: list[_Joined] = []
        self.columns: list[Any] = []  # each an expression that knows its field
        self._add(rows.model, (), rows.query.select_related or {})
        self.annotations = dict(rows.query.annotation_select)
        self.columns += self.annotations.values()

    def _add(self, model: Any, path: tuple[str, ...], below: Any) -> None:
        part = _Joined(model, path, len(self.columns))
        self.joined.append(part)
        self.columns += [field.cached_col for field in part.fields]
        for name, deeper in below.items():
            self._add(model._meta.get_field(name).related_model, (*path, name), deeper)

    def instances(self, rows: list[list[list[Any]]], connection: Any) -> Iterator[Any]:
        found = enumerate(_reader(column, connection) for column in self.columns)
        readers = [(at, read) for at, read in found if read]
        for row in rows:
            values = list(chain(*row))
            for at, read in readers:
                values[at] = read(values[at])
            yield self._instance(values, connection.alias)

    def _instance(self, values: list[Any], alias: str) -> Any:
        made: dict[tuple[str, ...], Any] = {}
        for part in self.joined:
            obj = None
            if values[part.pk_at] is not None:
                own = values[part.start : part.start + len(part.fields)]
                obj = part.model.from_db(alias, [field.attname for field in part.fields], own)
            made[part.path] = obj
            if part.path and (holder := made[part.path[:-1]]) is not None:
                _join(holder, part.path[-1], obj)
        for name, value in zip(self.annotations, values[len(values) - len(self.annotations) :], strict=True):
            setattr(made[()], name, value)
        return made[()]


def _join(holder: Any, name: str, obj: Any) -> None:
    """Put the joined row where `select_related` puts it, with the way back where that leads to one row."""
    field = holder._meta.get_field(name)
    field.set_cached_value(holder, obj)
    if obj is not None and not getattr(field.remote_field, "multiple", False):
        field.remote_field.set_cached_value(obj, holder)


class _Row(Func):
    """All columns of a row as a list of short lists, as a function takes no more than so many arguments."""

    output_field = TextField()

    def __init__(self, shape: _Shape) -> None:
        super().__init__()
        self.shape = shape

    def resolve_expression(self, query: Any = None, *args: Any, **kwargs: Any) -> Any:
        found: list[Any] = []
        for part in self.shape.joined:
            # The way to a joined table is looked up once, not for each of its columns.
            known: Any = F("__".join((*part.path, part.fields[-1].attname))).resolve_expression(query, *args, **kwargs)
            found += [field.get_col(known.alias) for field in part.fields]
        found += [F(name).resolve_expression(query, *args, **kwargs) for name in self.shape.annotations]
        said = [_in_json(column) for column in found]
        return _JsonArray(*(_JsonArray(*said[at : at + AT_MOST]) for at in range(0, len(said), AT_MOST)))


def _in_json(column: Any) -> Any:
    if isinstance(column.output_field, BinaryField):
        raise TypeError(f"{column.output_field.name} holds bytes, and JSON cannot")
    return _AsText(column) if isinstance(column.output_field, JSONField) else column


# What JSON has no kind for, and PostgreSQL's driver would have made already; SQLite has Django's converters for it.
_FROM_TEXT = {"DateField", "DateTimeField", "DecimalField", "DurationField", "FloatField", "TimeField", "UUIDField"}


def _reader(column: Any, connection: Any) -> Callable[[Any], Any] | None:
    """Return what makes of a column's value what the ORM would have given, or None where it is that already."""
    field = column.output_field
    steps: list[Callable[[Any], Any]] = []
    if connection.vendor == "postgresql" and field.get_internal_type() in _FROM_TEXT:
        steps.append(field.to_python)
    for convert in [*connection.ops.get_db_converters(column), *field.get_db_converters(connection)]:
        steps.append(partial(_converted, convert, column, connection))
    return partial(reduce, lambda so_far, step: step(so_far), steps) if steps else None


def _converted(convert: Any, column: Any, connection: Any, value: Any) -> Any:
    return convert(value, column, connection)


@dataclass
class _Set:
    """One set to fetch: the names that lead to its owner, its name there, its rows, or the attribute they go to."""

    way: list[str]
    name: str
    rows: QuerySet[Any, Any]
    manager_field: str
    to_attr: str | None

    @property
    def wanted(self) -> RowsOf:
        return RowsOf(self.rows.filter(**{self.manager_field: OuterRef("__".join([*self.way, "pk"]))}))

    def put(self, obj: Any, rows: list[Any]) -> None:
        owner = _along(obj, self.way)
        if owner is None:
            return
        if self.to_attr:
            setattr(owner, self.to_attr, rows)
            return
        hold(owner, self.name, rows, self.rows)


def hold(owner: Any, name: str, rows: list[Any], queryset: QuerySet[Any, Any] | None = None) -> None:
    """Put rows where prefetching puts them: `owner.<name>.all()` gives them without asking; each knows its owner."""
    manager = getattr(owner, name)
    kept = manager._apply_rel_filters(manager.model._default_manager.all() if queryset is None else queryset)
    kept._result_cache, kept._prefetch_done = rows, True
    if not hasattr(owner, "_prefetched_objects_cache"):
        owner._prefetched_objects_cache = {}
    owner._prefetched_objects_cache[_cache_name(manager)] = kept
    if not hasattr(manager, "through"):
        for row in rows:
            setattr(row, manager.field.name, owner)


def _set_of(objects: Sequence[Any], lookup: Any) -> _Set | None:
    """Return what to fetch, or None where none of the objects has what leads to it."""
    told = lookup if isinstance(lookup, Prefetch) else Prefetch(lookup)
    *way, name = told.prefetch_through.split("__")
    owner = next((owner for obj in objects if (owner := _along(obj, way)) is not None), None)
    if owner is None:
        return None
    manager = getattr(owner, name)
    rows = manager.model._default_manager.all() if told.queryset is None else told.queryset
    return _Set(way, name, rows, getattr(manager, "query_field_name", None) or manager.field.name, told.to_attr)


def _along(obj: Any, way: list[str]) -> Any:
    for name in way:
        obj = getattr(obj, name, None)
    return obj


def _cache_name(manager: Any) -> str:
    name: str = getattr(manager, "prefetch_cache_name", None) or manager.field.remote_field.cache_name
    return name
