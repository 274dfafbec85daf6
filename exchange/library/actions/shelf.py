"""What can happen to whatever stands on the shelf? It is offered to everybody, opened, put away, hidden, shown again."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.permissions import is_vetted
from exchange.library import care_notices, permissions, shelf, shelf_notices
from exchange.library.lifecycle import MOVES
from exchange.library.models import OnShelf
from exchange.library.shelf import Thing
from portal import clock, limits
from portal.audiences import is_wider
from portal.audit import actions as audit
from portal.moves import MoveRefused, find_move, refuse_overtaken
from portal.search import index
from portal.vocabularies.models import Term

AN_HOUR = 60
MOST_TOPICS = 3
OF_ALL = ("audience", "show_author_as", "language")


@transaction.atomic
def make(
    user: Any, thing: Thing, fields: Mapping[str, Any], topics: Sequence[Term], *, form_code: str = ""
) -> tuple[Thing, bool]:
    """Put a new thing on the shelf; say whether it is new. The same form sent twice makes one."""
    if not is_vetted(user):
        raise MoveRefused(_("Only members put something into the library."))
    if form_code and (known := type(thing)._default_manager.filter(form_code=form_code, author=user).first()):
        return known, False
    refuse_flood(user)
    refuse_public(fields)
    thing.author, thing.form_code = user, form_code or None
    thing.made_at = thing.changed_at = clock.now()
    for name, value in fields.items():
        setattr(thing, name, value)
    thing.save()
    thing.topics.set(topics[:MOST_TOPICS])
    record(user, thing, "made", "")
    index.put(thing)
    return thing, True


def change(
    user: Any, thing: Thing, fields: Mapping[str, Any], topics: Sequence[Term], *, seen: int | None = None
) -> Thing:
    """Change its words, in the caller's transaction. What everybody reads goes back to members until it is read anew."""
    locked = begin(user, thing, "edit")
    refuse_overtaken(locked.version, seen)
    refuse_public(fields)
    if locked.is_public:
        fields = {name: value for name, value in fields.items() if name != "audience"}
    for name, value in fields.items():
        setattr(locked, name, value)
    if is_wider("members", locked.audience):
        locked.offered_public_at = None
    locked.topics.set(topics[:MOST_TOPICS])
    words_changed(locked)
    return finish(user, locked, "edit")


def words_changed(thing: OnShelf) -> None:
    """Nobody has read the new words yet: they are for members, and offered anew."""
    thing.version += 1
    thing.changed_at = clock.now()
    if thing.is_public:
        thing.audience, thing.offered_public_at, thing.opened_at = thing.Audience.MEMBERS, clock.now(), None
    note_change(thing)


def note_change(thing: OnShelf) -> None:
    """It stays hidden, and coordinators hear once that it waits to be read again; reports have a clock of their own."""
    if thing.standing == thing.Standing.HIDDEN and thing.waits_since is None:
        thing.waits_since = clock.now()
        if not thing.is_covered:
            care_notices.tell_changed(thing)


@transaction.atomic
def offer_to_public(user: Any, thing: Thing) -> Thing:
    """The author's dated yes to everybody reading it; a coordinator then opens it."""
    locked = begin(user, thing, "offer")
    if locked.audience != locked.Audience.MEMBERS:
        raise MoveRefused(_("Only what all members may read can be offered to everybody."))
    locked.offered_public_at = clock.now()
    return finish(user, locked, "offer")


@transaction.atomic
def publish(user: Any, thing: Thing) -> Thing:
    """A coordinator who did not make it has read it, and opens it to everybody, also without log-in."""
    locked = begin(user, thing, "publish")
    if locked.offered_public_at is None or locked.audience != locked.Audience.MEMBERS:
        raise MoveRefused(_("It is not offered to everybody."))
    locked.audience, locked.opened_at = locked.Audience.PUBLIC, clock.now()
    finish(user, locked, "publish")
    shelf_notices.tell_author(locked, "library.opened")
    return locked


@transaction.atomic
def close_to_public(user: Any, thing: Thing) -> Thing:
    """Members only, at once; by its author or a coordinator."""
    locked = begin(user, thing, "close to public")
    if locked.is_public:
        locked.audience = locked.Audience.MEMBERS
    locked.offered_public_at = locked.opened_at = None
    return finish(user, locked, "close to public")


@transaction.atomic
def put_away(user: Any, thing: Thing) -> Thing:
    """Take it out of lists and search; only its author still sees it."""
    return finish(user, begin(user, thing, "put away"), "put away")


@transaction.atomic
def take_back(user: Any, thing: Thing) -> Thing:
    """Back into the lists, for members: who opened it to everybody read it as it stood then."""
    locked = begin(user, thing, "take back")
    if locked.is_public:
        words_changed(locked)
    return finish(user, locked, "take back")


@transaction.atomic
def hide(user: Any, thing: Thing, reason: str) -> Thing:
    """Take it away from everybody but its author and the coordinators, at once."""
    locked = begin(user, thing, "hide")
    if not reason.strip():
        raise MoveRefused(_("Please say why, so that the author can change it."))
    refuse_covered(locked)
    locked.hidden_reason, locked.waits_since = reason.strip()[:300], None
    finish(user, locked, "hide")
    shelf_notices.tell_author(locked, "library.hidden")
    return locked


@transaction.atomic
def show(user: Any, thing: Thing) -> Thing:
    """Give a hidden one back to its readers; never one's own."""
    locked = begin(user, thing, "show")
    refuse_covered(locked)
    locked.hidden_reason, locked.waits_since = "", None
    finish(user, locked, "show")
    shelf_notices.tell_author(locked, "library.shown_again")
    return locked


def refuse_covered(thing: OnShelf) -> None:
    if thing.is_covered:
        raise MoveRefused(_("Readers have reported it: please decide that first, under the reported texts."))


def begin(user: Any, thing: Thing, name: str) -> Thing:
    """Lock the row, and ask the table."""
    locked = type(thing)._default_manager.select_for_update().get(pk=thing.pk)
    find_move(MOVES, locked.standing, name, permissions.roles(user, locked))
    return locked


def finish(user: Any, thing: Thing, name: str) -> Thing:
    before = thing.standing
    thing.standing = find_move(MOVES, before, name, permissions.roles(user, thing)).to
    thing.save()
    record(user, thing, name, before)
    index.put(thing)
    return thing


def record(user: Any, thing: OnShelf, name: str, before: str) -> None:
    action = f"{shelf.name_of(thing)}.{name.replace(' ', '_')}"
    audit.record(user, action, thing, from_state=before, to_state=thing.standing)


def refuse_flood(user: Any) -> None:
    if limits.count("library", user.pk, limits.AN_HOUR) > AN_HOUR:
        raise MoveRefused(_("That is a lot for one hour. Please wait a little and send it again."))


def refuse_public(fields: Mapping[str, Any]) -> None:
    if fields.get("audience") == OnShelf.Audience.PUBLIC:
        raise MoveRefused(_("A text becomes public in two steps: you offer it, and a coordinator opens it."))
