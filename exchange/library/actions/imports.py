"""How does a file of references get in? It is kept, read by a worker, shown, and taken in after a yes. All writes.

What is known (by DOI, or by title and year) is left as it is, so that the same file a second time adds nothing.
"""

import logging
from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Count, Q
from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.permissions import is_coordinator, is_vetted
from exchange.library import reference_lifecycle as lifecycle
from exchange.library.importing import rows
from exchange.library.models import ImportRow, Reference, ReferenceImport
from exchange.library.shipped import link_topics
from portal import clock, limits
from portal.audit import actions as audit
from portal.background import wake
from portal.moves import MoveRefused, find_move
from portal.search import index

log = logging.getLogger(__name__)
State = ReferenceImport.State
Say = Callable[[int, int], None]
AT_ONCE = 500
MOST_BYTES = 10 * 1024 * 1024
MOST_FILES_AN_HOUR = 10
# One file of a member; coordinators bring whole libraries.
MOST_OF_A_MEMBER = 500
LEASE = timedelta(minutes=3)
MOST_ATTEMPTS = 3
KEPT_FOR = timedelta(days=30)
# Addresses of pages beside the references.
RESERVED = ("new", "import", "export", "citations", "lists", "documents", "missing", "offers", "shelf")


def _silent(_done: int, _of: int) -> None:
    """Nobody listens."""


@transaction.atomic
def begin_import(user: Any, name: str, content: bytes, *, form_code: str = "") -> ReferenceImport:
    """Keep the file for a worker to read. `user` None is the server's own command."""
    if user is not None and not is_vetted(user):
        raise MoveRefused(_("Only members bring references."))
    if form_code and (known := ReferenceImport.objects.filter(form_code=form_code).first()):
        return known
    refuse_too_long(len(content))
    if user is not None and has_brought_enough(user):
        raise MoveRefused(_("That is enough files for one hour. Please go on later."))
    made = ReferenceImport.objects.create(by=user, name=name[:120], content=content, form_code=form_code or None)
    audit.record(user, "library.import_begin", made, to_state=made.state, size=len(content))
    if user is not None:
        limits.count("imports", user.pk, limits.AN_HOUR)
        transaction.on_commit(lambda: _wake(made.pk))
    return made


def has_brought_enough(user: Any) -> bool:
    """Said before somebody chooses a file that would be refused."""
    return limits.so_far("imports", user.pk, limits.AN_HOUR) >= MOST_FILES_AN_HOUR


def refuse_too_long(size: int) -> None:
    """Raise MoveRefused for a file that is longer than any list of literature."""
    if size > MOST_BYTES:
        raise MoveRefused(_("This file is longer than 10 MB. Please export your list in several parts."))


def _wake(pk: int) -> None:
    from exchange.library import tasks

    wake(tasks.work_on_import, pk)


def work_on(pk: int, say: Say = _silent) -> None:
    """Do what is to be done next: read it, or take it in. For the worker; safe to run twice, and after a crash."""
    one = _claim(pk)
    if one is None:
        return
    with translation.override(one.by.language if one.by else None):
        if one.state == State.WAITING:
            _read(one, say)
        else:
            _load(one, say)


@transaction.atomic
def _claim(pk: int) -> ReferenceImport | None:
    now = clock.real_now()
    found = ReferenceImport.objects.select_for_update().filter(pk=pk, state__in=ReferenceImport.WORKING)
    one = found.filter(Q(lease_until=None) | Q(lease_until__lt=now)).first()
    if one is None:
        return None
    one.attempts, one.lease_until = one.attempts + 1, now + LEASE
    one.save(update_fields=["attempts", "lease_until"])
    if one.attempts > MOST_ATTEMPTS:
        _fail(one, _("It could not be worked on. Please try again with a part of it."))
        return None
    return one


def _fail(one: ReferenceImport, reason: str) -> None:
    _move(None, one, "fail", reason=reason[:300], content=None)


def _move(user: Any, one: ReferenceImport, name: str, **fields: Any) -> None:
    """Write the next state; the row is locked, or claimed."""
    before = one.state
    one.state = find_move(lifecycle.IMPORT_MOVES, before, name, lifecycle.import_roles(user, one)).to
    for field, value in fields.items():
        setattr(one, field, value)
    one.lease_until = None
    one.save()
    audit.record(user, f"library.import_{name}", one, from_state=before, to_state=one.state, done=one.done)


