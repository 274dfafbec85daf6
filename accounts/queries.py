"""What can this user list? Members, experts, applications, vouches; and who holds which role."""

from collections import Counter
from typing import Any

from django.db.models import Q, QuerySet

from accounts import permissions
from accounts.bylines import byline
from accounts.models import Coordinator, Member, MembershipApplication, Organisation, User, Vouch
from portal import clock

__all__ = [
    "administrators",
    "all_coordinators",
    "applications_for_user",
    "byline",
    "coordinator_users_for",
    "coordinators_for",
    "experts_for_user",
    "house_of",
    "members_for_user",
    "membership_of",
    "open_vouches_for_user",
    "organisations_for_user",
    "readers_of",
    "second_persons_for",
    "standing_of",
    "vouches_for_user",
]


def members_for_user(user: Any) -> QuerySet[Member]:
    """Coordinators see everybody in every state; members see active, unprotected members and themselves."""
    members = Member.objects.select_related("user", "organisation")
    if permissions.is_coordinator(user):
        return members
    if not permissions.is_vetted(user):
        return members.none()
    return members.filter(Q(state=Member.State.ACTIVE), Q(user__protected=False) | Q(user=user))


def experts_for_user(user: Any) -> QuerySet[Member]:
    """Active members who offer something and are not paused today; protected ones for coordinators only."""
    today = clock.today()
    experts = members_for_user(user).filter(
        Q(expert_profile__paused_until__isnull=True) | Q(expert_profile__paused_until__lt=today),
        state=Member.State.ACTIVE,
        expert_profile__is_listed=True,
    )
    if not permissions.is_coordinator(user):
        experts = experts.filter(user__protected=False)
    return experts.select_related("expert_profile")


def organisations_for_user(user: Any) -> QuerySet[Organisation]:
    """Protected organisations, like protected members, are seen by coordinators only."""
    if permissions.is_coordinator(user):
        return Organisation.objects.all()
    if not permissions.is_vetted(user):
        return Organisation.objects.none()
    return Organisation.objects.filter(protected=False)


def applications_for_user(user: Any) -> QuerySet[MembershipApplication]:
    """One's own; and for coordinators all that were sent, in their countries or where a second person is missing.

    A coordinator of another country sees an application only while its country has fewer than two coordinators,
    because then somebody from elsewhere has to be the second person.
    """
    applications = MembershipApplication.objects.select_related("user", "coordinator__user")
    if not getattr(user, "is_authenticated", False):
        return applications.none()
    own = Q(user_id=user.pk)
    sent = ~Q(state=MembershipApplication.State.STARTED) & Q(submitted_at__isnull=False)
    if permissions.is_administrator(user):
        return applications.filter(own | sent)
    role = permissions.coordinator_of(user)
    if role is None:
        return applications.filter(own)
    return applications.filter(own | (sent & _in_reach(role)))


def _in_reach(role: Coordinator) -> Q:
    if not role.countries:
        return Q()
    lists = _lists_of_countries(role)
    general = sum(not countries for countries in lists)
    covered = Counter(code for countries in lists for code in countries)
    mine = Q(country__in=role.countries) | Q(coordinator=role)
    if general >= 2:
        return mine
    well_covered = [code for code, count in covered.items() if count + general >= 2]
    return mine | ~Q(country__in=well_covered)


def _lists_of_countries(role: Coordinator) -> list[list[str]]:
    """Return the countries of every coordinator; one query, kept on the reader's own role for the page."""
    if not hasattr(role, "_everybodys_countries"):
        rows = Coordinator.objects.filter(is_active=True).values_list("countries", flat=True)
        role._everybodys_countries = list(rows)  # type: ignore[attr-defined]  # kept for this page only
    found: list[list[str]] = role._everybodys_countries  # type: ignore[attr-defined]  # as above
    return found


def standing_of(user: Any) -> str:
    """Return in one text all that tells this reader from others: who they are, their membership, what they coordinate.

    What is listed for them depends on nothing else but the listed rows and the hour.
    """
    role = permissions.coordinator_of(user)
    everybodys = _lists_of_countries(role) if role and role.countries else []
    rows = [_fields(user), _fields(permissions.member_of(user)), permissions.is_peer(user), _fields(role), everybodys]
    return repr(rows)


def _fields(row: Any) -> list[Any]:
    fields = row._meta.concrete_fields if row is not None else []
    return [getattr(row, field.attname) for field in fields if field.name not in ("password", "last_login")]


def readers_of(application: MembershipApplication) -> list[User]:
    """Return whom to tell about an application: whoever took it up and is there, else all who could."""
    role = application.coordinator
    if role and role.is_active and role.user.is_active and not permissions.is_away(role, clock.today()):
        return [role.user]
    return coordinator_users_for(application.country)


def second_persons_for(application: MembershipApplication, first: User) -> list[User]:
    """Return the coordinators who could give the second yes; administrators where there is no other coordinator."""
    others = [c.user for c in coordinators_for(application.country) if c.user_id != first.pk]
    if not others:
        others = [user for user in all_coordinators() if user.pk != first.pk]
    return others or [user for user in administrators() if user != first]


def membership_of(user: Any) -> Member | None:
    """Return the user's membership in whatever state, or None for somebody who never was a member."""
    return Member.objects.filter(user_id=user.pk).first()


def house_of(user: Any) -> int | None:
    """Return the organisation that a user belongs to, as far as known; needs `member` joined."""
    member = getattr(user, "member", None)
    return member.organisation_id if member else None


def vouches_for_user(user: Any) -> QuerySet[Vouch]:
    """What this member was asked to vouch for; nobody else reads it here."""
    member = permissions.member_of(user)
    if member is None:
        return Vouch.objects.none()
    return Vouch.objects.filter(member=member).select_related("application")


def coordinators_for(country: str) -> list[Coordinator]:
    """Return who is to act for a country, best first; empty only when the network has no coordinator at all.

    First those who named the country, then those of all countries; whoever is away is replaced by the deputy;
    when nobody is left, any coordinator who is there, then any at all.
    """
    everybody = list(
        Coordinator.objects.filter(is_active=True, user__is_active=True)
        .select_related("user", "deputy__user")
        .order_by("id")
    )
    theirs = [c for c in everybody if country in c.countries] + [c for c in everybody if not c.countries]
    today = clock.today()
    present = [c for c in theirs if not permissions.is_away(c, today)]
    by_id = {c.pk: c for c in everybody}
    deputies = [by_id[c.deputy_id] for c in theirs if c not in present and c.deputy_id in by_id]
    present += [c for c in deputies if c not in present and not permissions.is_away(c, today)]
    return present or [c for c in everybody if not permissions.is_away(c, today)] or everybody


def administrators() -> list[User]:
    return list(User.objects.filter(is_superuser=True, is_active=True).order_by("id"))


def all_coordinators() -> list[User]:
    rows = Coordinator.objects.filter(is_active=True, user__is_active=True).select_related("user")
    return [row.user for row in rows.order_by("id")]


def coordinator_users_for(country: str) -> list[User]:
    """Return the users behind `coordinators_for`; the administrators when there is no coordinator."""
    return [c.user for c in coordinators_for(country)] or administrators()


def open_vouches_for_user(user: Any) -> QuerySet[Vouch]:
    """What this member was asked and may still answer, oldest first."""
    states = [MembershipApplication.State.IN_REVIEW, MembershipApplication.State.INFORMATION_REQUESTED]
    return vouches_for_user(user).filter(answered_at__isnull=True, application__state__in=states).order_by("asked_at")
