"""Who can one be in the demo? Everybody in it; the bar lists them by what they do there."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import Coordinator, ExpertProfile, Member, MembershipApplication, User
from exchange.world.models import Facility

DOMAIN = "demo.example"
PASSWORD = "round-table-demo"  # noqa: S105  # the demo's one password is printed on purpose; production has no demo
Choice = tuple[int, str]


def everybody() -> QuerySet[User]:
    return User.objects.filter(is_active=True).select_related("member").order_by("member__name", "email")


def name_of(user: User) -> str:
    """Return what the bar and the letterbox call somebody: their role and place, or their address."""
    member: Member | None = getattr(user, "member", None)
    return member.name if member else user.email.removesuffix(f"@{DOMAIN}")


def me(user: Any) -> str:
    return name_of(user) if user.is_authenticated else _("Nobody: not logged in")


def by_role() -> list[tuple[str, list[Choice]]]:
    """Return (heading, [(user id, name), ...]); whoever has several roles stands under the first."""
    users = list(everybody())
    seen: set[int] = set()

    def take(ids: Iterable[int]) -> list[Choice]:
        wanted = set(ids) - seen
        seen.update(wanted)
        return [(user.pk, name_of(user)) for user in users if user.pk in wanted]

    admins = [user.pk for user in users if user.is_superuser]
    groups = [
        (_("Coordinators"), take([*Coordinator.objects.values_list("user_id", flat=True), *admins])),
        (
            _("Sign for a house"),
            take(Facility.objects.exclude(signoff_person=None).values_list("signoff_person", flat=True)),
        ),
        (_("Experts"), take(ExpertProfile.objects.values_list("member__user_id", flat=True))),
        (_("Members"), take(Member.objects.values_list("user_id", flat=True))),
        (_("Want to join"), take(MembershipApplication.objects.values_list("user_id", flat=True))),
        (_("Others"), take(user.pk for user in users)),
    ]
    return [(heading, choices) for heading, choices in groups if choices]


def is_allowed() -> bool:
    """Being somebody else exists in the demo only; asked again at the very place, not only by the missing address."""
    return bool(settings.DEMO and not settings.PRODUCTION)