def _read(one: ReferenceImport, say: Say) -> None:
    """Read the file; what was read of it before a crash is read anew."""
    try:
        entries, broken = rows.entries_of(bytes(one.content or b""), one.name)
    except rows.NoReferences as refusal:
        _fail(one, str(refusal))
        return
    one.rows.all().delete()
    total = len(entries) + len(broken)
    ReferenceImport.objects.filter(pk=one.pk).update(total=total, done=0)
    seen = dict[str, int]()
    bad = [
        ImportRow(of=one, number=total - at, line=row.line, key=row.key, state=ImportRow.State.BAD, problem=row.text)
        for at, row in enumerate(broken)
    ]
    ImportRow.objects.bulk_create(bad, batch_size=AT_ONCE)
    done = len(bad)
    for start in range(0, len(entries), AT_ONCE):
        made = _rows_of(one, [rows.check(entry) for entry in entries[start : start + AT_ONCE]], seen)
        ImportRow.objects.bulk_create(made)
        done += len(made)
        _count(one, done)
        say(done, total)
    one.total, one.done, one.attempts = total, done, 0
    _move(None, one, "read", content=None)


def _count(one: ReferenceImport, done: int) -> None:
    """Say how far it is, and hold on to it."""
    ReferenceImport.objects.filter(pk=one.pk).update(done=done, lease_until=clock.real_now() + LEASE)


def _rows_of(one: ReferenceImport, checked: Sequence[rows.Row], seen: dict[str, int]) -> list[ImportRow]:
    """Return what becomes of each: bad, here already, twice in the file, or new."""
    known = _known([row.row.values() for row in checked if row.row])
    made = []
    for row in checked:
        entry = row.entry
        new = ImportRow(of=one, number=entry.number, line=entry.line, key=entry.key, state=ImportRow.State.NEW)
        made.append(new)
        if row.row is None:
            new.state, new.problem = ImportRow.State.BAD, "; ".join(row.problems)[:300]
            new.values = {"title": str(entry.fields.get("title", ""))[:300]}
            continue
        new.values = row.row.values()
        keys = _keys(new.values)
        if (there := next((known[key] for key in keys if key in known), None)) is not None:
            new.state, new.reference_id = ImportRow.State.KNOWN, there
        elif (first := next((seen[key] for key in keys if key in seen), None)) is not None:
            new.state = ImportRow.State.KNOWN
            new.problem = _("The same text stands in line %(line)s of this file.") % {"line": first}
        else:
            seen |= dict.fromkeys(keys, entry.line)
    return made


def _keys(values: dict[str, Any]) -> list[str]:
    return [key for key in (values["doi_key"], values["title_key"]) if key]


def _known(told: Iterable[dict[str, Any]]) -> dict[str, int]:
    """Return the ids of the references that are here already, by each of their keys."""
    wanted = list(told)
    dois = [values["doi_key"] for values in wanted if values["doi_key"]]
    titles = [values["title_key"] for values in wanted]
    found = Reference.objects.filter(Q(doi_key__in=dois) | Q(title_key__in=titles)).order_by("-pk")
    known: dict[str, int] = {}
    for pk, doi_key, title_key in found.values_list("pk", "doi_key", "title_key"):
        known |= {key: pk for key in (doi_key, title_key) if key}
    return known


@transaction.atomic
def confirm_import(user: Any, one: ReferenceImport, *, opens: bool = False) -> ReferenceImport:
    """Take the new ones in. Only who may say that they have seen the titles opens them to everybody at once."""
    locked = ReferenceImport.objects.select_for_update().get(pk=one.pk)
    new = locked.rows.filter(state=ImportRow.State.NEW).count()
    if user is not None and not is_coordinator(user) and new > MOST_OF_A_MEMBER:
        said = _("%(new)s new references are more than one member brings at once (%(most)s). Please ask a coordinator.")
        raise MoveRefused(said % {"new": new, "most": MOST_OF_A_MEMBER})
    may_open = user is None or is_coordinator(user)
    _move(user, locked, "confirm", opens=opens and may_open, total=new, done=0, attempts=0)
    if user is not None:
        transaction.on_commit(lambda: _wake(locked.pk))
    return locked


