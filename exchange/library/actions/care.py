"""What happens when a reader says that something is wrong on the shelf? Two may hide it; a coordinator decides."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.permissions import is_vetted
from accounts.queries import house_of
from exchange.library import care, care_notices, permissions, shelf, shelf_notices
from exchange.library.actions.shelf import hide, record
from exchange.library.lifecycle import MOVES, REPORT_MOVES
from exchange.library.models import SUBJECTS, OnShelf, ShelfReport
from exchange.library.shelf import Thing
from portal import clock
from portal.audit import actions as audit
from portal.moderation.rules import are_independent
from portal.moves import MoveRefused, find_move
from portal.search import index

AT_ONCE = 200


@transaction.atomic
def report(user: Any, thing: Thing, *, reason: str, words: str = "") -> ShelfReport:
    """Say that something is wrong with it. The second independent report of identifying text hides it at once."""
    locked = type(thing)._default_manager.select_for_update().get(pk=thing.pk)
    _refuse_report(user, locked)
    made = ShelfReport.objects.create(
        **{shelf.name_of(thing): locked}, reporter=user, reason=reason, words=words.strip()[:500]
    )
    audit.record(user, "library.reported", locked, reason=reason)
    if are_independent(care.open_reports_on(locked), house_of):
        _cover(locked)
    care_notices.tell_moderators(made)
    return made


def _refuse_report(user: Any, thing: Thing) -> None:
    if not is_vetted(user) or not shelf.listed_for(type(thing), user).filter(pk=thing.pk).exists():
        raise MoveRefused(_("This text is not shown any more; a coordinator is looking at it."))
    if permissions.is_author(user, thing):
        raise MoveRefused(_("This is your own text: you can change it, or put it away."))
    said = care.reports_on(thing).filter(reporter=user)
    if said.waiting().exists() or said.filter(at__gte=thing.changed_at).exists():
        raise MoveRefused(_("You have told us about this text already. You hear what was decided."))
    if ShelfReport.objects.are_many(user):
        raise MoveRefused(_("That is a lot for one day. Please write to a coordinator instead."))


def _cover(thing: OnShelf) -> None:
    """Hide it before anybody has looked; its author is told, and gets it back when nothing is wrong with it."""
    before = thing.standing
    thing.standing = find_move(REPORT_MOVES, before, "cover", {"two reports"}).to
    thing.covered_at = clock.now()
    _keep(None, thing, "covered", before)
    shelf_notices.tell_author(thing, "library.covered")


@transaction.atomic
def decide(user: Any, reported: ShelfReport, decision: str, reason: str = "") -> None:
    """Decide all open reports of it: it is kept, and given back if they had hidden it, or it is hidden."""
    thing: Any = reported.thing
    thing = type(thing)._default_manager.select_for_update().get(pk=thing.pk)
    reports = care.open_reports_on(thing)
    if not reports:
        raise MoveRefused(_("Another coordinator has decided this meanwhile."))
    if not care.reports_for(user).filter(pk__in=[row.pk for row in reports]).exists():
        raise MoveRefused(_("Somebody else has to decide this: a coordinator who neither wrote nor reported it."))
    if decision == ShelfReport.Decision.HIDDEN:
        _hide(user, thing, reason)
    elif thing.is_covered:
        _give_back(user, thing)
    ShelfReport.objects.decide(reports, user, decision)
    audit.record(user, "library.reports_decided", thing, decision=decision)
    care_notices.tell_reporters(reports)


def _hide(user: Any, thing: Any, reason: str) -> None:
    """What reports had hidden already stays so, now with a reason."""
    if not thing.is_covered:
        hide(user, thing, reason)
        return
    if not reason.strip():
        raise MoveRefused(_("Please say why, so that the author can change it."))
    thing.standing = find_move(MOVES, thing.standing, "hide", permissions.roles(user, thing)).to
    thing.hidden_reason, thing.covered_at, thing.waits_since = reason.strip()[:300], None, None
    _keep(user, thing, "hide", thing.Standing.HIDDEN)
    shelf_notices.tell_author(thing, "library.stays_hidden")


def _give_back(user: Any, thing: Any) -> None:
    thing.standing = find_move(REPORT_MOVES, thing.standing, "give back", {"moderator"}).to
    thing.covered_at = thing.waits_since = None
    _keep(user, thing, "given_back", thing.Standing.HIDDEN)
    shelf_notices.tell_author(thing, "library.given_back")


def _keep(user: Any, thing: OnShelf, name: str, before: str) -> None:
    thing.save(update_fields=["standing", "hidden_reason", "covered_at", "waits_since"])
    record(user, thing, name, before)
    index.put(thing)


def hand_on_late_reports() -> int:
    """After the day all coordinators are asked, after another one the administrators too; each once."""
    late = ShelfReport.objects.late().select_related(*SUBJECTS)[:AT_ONCE]
    return sum(map(care_notices.hand_on, late))
