"""How does somebody support a statement, and take it back? One row each, with or without a name."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Organisation
from accounts.permissions import member_of
from exchange.statements import queries
from exchange.statements.lifecycle import SUPPORT_MOVES
from exchange.statements.models import Endorsement, Statement
from exchange.statements.permissions import endorsing_roles
from portal import clock
from portal.audit import actions as audit
from portal.moves import MoveRefused, find_move


@transaction.atomic
def endorse(
    user: Any, statement: Statement, *, organisation: Organisation | None = None, is_named: bool = False
) -> Endorsement:
    """Support it for oneself, or as a delegate for an organisation. Again changes only whether one is named.

    `is_named` is the consent to being named in public; whoever is protected is counted, and never named.
    """
    locked = Statement.objects.select_for_update().get(pk=statement.original.pk)
    find_move(SUPPORT_MOVES, locked.state, "endorse", endorsing_roles(user, organisation))
    if not queries.listed_for(user).filter(pk=locked.pk).exists():
        raise MoveRefused(_("This cannot be supported now."))
    if locked.is_over:
        raise MoveRefused(_("This call has ended. Thank you all the same."))
    is_named = is_named and not _is_protected(user, organisation)
    who = {"organisation": organisation} if organisation else {"member": member_of(user)}
    row, is_new = Endorsement.objects.get_or_create(
        statement=locked, **who, defaults={"acted_by": user, "given_at": clock.now()}
    )
    if is_new or is_named != (row.named_at is not None):
        row.acted_by, row.named_at = user, clock.now() if is_named else None
        row.save(update_fields=["acted_by", "named_at"])
        _record(user, locked, "endorsed", organisation, is_named=is_named)
    return row


@transaction.atomic
def unendorse(user: Any, statement: Statement, *, organisation: Organisation | None = None) -> None:
    """Take support back at any time: the row is gone, and with it the name. Twice is once."""
    locked = Statement.objects.select_for_update().get(pk=statement.original.pk)
    find_move(SUPPORT_MOVES, locked.state, "unendorse", endorsing_roles(user, organisation))
    who = {"organisation": organisation} if organisation else {"member": member_of(user)}
    if Endorsement.objects.filter(statement=locked, **who).delete()[0]:
        _record(user, locked, "unendorsed", organisation)


@transaction.atomic
def unname(user: Any, statement: Statement, *, organisation: Organisation | None = None) -> None:
    """Take the name back and leave the yes: at any time, also when a call has ended. Twice is once."""
    locked = Statement.objects.select_for_update().get(pk=statement.original.pk)
    find_move(SUPPORT_MOVES, locked.state, "unname", endorsing_roles(user, organisation))
    who = {"organisation": organisation} if organisation else {"member": member_of(user)}
    if Endorsement.objects.filter(statement=locked, named_at__isnull=False, **who).update(named_at=None):
        _record(user, locked, "unnamed", organisation)


def _is_protected(user: Any, organisation: Organisation | None) -> bool:
    return bool(organisation.protected if organisation else user.protected)


def _record(user: Any, statement: Statement, name: str, organisation: Organisation | None, **facts: Any) -> None:
    if organisation:
        facts["organisation"] = organisation.pk
    audit.record(user, f"statement.{name}", statement, **facts)
