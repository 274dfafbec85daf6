"""Somebody suggests a change; a coordinator takes it over, or says why not; whoever suggested it may take it back."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from exchange.world import fields, notices, permissions
from exchange.world.actions import asking, putting, recording
from exchange.world.lifecycle import MOVES
from exchange.world.models import Change, Source, Suggestion
from portal import clock
from portal.audit import actions as audit
from portal.moves import MoveRefused, Overtaken, find_move
from portal.search import index

OVERTAKEN = "This row was changed meanwhile. Nothing was overwritten; please look at what stands there now."


@transaction.atomic
def suggest(
    user: Any,
    kind: str,
    iso2: str,
    row: Any,
    new: Mapping[str, Any],
    *,
    seen: Mapping[str, Any],
    source: Source | None,
    new_source: Mapping[str, Any] | None = None,
    note: str = "",
) -> Suggestion:
    """Keep what should be different; of a coordinator of the country it stands at once.

    `row` None asks for a new one; `seen` holds what stood in the form when it was opened. The same suggestion a second
    time is the first one.
    """
    if not permissions.can_suggest(user, iso2):
        raise MoveRefused(_("Members of this country suggest changes, and coordinators."))
    if source is None and not new_source:
        raise MoveRefused(_("Please say where it is published: without a source nothing stands here."))
    values = fields.differing(new, seen)
    suggestion = Suggestion(
        kind=kind,
        target=None if row is None else row.pk,
        iso2=iso2,
        values=values,
        source=source,
        new_source=dict(new_source or {}) if source is None else {},
        note=note,
        suggested_by=user,
        suggested_at=clock.now(),
    )
    stands = fields.snapshot(kind, putting.locked_target(suggestion))
    if any(fields.given(stands[name]) != fields.given(seen.get(name)) for name in values):
        raise Overtaken(_(OVERTAKEN))
    suggestion.was = {name: stands[name] for name in values} if row is not None else {}
    suggestion.label = _label(kind, row, new)
    return _keep(user, suggestion, row)


def _label(kind: str, row: Any, new: Mapping[str, Any]) -> str:
    if row is None:
        row = fields.MODELS[kind]()
        fields.put(
            row, {name: value if value is not None else "" for name, value in new.items() if name not in fields.NUMBERS}
        )
    return fields.mark(kind, row)[:420]


def _keep(user: Any, suggestion: Suggestion, row: Any) -> Suggestion:
    # Which fact of a country a text is for, stands among the values.
    is_same_source = suggestion.kind == "country" or suggestion.source == getattr(row, "source", None)
    if not suggestion.values and (row is None or is_same_source):
        raise MoveRefused(_("Nothing is different from what stands there. Please change what is wrong."))
    same = Suggestion.objects.filter(
        kind=suggestion.kind, target=suggestion.target, iso2=suggestion.iso2, suggested_by=user, state="suggested"
    )
    for before in same:
        if before.values == suggestion.values and before.source_id == suggestion.source_id:
            return before
    suggestion.save()
    audit.record(user, "change_suggested", suggestion, to_state=suggestion.state)
    if permissions.can_decide(user, suggestion.iso2):
        return accept(user, suggestion, seen=fields.fingerprint(suggestion.was))
    notices.tell_coordinators(suggestion)
    return suggestion


def stands_now(suggestion: Suggestion, row: Any) -> dict[str, Any]:
    """Return what stands today in the fields that a suggestion would change."""
    if row is None:
        return {}
    now = fields.snapshot(suggestion.kind, row)
    return {name: now.get(name) for name in suggestion.values}


@transaction.atomic
def accept(user: Any, suggestion: Suggestion, *, seen: str) -> Suggestion:
    """Put it into the record. `seen` marks what the coordinator saw standing there: has it changed, nothing happens."""
    suggestion = Suggestion.objects.select_for_update().get(pk=suggestion.pk)
    before = suggestion.state
    found = find_move(MOVES, before, "accept", permissions.suggestion_roles(user, suggestion))
    row = putting.locked_target(suggestion)
    now = stands_now(suggestion, row)
    if fields.fingerprint(now) != seen:
        raise Overtaken(_(OVERTAKEN))
    source_before = getattr(row, "source", None)
    role = permissions.role_of(user, suggestion.iso2)
    what = Change.What.ADDED if row is None else Change.What.CHANGED
    row = putting.put_in(suggestion, row, user, role)
    suggestion.target = row.pk
    _decide(suggestion, user, found.to)
    changed = [
        [name, now.get(name), value]
        for name, value in suggestion.values.items()
        if fields.given(value) is not None or now
    ]
    recording.write(
        suggestion.kind,
        row,
        what,
        role=told_role(suggestion, role),
        actor=user,
        changed=changed,
        source=suggestion.source or source_before,
        suggestion=suggestion,
    )
    audit.record(user, "suggestion_accepted", suggestion, from_state=before, to_state=found.to)
    if suggestion.kind in ("country", "facility"):
        index.put(row)
    asking.keep_up(suggestion.iso2)
    notices.tell_suggester(suggestion)
    return suggestion


@transaction.atomic
def amend(
    user: Any,
    suggestion: Suggestion,
    new: Mapping[str, Any],
    *,
    seen: Mapping[str, Any],
    source: Source | None,
    new_source: Mapping[str, Any] | None = None,
) -> Suggestion:
    """Take over what a coordinator made of it; whoever suggested it reads both."""
    suggestion = Suggestion.objects.select_for_update().get(pk=suggestion.pk)
    find_move(MOVES, suggestion.state, "accept", permissions.suggestion_roles(user, suggestion))
    row = putting.locked_target(suggestion)
    stands, values = fields.snapshot(suggestion.kind, row), fields.differing(new, seen)
    if any(fields.given(stands[name]) != fields.given(seen.get(name)) for name in values):
        raise Overtaken(_(OVERTAKEN))
    if not values and source == getattr(row, "source", None):
        raise MoveRefused(_("Nothing is different from what stands there. Please change what is wrong."))
    if values != suggestion.values:
        suggestion.asked, suggestion.values = suggestion.values, values
    suggestion.was = {name: stands[name] for name in values} if row is not None else {}
    suggestion.label = _label(suggestion.kind, row, new)
    suggestion.source, suggestion.new_source = source, dict(new_source or {}) if source is None else {}
    suggestion.save()
    audit.record(user, "suggestion_amended", suggestion)
    return accept(user, suggestion, seen=fields.fingerprint(stands_now(suggestion, row)))


def told_role(suggestion: Suggestion, role: str) -> str:
    """Return by whom a change came, as members read it."""
    if suggestion.origin == Suggestion.Origin.IMPORT:
        return Change.Role.IMPORT
    if suggestion.asked:
        return role
    by = suggestion.suggested_by
    return permissions.role_told(by, suggestion.iso2) if by is not None else role


def _decide(suggestion: Suggestion, user: Any, state: str, reason: str = "") -> None:
    suggestion.state, suggestion.reason = Suggestion.State(state), reason
    suggestion.decided_by, suggestion.decided_at = user, clock.now()
    suggestion.save()


@transaction.atomic
def decline(user: Any, suggestion: Suggestion, reason: str) -> Suggestion:
    """Leave the record as it is; whoever suggested the change reads why."""
    suggestion = Suggestion.objects.select_for_update().get(pk=suggestion.pk)
    before = suggestion.state
    found = find_move(MOVES, before, "decline", permissions.suggestion_roles(user, suggestion))
    if not reason.strip():
        raise MoveRefused(_("Please say why, in a sentence: whoever suggested it reads it."))
    _decide(suggestion, user, found.to, reason.strip())
    audit.record(user, "suggestion_declined", suggestion, from_state=before, to_state=found.to)
    notices.tell_suggester(suggestion)
    return suggestion


@transaction.atomic
def withdraw(user: Any, suggestion: Suggestion) -> Suggestion:
    """Whoever suggested it takes it back."""
    suggestion = Suggestion.objects.select_for_update().get(pk=suggestion.pk)
    before = suggestion.state
    found = find_move(MOVES, before, "withdraw", permissions.suggestion_roles(user, suggestion))
    _decide(suggestion, user, found.to)
    audit.record(user, "suggestion_withdrawn", suggestion, from_state=before, to_state=found.to)
    return suggestion
