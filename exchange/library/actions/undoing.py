"""What comes out again when a file should not have been taken in? All that nobody has changed or named since."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Case, CharField, Count, Exists, OuterRef, Q, QuerySet, Value, When, Window
from django.db.models.functions import RowNumber

from exchange.library import queries
from exchange.library import reference_lifecycle as lifecycle
from exchange.library.models import ImportRow, Reference, ReferenceImport
from portal.audit import actions as audit
from portal.moves import find_move
from portal.search import index

AT_ONCE = 500
CHANGED, NAMED = "changed", "named"


def added_by(one: ReferenceImport) -> QuerySet[Any]:
    """Return what came in with this file and is still here, with `stays`: why it stays, "" for what can come out."""
    changed = Q(version__gt=1) | Q(edited_on__isnull=False)
    why = Case(
        When(changed, then=Value(CHANGED)), When(_is_named(), then=Value(NAMED)), default=Value(""),
        output_field=CharField(),
    )  # fmt: skip
    return Reference.objects.filter(pk__in=_taken_in(one)).annotate(stays=why)


def _taken_in(one: ReferenceImport) -> QuerySet[Any, Any]:
    return ImportRow.objects.filter(of=one, state=ImportRow.State.ADDED, reference__isnull=False).values("reference")


def preview(one: ReferenceImport, most: int) -> tuple[int, list[Any], int]:
    """Return how many would come out, the first of those that stay, and how many stay; in one query."""
    place = Window(RowNumber(), partition_by="stays", order_by=["title", "pk"])
    found = added_by(one).annotate(alike=Window(Count("pk"), partition_by="stays"), place=place)
    rows = list(found.filter(place__lte=most).order_by("title", "pk"))
    alike = {row.stays: row.alike for row in rows}
    return alike.pop("", 0), [row for row in rows if row.stays][:most], sum(alike.values())


def _is_named() -> Q:
    """Does anything point to it, on whatever floor: a practice, a list, a claim, words under it, a file, a correction?"""
    found = Q()
    for model, field in queries.ends_at_references():
        if model is not ImportRow:
            found |= Q(Exists(model._default_manager.order_by().filter(**{field: OuterRef("pk")})))
    return found


@transaction.atomic
def take_back_import(user: Any, one: ReferenceImport) -> int:
    """Take out what came in with the file; returns how many. What somebody changed or named stays."""
    locked = ReferenceImport.objects.select_for_update().get(pk=one.pk)
    before = locked.state
    locked.state = find_move(lifecycle.IMPORT_MOVES, before, "undo", lifecycle.import_roles(user, locked)).to
    # Locked first: what somebody names in this very moment either is there when we look, or finds the title gone.
    list(Reference.objects.select_for_update().filter(pk__in=_taken_in(locked)).values_list("pk", flat=True))
    ids = list(added_by(locked).filter(stays="").values_list("pk", flat=True))
    for start in range(0, len(ids), AT_ONCE):
        _take_out(locked, ids[start : start + AT_ONCE])
    locked.save(update_fields=["state"])
    audit.record(user, "library.import_undo", locked, from_state=before, to_state=locked.state, done=len(ids))
    return len(ids)


def _take_out(one: ReferenceImport, ids: Sequence[int]) -> None:
    ImportRow.objects.filter(of=one, reference__in=ids).update(state=ImportRow.State.GONE)
    index.remove_many("reference", ids)
    Reference.objects.filter(pk__in=ids).delete()
