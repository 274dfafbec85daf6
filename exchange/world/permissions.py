"""Who may see what is not checked yet, who may suggest, who takes it over, and who may say that a row is right?"""

from typing import Any

from django.db.models import Q

from accounts.permissions import coordinates, coordinator_of, is_administrator, is_coordinator, is_vetted, member_of
from exchange.world.models import Facility, Suggestion


def is_editor(user: Any) -> bool:
    """Coordinators and administrators see rows from memory and the editors' notes."""
    return is_coordinator(user)


def is_of_country(user: Any, iso2: str) -> bool:
    member = member_of(user)
    return member is not None and is_vetted(user) and member.country == iso2


def can_suggest(user: Any, iso2: str) -> bool:
    """A member of the country; a coordinator anywhere."""
    return is_of_country(user, iso2) or is_coordinator(user)


def can_decide(user: Any, iso2: str) -> bool:
    """A coordinator of the country, or an administrator; what they change themselves stands at once."""
    return coordinates(user, iso2)


def can_confirm(user: Any, facility: Facility) -> bool:
    """Whoever may say so of the country's rows; a row from memory is a coordinator's to confirm."""
    iso2 = facility.country.iso2
    is_open = facility.confidence != "recalled" or facility.confirmed_on is not None
    return coordinates(user, iso2) or (is_open and is_of_country(user, iso2))


def role_of(user: Any, iso2: str) -> str:
    """Return in which role somebody changes or confirms something of this country."""
    if is_administrator(user):
        return "administrator"
    return "coordinator" if coordinates(user, iso2) else "member"


def role_told(user: Any, iso2: str) -> str:
    """Return the role as others read it. Of a protected member nothing is said, not even that the country has a member."""
    role = role_of(user, iso2)
    return "network" if role == "member" and user.protected else role


def suggestion_roles(user: Any, suggestion: Suggestion) -> set[str]:
    roles = {"coordinator"} if can_decide(user, suggestion.iso2) else set()
    return roles | ({"suggester"} if user.pk == suggestion.suggested_by_id else set())


def coordinated(user: Any) -> Q:
    """Return which rows with an `iso2` are this user's to decide."""
    role = coordinator_of(user)
    if is_administrator(user) or (role and not role.countries):
        return Q(pk__isnull=False)
    return Q(iso2__in=role.countries if role else [])
