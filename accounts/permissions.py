"""Who may? The roles of the house, and every question about them."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef

from accounts.applying import OFFICIALS
from accounts.models import Coordinator, Member, MembershipApplication, PeerConsent


def member_of(user: Any) -> Member | None:
    """Return the user's active membership (one query, kept on the user), or None for everybody else."""
    if not getattr(user, "is_authenticated", False):
        return None
    if not hasattr(user, "_active_member"):
        consent = PeerConsent.objects.filter(member=OuterRef("pk"), withdrawn_at__isnull=True)
        members = Member.objects.select_related("organisation").annotate(has_peer_consent=Exists(consent))
        user._active_member = members.filter(user_id=user.pk, state=Member.State.ACTIVE).first()
    found: Member | None = user._active_member
    return found


def languages_of(user: Any) -> list[str]:
    """Return the codes of what the member says to read."""
    member = member_of(user)
    return [row["code"] for row in member.languages] if member else []


def coordinator_of(user: Any) -> Coordinator | None:
    """Return the user's active coordinator role (one query, kept on the user), or None."""
    if not getattr(user, "is_authenticated", False):
        return None
    if not hasattr(user, "_coordinator_role"):
        user._coordinator_role = Coordinator.objects.filter(user_id=user.pk, is_active=True).first()
    found: Coordinator | None = user._coordinator_role
    return found


def is_vetted(user: Any) -> bool:
    """Logged in is not vetted: an active member, a coordinator or an administrator is."""
    return bool(
        getattr(user, "is_authenticated", False)
        and user.is_active
        and (user.is_superuser or member_of(user) or coordinator_of(user))
    )


def is_administrator(user: Any) -> bool:
    return bool(getattr(user, "is_authenticated", False) and user.is_active and user.is_superuser)


def is_coordinator(user: Any) -> bool:
    """May open the desk: a coordinator of any country, or an administrator."""
    return is_administrator(user) or coordinator_of(user) is not None


def coordinates(user: Any, country: str) -> bool:
    """Is this user a coordinator of the country (ISO code)? Administrators are of all."""
    if is_administrator(user):
        return True
    role = coordinator_of(user)
    return role is not None and (not role.countries or country in role.countries)


def is_away(role: Coordinator, on: date) -> bool:
    return role.away_until is not None and role.away_until >= on


def is_peer(user: Any) -> bool:
    """Has the member said, and not taken back, that they are a peer? Never shown; audience and matching only."""
    member = member_of(user)
    return member is not None and bool(member.has_peer_consent)  # type: ignore[attr-defined]  # asked with the member


def application_roles(user: Any, application: MembershipApplication) -> set[str]:
    """Return which roles of the table this user has; whether a coordinator may see it at all, the query says."""
    if user.pk == application.user_id:
        return {"applicant"}
    return {"coordinator"} if is_coordinator(user) else set()


def member_roles(user: Any, member: Member) -> set[str]:
    """Return which roles of the table this user has; nobody coordinates themselves."""
    if user.pk == member.user_id:
        return {"self"}
    return {"coordinator"} if coordinates(user, member.country) else set()


def audiences(user: Any) -> set[str]:
    """Return the reader tokens that a user holds for posts: the audiences of the house, and one's own.

    "peers" needs the member's own consent, for coordinators and administrators too.
    """
    if not is_vetted(user):
        return {"public"}
    held = {"public", "members", f"user:{user.pk}"}
    member = member_of(user)
    if member is None or member.category not in OFFICIALS:
        held.add("dcr-and-peers")
    if is_peer(user):
        held.add("peers")
    if is_coordinator(user):
        held.add("coordinators")
    return held
