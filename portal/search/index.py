"""How does an object get into the index, and out of it? Called by actions, in their transaction."""

from collections.abc import Iterable, Iterator
from itertools import islice

from django.db import transaction
from django.db.models import Model

from portal import clock
from portal.search import fulltext
from portal.search.models import SearchEntry, SearchReader
from portal.search.registry import Entry, SearchKind, kinds

AT_ONCE = 200


def _kinds_of(obj: Model) -> list[SearchKind]:
    found = [kind for kind in kinds().values() if isinstance(obj, kind.model)]
    if not found:
        raise LookupError(f"no floor has registered {obj._meta.label} with search")
    return found


def _row(kind: SearchKind, obj: Model, entry: Entry) -> SearchEntry:
    return SearchEntry(
        kind=kind.name,
        object_id=obj.pk,
        title=entry.title[:300],
        body=entry.body,
        url=entry.url,
        language=entry.language,
        topics=list(entry.topics),
        country=entry.country,
        changed_at=clock.now(),
    )


@transaction.atomic
def put(obj: Model) -> None:
    """Write or rewrite the entry of an object of a registered kind; without readers it is taken out.

    Raises LookupError when no floor has registered the object's model.
    """
    for kind in _kinds_of(obj):
        entry = kind.entry(obj)
        if not entry.readers:
            _remove(kind, [obj.pk])
            continue
        row = _row(kind, obj, entry)
        fields = ["title", "body", "url", "language", "topics", "country", "changed_at"]
        saved, _is_new = SearchEntry.objects.update_or_create(
            kind=kind.name, object_id=obj.pk, defaults={name: getattr(row, name) for name in fields}
        )
        _set_readers(saved, set(entry.readers))
        fulltext.write([saved])


def _set_readers(entry: SearchEntry, wanted: set[str]) -> None:
    known = set(entry.readers.values_list("token", flat=True))
    if gone := known - wanted:
        entry.readers.filter(token__in=gone).delete()
    SearchReader.objects.bulk_create(
        [SearchReader(entry=entry, token=token) for token in sorted(wanted - known)], ignore_conflicts=True
    )


@transaction.atomic
def remove(obj: Model) -> None:
    """Take the object out of the index. To be called before the object itself is deleted."""
    for kind in _kinds_of(obj):
        _remove(kind, [obj.pk])


def _remove(kind: SearchKind, object_ids: Iterable[int]) -> None:
    found = SearchEntry.objects.filter(kind=kind.name, object_id__in=list(object_ids))
    fulltext.erase(list(found.values_list("pk", flat=True)))
    found.delete()


def rebuild(kind: str | None = None) -> dict[str, int]:
    """Make the whole index (or one kind of it) anew from the objects; return how many entries each kind has now."""
    chosen = [kinds()[kind]] if kind else list(kinds().values())
    return {one.name: _rebuild_kind(one) for one in chosen}


@transaction.atomic
def _rebuild_kind(kind: SearchKind) -> int:
    # The old rows go first: whoever changes an object meanwhile waits for them, and then writes after us.
    old = SearchEntry.objects.filter(kind=kind.name)
    fulltext.erase(list(old.values_list("pk", flat=True)))
    old.delete()
    count = 0
    for group in _grouped(kind.queryset().iterator(AT_ONCE)):
        entries = [(obj, entry) for obj in group if (entry := kind.entry(obj)).readers]
        rows = SearchEntry.objects.bulk_create([_row(kind, obj, entry) for obj, entry in entries])
        SearchReader.objects.bulk_create(
            SearchReader(entry=row, token=token)
            for row, (_obj, entry) in zip(rows, entries, strict=True)
            for token in sorted(set(entry.readers))
        )
        fulltext.write(rows)
        count += len(rows)
    return count


def _grouped(objects: Iterator[Model]) -> Iterator[list[Model]]:
    while group := list(islice(objects, AT_ONCE)):
        yield group
