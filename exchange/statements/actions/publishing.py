"""How does a statement reach its readers, and how is it taken from them? By a coordinator; back at once by whoever asked."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from exchange.statements import notices, queries
from exchange.statements.actions.steps import finish, start
from exchange.statements.lifecycle import SHOWN
from exchange.statements.models import Statement
from exchange.statements.permissions import is_proposer
from portal import clock
from portal.moves import MoveRefused
from portal.search import index


@transaction.atomic
def publish_statement(user: Any, statement: Statement, *, is_checked: bool = False) -> Statement:
    """Show it to its readers. Members are told of a call for support, once.

    `is_checked`: the coordinator read it, and it names no room that works without permission.
    """
    locked = start(user, statement, "publish")
    refuse_unfinished(locked)
    if not is_checked:
        raise MoveRefused(
            _("Please check first that it names no room that works without permission, and nobody in private.")
        )
    if locked.translation_of and locked.translation_of.state not in SHOWN:
        raise MoveRefused(_("Its original is not published any more."))
    locked.published_at, locked.reason = clock.now(), ""
    finish(user, locked, "publish")
    if not is_proposer(user, locked):
        notices.tell_proposer(locked, "statements.published")
    if locked.is_call and not locked.translation_of_id:
        notices.tell_members(locked)
    return locked


def refuse_unfinished(statement: Statement) -> None:
    if not statement.body.strip() and not statement.is_incomplete:
        raise MoveRefused(_("There are no words yet. Add them, or tick that the text is to be completed."))
    if statement.is_call and not statement.asked.strip():
        raise MoveRefused(_("A call says what is asked of others. Please add it."))
    if statement.is_call and (statement.until is None or statement.until < clock.today()):
        raise MoveRefused(_("A call ends on a day that is still to come. Please choose one."))


@transaction.atomic
def withdraw_statement(user: Any, statement: Statement, reason: str = "") -> Statement:
    """Take it from everybody at once: pages, search, feeds, and mails that wait. Its translations go with it."""
    locked = start(user, statement, "withdraw")
    is_own = is_proposer(user, locked)
    if not is_own and not reason.strip():
        raise MoveRefused(_("Please say why in a few words, for whoever proposed it."))
    was_draft = locked.state == Statement.State.DRAFT
    locked.reason = reason.strip()[:300]
    finish(user, locked, "withdraw")
    put_translations(locked)
    if not is_own:
        notices.tell_proposer(locked, "statements.declined" if was_draft else "statements.taken_back")
    return locked


@transaction.atomic
def supersede_statement(user: Any, statement: Statement, newer: Statement) -> Statement:
    """Say that a newer one stands in its place; both stay to be read."""
    locked = start(user, statement, "supersede")
    if not queries.newer_for(user, locked).filter(pk=newer.pk).exists() or locked.translation_of_id:
        raise MoveRefused(_("Please choose a current statement that takes its place."))
    locked.superseded_by = newer
    finish(user, locked, "supersede")
    put_translations(locked)
    return locked


@transaction.atomic
def restore_statement(user: Any, statement: Statement) -> Statement:
    """It stands again: it was superseded by mistake."""
    locked = start(user, statement, "restore")
    locked.superseded_by = None
    finish(user, locked, "restore")
    put_translations(locked)
    return locked


def put_translations(statement: Statement) -> None:
    for translation in statement.translations.select_related("translation_of").prefetch_related("topics"):
        index.put(translation)
