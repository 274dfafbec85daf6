"""How does a reference get in by hand, and how is it changed, checked, marked as retracted, and taken out?"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.permissions import is_coordinator, is_vetted
from exchange.library import queries, reference_notices
from exchange.library.actions.imports import free_slugs
from exchange.library.models import ImportRow, Reference, ReferenceCorrection, ReferenceFile
from exchange.library.reference_lifecycle import MOVES, roles, state_of
from portal import clock, limits
from portal.audit import actions as audit
from portal.moves import MoveRefused, find_move, refuse_overtaken
from portal.search import index
from portal.uploads import queries as uploads
from portal.uploads.models import Upload
from portal.vocabularies import queries as vocabularies

FIELDS = (
    "doi", "title", "authors", "year", "kind", "container", "volume", "issue", "pages", "publisher", "url", "access",
    "language", "country", "summary",
)  # fmt: skip
MOST_TOPICS = 5
MOST_AN_HOUR = 60
# What may point to a reference that is taken out, and goes with it.
GOES_TOO = (ImportRow, ReferenceCorrection, ReferenceFile)


@transaction.atomic
def add_reference(
    user: Any, fields: Mapping[str, Any], topics: Sequence[str], *, upload: Upload | None = None, form_code: str = ""
) -> Reference:
    """Add one by hand; members read it until a coordinator has checked it. The same form sent twice adds one."""
    if not is_vetted(user):
        raise MoveRefused(_("Only members bring references."))
    if form_code and (known := Reference.objects.filter(form_code=form_code).first()):
        return known
    if limits.so_far("references", user.pk, limits.AN_HOUR) >= MOST_AN_HOUR:
        raise MoveRefused(_("That is enough for one hour. A whole list comes in as a file, all at once."))
    reference = Reference(
        origin=Reference.Origin.MEMBER, added_by=user, added_at=clock.now(), form_code=form_code or None
    )
    with _unique():
        _write(reference, fields, is_new=True)
    _set_topics(reference, topics)
    if upload is not None:
        _hang(user, reference, upload)
    audit.record(user, "library.reference_add", reference, to_state=state_of(reference))
    limits.count("references", user.pk, limits.AN_HOUR)
    index.put(reference)
    return reference


@transaction.atomic
def edit_reference(
    user: Any,
    reference: Reference,
    fields: Mapping[str, Any],
    topics: Sequence[str],
    *,
    upload: Upload | None = None,
    seen: int | None = None,
) -> Reference:
    """Change what it says. From then on no import changes it."""
    locked = _start(user, reference, "edit")
    refuse_overtaken(locked.version, seen)
    _change(user, locked, fields, topics)
    if upload is not None:
        ReferenceFile.objects.filter(reference=locked).delete()
        _hang(user, locked, upload)
    return locked


def _change(user: Any, locked: Reference, fields: Mapping[str, Any], topics: Sequence[str]) -> None:
    locked.version += 1
    locked.edited_on = clock.today()
    with _unique():
        _write(locked, fields)
    _set_topics(locked, topics)
    audit.record(user, "library.reference_edit", locked, from_state=state_of(locked), to_state=state_of(locked))
    index.put(locked)


@transaction.atomic
def mark_reference(user: Any, reference: Reference, name: str) -> Reference:
    """Say that it was checked, or that its journal has withdrawn it; or take that back."""
    locked = _start(user, reference, name)
    before = state_of(locked)
    if name == "check":
        locked.is_verified, locked.checked_by, locked.checked_on = True, user, clock.today()
    elif name == "uncheck":
        locked.is_verified, locked.checked_by = False, None
    elif name in ("retract", "unretract"):
        locked.is_retracted = name == "retract"
    else:
        raise MoveRefused(_("This is not possible here."))
    locked.edited_on = clock.today()
    locked.version += 1
    locked.save()
    audit.record(user, f"library.reference_{name}", locked, from_state=before, to_state=state_of(locked))
    if name == "check" and before != state_of(locked):
        reference_notices.tell_checked(locked, user)
    index.put(locked)
    return locked


@transaction.atomic
def check_references(user: Any, ids: Collection[int]) -> int:
    """Check several at once; returns how many were not checked before."""
    if not is_coordinator(user):
        raise MoveRefused(_("Somebody else has to do this step."))
    rows = list(queries.references_for_user(user).filter(pk__in=list(ids)[:200], is_verified=False).order_by("pk"))
    for reference in rows:
        mark_reference(user, reference, "check")
    return len(rows)


@transaction.atomic
def remove_reference(user: Any, reference: Reference) -> None:
    """Take out one that should not be here: unchecked, and nobody has linked it or written under it."""
    locked = _start(user, reference, "remove")
    for model, field in queries.ends_at_references():
        if model not in GOES_TOO and model._default_manager.filter(**{field: locked}).exists():
            raise MoveRefused(_("It is linked, or members talk about it. Correct it instead."))
    audit.record(user, "library.reference_remove", locked, from_state=state_of(locked), to_state="gone")
    index.remove(locked)
    locked.delete()


@transaction.atomic
def drop_file(user: Any, reference: Reference) -> None:
    """Take the file off; it stays its owner's."""
    locked = _start(user, reference, "edit")
    if not ReferenceFile.objects.filter(reference=locked).delete()[0]:
        raise MoveRefused(_("This file hangs here no more."))
    audit.record(user, "library.reference_drop_file", locked)


