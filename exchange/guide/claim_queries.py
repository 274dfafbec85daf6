"""What can this user list of what people ask? Claims are everybody's; titles stand there as far as the library shows them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from accounts.permissions import is_coordinator, is_vetted
from exchange.guide.models import Claim, ClaimPaper, Evidence, EvidenceSuggestion, Side
from exchange.library.queries import references_for_user


def claims_for_user(_user: Any) -> QuerySet[Claim]:
    return Claim.objects.order_by("order", "id")


def listed(user: Any) -> QuerySet[Any]:
    """Return all claims; for coordinators with how many suggestions wait at each."""
    claims = claims_for_user(user)
    if not is_coordinator(user):
        return claims
    return claims.annotate(waiting=Count("suggestions", filter=Q(suggestions__state="waiting")))


@dataclass(frozen=True)
class Group:
    """The titles that say the same of a claim."""

    side: str
    label: str
    rows: list[Evidence]


def groups(user: Any, claim: Claim) -> list[Group]:
    return groups_of(_titles(user).filter(claim=claim))


def groups_of(titles: Iterable[Evidence]) -> list[Group]:
    """Return for and against always, with nothing where there is nothing; the other two where they hold a title."""
    rows = list(titles)
    made = [Group(side, str(Side(side).label), [row for row in rows if row.side == side]) for side in Side.values]
    return [group for group in made if group.rows or group.side in (Side.FOR, Side.AGAINST)]


def _titles(user: Any) -> QuerySet[Evidence]:
    found = Evidence.objects.filter(reference__in=references_for_user(user).order_by()).select_related("reference")
    return found.order_by("reference__is_retracted", "-reference__year", "reference__title")


def with_public_titles() -> QuerySet[Claim]:
    """Return all claims, each with the titles that everybody reads there as its evidence."""
    nobody = AnonymousUser()
    return claims_for_user(nobody).prefetch_related(Prefetch("evidence", queryset=_titles(nobody)))


def with_paper(user: Any, language: str) -> QuerySet[Any]:
    """Return all claims, each with whether there is a paper of it in this language."""
    papers = ClaimPaper.objects.filter(claim=OuterRef("pk"), language=language)
    return claims_for_user(user).annotate(has_paper=Exists(papers))


def suggestions_for_user(user: Any) -> QuerySet[EvidenceSuggestion]:
    """Coordinators see all; members their own."""
    found = EvidenceSuggestion.objects.select_related("claim", "reference")
    if is_coordinator(user):
        return found
    return found.filter(by_id=user.pk) if is_vetted(user) else found.none()
