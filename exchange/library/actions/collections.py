"""What can happen to a reading list? It is made, changed, copied; references come on it, go, and change places."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from exchange.library import shelf
from exchange.library.actions.shelf import begin, change, finish, make, words_changed
from exchange.library.models import Collection, CollectionItem, Reference
from exchange.library.queries import references_for_user
from portal import clock
from portal.moves import MoveRefused
from portal.vocabularies.models import Term

MOST_ITEMS = 100


def make_collection(user: Any, fields: Mapping[str, Any], topics: Sequence[Term], *, form_code: str = "") -> Collection:
    return make(user, Collection(), fields, topics, form_code=form_code)[0]


@transaction.atomic
def edit_collection(
    user: Any, collection: Collection, fields: Mapping[str, Any], topics: Sequence[Term], *, seen: int | None = None
) -> Collection:
    return change(user, collection, fields, topics, seen=seen)


@transaction.atomic
def put_on_list(user: Any, collection: Collection, reference: Reference, why: str = "") -> CollectionItem:
    """Put a reference at its end; one that stands there already keeps its place and gets the new sentence."""
    locked = begin(user, collection, "edit")
    if not references_for_user(user).filter(pk=reference.pk).exists():
        raise MoveRefused(_("This title is not in the library any more."))
    known = locked.items.filter(reference=reference).first()
    if known is None and locked.items.count() >= MOST_ITEMS:
        raise MoveRefused(_("%(most)s titles are enough for one list. Start another one.") % {"most": MOST_ITEMS})
    last = locked.items.aggregate(last=Max("order"))["last"] or 0
    item = known or CollectionItem(collection=locked, reference=reference, order=last + 1, added_at=clock.now())
    item.why = why.strip()[:300]
    item.save()
    words_changed(locked)
    finish(user, locked, "edit")
    return item


@transaction.atomic
def say_why(user: Any, item: CollectionItem, why: str) -> None:
    """Another sentence on why it is there."""
    locked = begin(user, item.collection, "edit")
    if not locked.items.filter(pk=item.pk).update(why=why.strip()[:300]):
        raise MoveRefused(_("This title is not on the list any more."))
    words_changed(locked)
    finish(user, locked, "edit")


@transaction.atomic
def take_off(user: Any, item: CollectionItem) -> None:
    locked = begin(user, item.collection, "edit")
    locked.items.filter(pk=item.pk).delete()
    locked.changed_at = clock.now()
    finish(user, locked, "edit")


@transaction.atomic
def move_item(user: Any, item: CollectionItem, *, up: bool) -> None:
    """Change places with the one above or below; at the end of the list nothing happens."""
    locked = begin(user, item.collection, "edit")
    items = list(locked.items.all())
    at = next((number for number, row in enumerate(items) if row.pk == item.pk), None)
    if at is None:
        raise MoveRefused(_("This title is not on the list any more."))
    to = max(at - 1, 0) if up else min(at + 1, len(items) - 1)
    items.insert(to, items.pop(at))
    for number, row in enumerate(items, 1):
        row.order = number
    CollectionItem.objects.bulk_update(items, ["order"])
    locked.changed_at = clock.now()
    finish(user, locked, "edit")


@transaction.atomic
def copy_collection(user: Any, collection: Collection) -> Collection:
    """Make a list of one's own of it, for members. Words that not all members may read are not copied."""
    items = list(shelf.items_of(user, collection))
    is_open = collection.audience in (Collection.Audience.PUBLIC, Collection.Audience.MEMBERS)
    title = (_("Copy of %(title)s") % {"title": collection.title})[:120] if is_open else _("My copy of a list")
    fields = {"title": title, "why": collection.why if is_open else "", "language": collection.language}
    made, _is_new = make(user, Collection(), fields, list(collection.topics.all()))
    CollectionItem.objects.bulk_create(
        CollectionItem(
            collection=made,
            reference=item.reference,
            why=item.why if is_open else "",
            order=number,
            added_at=clock.now(),
        )
        for number, item in enumerate(items, 1)
    )
    return finish(user, made, "edit")