@transaction.atomic
def propose_correction(
    user: Any, reference: Reference, fields: Mapping[str, Any], topics: Sequence[str], *, word: str = ""
) -> ReferenceCorrection:
    """Propose what it should say; a coordinator takes it over or not. A second proposal takes the place of the first."""
    locked = _start(user, reference, "propose")
    changed: dict[str, Any] = {name: fields[name] for name in FIELDS if fields[name] != getattr(locked, name)}
    if sorted(topics) != sorted(topic.slug for topic in locked.topics.all()):
        changed["topics"] = list(topics)
    if not changed and not word:
        raise MoveRefused(_("Nothing is different yet. Change a field, or say in a few words what is wrong."))
    same = {"reference": locked, "by": user, "state": ReferenceCorrection.State.OPEN}
    ReferenceCorrection.objects.filter(**same).delete()
    made = ReferenceCorrection.objects.create(**same, fields=changed, word=word[:300], seen=locked.version)
    audit.record(user, "library.correction_propose", made, to_state=made.state, fields=sorted(changed))
    return made


@transaction.atomic
def decide_correction(user: Any, correction: ReferenceCorrection, *, takes: bool) -> ReferenceCorrection:
    """Take the proposal over as it stands, or not. Whoever made it hears of it."""
    reference = _start(user, correction.reference, "decide")
    locked = ReferenceCorrection.objects.select_for_update().get(pk=correction.pk)
    if locked.state != ReferenceCorrection.State.OPEN:
        raise MoveRefused(_("This is decided already."))
    if takes:
        told: dict[str, Any] = dict(locked.fields)
        topics = told.pop("topics", None)
        own = [topic.slug for topic in reference.topics.all()] if topics is None else topics
        _change(user, reference, {name: told[name] for name in FIELDS if name in told}, own)
    states = ReferenceCorrection.State
    locked.state = states.TAKEN if takes else states.NOT_TAKEN
    locked.decided_by, locked.decided_at = user, clock.now()
    locked.save()
    audit.record(user, "library.correction_decide", locked, from_state=states.OPEN, to_state=locked.state)
    reference_notices.tell_decided(locked, user)
    return locked


def _start(user: Any, reference: Reference, name: str) -> Reference:
    locked = Reference.objects.select_for_update().get(pk=reference.pk)
    find_move(MOVES, state_of(locked), name, roles(user, locked))
    return locked


def _write(reference: Reference, fields: Mapping[str, Any], *, is_new: bool = False) -> None:
    if unknown := set(fields) - set(FIELDS):
        raise TypeError(f"not fields of a reference: {sorted(unknown)}")
    for name, value in fields.items():
        setattr(reference, name, value)
    if known := queries.known(reference.doi, reference.title, reference.year, apart=reference.pk):
        raise MoveRefused(_("It is here already: %(title)s") % {"title": known.title})
    if is_new:
        [reference.slug] = free_slugs([queries.keyed(reference)])
    reference.save()


@contextmanager
def _unique() -> Iterator[None]:
    """Two people add the same text in one moment: the second is told, as if they had come a minute later."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise MoveRefused(_("Somebody has just added it. Please look in the library.")) from error


def _set_topics(reference: Reference, topics: Sequence[str]) -> None:
    wanted = set(topics[:MOST_TOPICS])
    reference.topics.set([term for term in vocabularies.terms("topic", with_inactive=True) if term.slug in wanted])


def _hang(user: Any, reference: Reference, upload: Upload) -> None:
    own = uploads.mine(user).select_for_update().filter(pk=upload.pk).exclude(state=Upload.State.REFUSED).first()
    if own is None or ReferenceFile.objects.filter(upload=own).exists():
        raise MoveRefused(_("This file cannot be put here: it is gone, was not taken, or hangs on another reference."))
    ReferenceFile.objects.create(reference=reference, upload=own)