@transaction.atomic
def discard_import(user: Any, one: ReferenceImport) -> None:
    """Put the file aside; nothing of it is kept."""
    locked = ReferenceImport.objects.select_for_update().get(pk=one.pk)
    _move(user, locked, "discard", content=None, finished_at=clock.now())
    locked.rows.all().delete()


def _load(one: ReferenceImport, say: Say) -> None:
    """Take the rows in, some at a time, each batch whole or not at all; after a crash it goes on where it stood."""
    done = one.rows.filter(state=ImportRow.State.ADDED).count()
    while batch := list(one.rows.filter(state=ImportRow.State.NEW).order_by("number")[:AT_ONCE]):
        done += _load_batch(one, batch)
        _count(one, done)
        say(done, one.total)
    one.refresh_from_db()
    one.done = done
    _move(None, one, "finish", finished_at=clock.now())


def _load_batch(one: ReferenceImport, batch: Sequence[ImportRow]) -> int:
    try:
        with transaction.atomic():
            return _add_batch(one, batch)
    except IntegrityError:
        # Somebody added one of them in this very moment: what is known is asked again.
        with transaction.atomic():
            return _add_batch(one, batch)


def _add_batch(one: ReferenceImport, batch: Sequence[ImportRow]) -> int:
    known = _known([row.values for row in batch])
    fresh = []
    for row in batch:
        there = next((known[key] for key in _keys(row.values) if key in known), None)
        if there is None:
            fresh.append(row)
            row.state = ImportRow.State.ADDED
        else:
            row.state, row.reference_id = ImportRow.State.KNOWN, there
    shared: dict[str, Any] = {"origin": Reference.Origin.IMPORTED, "added_by": one.by, "added_at": clock.now()}
    if one.opens:
        shared |= {"is_verified": True, "checked_by": one.by, "checked_on": clock.today()}
    slugs = free_slugs([row.values for row in fresh])
    made = [Reference(**row.values, slug=slug, **shared) for row, slug in zip(fresh, slugs, strict=True)]
    Reference.objects.bulk_create(made)
    for row, reference in zip(fresh, made, strict=True):
        row.reference = reference
    # Written over by their keys: a tenth of what `bulk_update` costs, which asks a case for each row.
    written = ["state", "reference"]
    ImportRow.objects.bulk_create(batch, update_conflicts=True, unique_fields=["id"], update_fields=written)
    link_topics(made)
    index.put_many("reference", [reference.pk for reference in made])
    return len(made)


def free_slugs(told: Sequence[dict[str, Any]]) -> list[str]:
    """Return a name for the address of each, like "smith-2020-rooms-in-scotland", that no other reference has."""
    bases = [_slug(values) for values in told]
    taken = set(Reference.objects.filter(slug__in=bases).values_list("slug", flat=True)) | set(RESERVED)
    slugs = []
    for base, values in zip(bases, told, strict=True):
        slug = base if base not in taken else f"{base}-{values['title_key'][:10]}"
        taken.add(slug)
        slugs.append(slug)
    return slugs


def _slug(values: dict[str, Any]) -> str:
    family = values["authors"].split(",")[0].split(";")[0][:30]
    return slugify(f"{family} {values['year'] or ''} {values['title']}")[:60].strip("-") or "reference"


def work_on_waiting() -> int:
    """Go on with what a dead worker or a dead broker left behind, and forget what is old; returns how many."""
    now = clock.real_now()
    waiting = ReferenceImport.objects.filter(state__in=ReferenceImport.WORKING, by__isnull=False)
    free = waiting.filter(Q(lease_until__lt=now) | Q(lease_until=None, made_at__lt=clock.now() - timedelta(seconds=20)))
    left = list(free.values_list("pk", flat=True)[:5])
    for pk in left:
        work_on(pk)
    # What a command left half done belongs to nobody who could go on with it.
    old = ReferenceImport.objects.filter(made_at__lt=clock.now() - KEPT_FOR)
    old.exclude(state__in=ReferenceImport.WORKING, by__isnull=False).delete()
    return len(left)


def counts(one: ReferenceImport) -> dict[str, int]:
    """Return how many rows there are of each state."""
    found = one.rows.order_by().values("state").annotate(n=Count("pk")).values_list("state", "n")
    return {str(state): 0 for state in ImportRow.State} | dict(found)
