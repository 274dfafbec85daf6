"""How does an object get into the index, and out of it? Called by actions, in their transaction."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Model

from portal import clock
from portal.search import facets, fulltext, spelling
from portal.search.models import SearchEntry
from portal.search.registry import Entry, SearchKind, kinds
from portal.search.tokens import joined

AT_ONCE = 200
KEY = ["kind", "object_id"]
WRITTEN = [f.name for f in SearchEntry._meta.concrete_fields if f.name not in ("id", *KEY)]


def _kinds_of(obj: Model) -> list[SearchKind]:
    found = [kind for kind in kinds().values() if isinstance(obj, kind.model)]
    if not found:
        raise LookupError(f"no floor has registered {obj._meta.label} with search")
    return found


def _row(kind: SearchKind, obj: Model, entry: Entry, changed_at: datetime) -> SearchEntry:
    return SearchEntry(
        kind=kind.name,
        object_id=obj.pk,
        title=entry.title[:300],
        body=entry.body,
        url=entry.url,
        language=entry.language,
        translated_from=entry.translated_from,
        topics=list(entry.topics),
        country=entry.country,
        perspective=entry.perspective,
        evidence=entry.evidence,
        year=entry.year,
        changed_at=entry.written_at or changed_at,
        readers=joined(entry.readers),
    )


@transaction.atomic
def put(obj: Model) -> None:
    """Write or rewrite the entry of an object of a registered kind; without readers it is taken out.

    Raises LookupError when no floor has registered the object's model.
    """
    for kind in _kinds_of(obj):
        entry = kind.entry(obj)
        if entry.readers:
            _write([_row(kind, obj, entry, clock.now())])
        else:
            _remove(SearchEntry.objects.filter(kind=kind.name, object_id=obj.pk))


def put_many(kind: str, ids: Sequence[int]) -> None:
    """Write or rewrite the entries of many objects of one kind, for actions that make hundreds at once."""
    for start in range(0, len(ids), AT_ONCE):
        _write_again(kinds()[kind], ids[start : start + AT_ONCE])


def _write(rows: Sequence[SearchEntry], *, forgets: bool = True) -> None:
    """Write entries with their words; an object that has one keeps it."""
    if not rows:
        return
    keys = {(row.kind, row.object_id) for row in rows}
    old = SearchEntry.objects.filter(kind__in={key[0] for key in keys}, object_id__in={key[1] for key in keys})
    if forgets:
        spelling.forget_later(old)
    facets.write(rows)
    SearchEntry.objects.bulk_create(rows, update_conflicts=True, unique_fields=KEY, update_fields=WRITTEN)
    saved = {(row.kind, row.object_id): row for row in old.all()}
    words = [fulltext.read(saved[key]) for key in sorted(keys)]
    fulltext.engine().write(words)
    spelling.learn_later(words)


@transaction.atomic
def remove(obj: Model) -> None:
    """Take the object out of the index. To be called before the object itself is deleted."""
    for kind in _kinds_of(obj):
        _remove(SearchEntry.objects.filter(kind=kind.name, object_id=obj.pk))


def remove_many(kind: str, ids: Sequence[int]) -> None:
    """The same for many of one kind."""
    _remove(SearchEntry.objects.filter(kind=kind, object_id__in=ids))


def _remove(found: "Iterable[SearchEntry]") -> None:
    gone = list(found)
    spelling.forget_later(gone)
    fulltext.erase([entry.pk for entry in gone])
    SearchEntry.objects.filter(pk__in=[entry.pk for entry in gone]).delete()


Say = Callable[[str, int, int], None]


def _silent(_name: str, _done: int, _of: int) -> None:
    """Nobody listens."""


def rebuild(kind: str | None = None, say: Say = _silent) -> dict[str, int]:
    """Make the whole index (or one kind of it) anew from the objects; return how many entries each kind has now.

    The house may run meanwhile: a few objects at a time are read and written under a lock, so that whoever changes
    one of them comes before or after, never between. `say` is told the kind, how many objects are done, and of how many.
    """
    chosen = [kinds()[kind]] if kind else list(kinds().values())
    if kind is None:
        _remove(SearchEntry.objects.exclude(kind__in=kinds()))
    return {one.name: _rebuild_kind(one, say) for one in chosen}


def _rebuild_kind(kind: SearchKind, say: Say) -> int:
    _remove_orphans(kind)
    ids = list(kind.queryset().order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), AT_ONCE):
        _write_again(kind, ids[start : start + AT_ONCE])
        say(kind.name, min(start + AT_ONCE, len(ids)), len(ids))
    return SearchEntry.objects.filter(kind=kind.name).count()


@transaction.atomic
def _remove_orphans(kind: SearchKind) -> None:
    """Take out what has no object any more; an entry is seen only together with the object that was saved with it."""
    _remove(SearchEntry.objects.filter(kind=kind.name).exclude(object_id__in=kind.queryset().order_by().values("pk")))


@transaction.atomic
def _write_again(kind: SearchKind, ids: Sequence[int]) -> None:
    # First the lock on the entries, then the objects: a change that was saved meanwhile is seen, a later one waits.
    locked = SearchEntry.objects.select_for_update().filter(kind=kind.name, object_id__in=ids).order_by("pk")
    known = {entry.object_id: entry for entry in locked}
    rows, closed = [], []
    for obj in kind.queryset().filter(pk__in=ids):
        entry, old = kind.entry(obj), known.get(obj.pk)
        if entry.readers:
            rows.append(_row(kind, obj, entry, old.changed_at if old else clock.now()))
        elif old:
            closed.append(old)
    _write(rows, forgets=False)
    _remove(closed)


def mark_again(ids: Sequence[int]) -> None:
    """Write the words of these entries anew, because the terms of a concept have changed."""
    for start in range(0, len(ids), AT_ONCE):
        with transaction.atomic():
            fulltext.write(SearchEntry.objects.select_for_update().filter(pk__in=ids[start : start + AT_ONCE]))
