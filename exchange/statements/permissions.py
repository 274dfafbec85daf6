"""Who may? Propose, publish, take back, and say yes for whom."""

from typing import Any

from accounts.models import OrganisationDelegate
from accounts.permissions import is_coordinator, is_vetted, member_of
from exchange.statements.models import Event, NewsItem, Statement


def can_propose(user: Any) -> bool:
    return is_vetted(user)


def is_proposer(user: Any, thing: Statement | NewsItem | Event) -> bool:
    return thing.proposed_by_id is not None and thing.proposed_by_id == getattr(user, "pk", None)


def roles(user: Any, thing: Statement | NewsItem | Event) -> set[str]:
    """Return the roles of the tables; a proposer who is no member any more has none."""
    if not is_vetted(user):
        return set()
    found = {"proposer"} if is_proposer(user, thing) else set()
    return found | ({"coordinator"} if is_coordinator(user) else set())


def endorsing_roles(user: Any, organisation: Any = None) -> set[str]:
    """A member for themselves; for an organisation only its delegate, whom coordinators appointed."""
    member = member_of(user)
    if member is None:
        return set()
    if organisation is None:
        return {"member"}
    is_delegate = OrganisationDelegate.objects.filter(member=member, organisation=organisation).exists()
    return {"delegate"} if is_delegate else set()
