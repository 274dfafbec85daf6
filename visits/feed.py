"""Which days stand in somebody's private calendar, and under which secret address is it read?"""

import hashlib
from datetime import timedelta

from django.db.models import F, Q, QuerySet
from django.utils.crypto import salted_hmac

from accounts import permissions as people
from accounts.models import User
from portal import clock
from visits.models import CalendarFeed, HostConsent, Invitation, Visit

SALT = "visits.feed"
PAST = timedelta(days=60)


def secret_of(feed: CalendarFeed) -> str:
    """Return what stands in the address: made anew from the row and the house's key, never kept."""
    return salted_hmac(SALT, f"{feed.user_id}:{feed.seed.hex}", algorithm="sha256").hexdigest()[:40]


def hashed(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def reader_of(secret: str) -> User | None:
    """Return whose calendar it is; nobody's once its owner is suspended, left, or protected."""
    found = CalendarFeed.objects.filter(secret_hash=hashed(secret)).select_related("user__member").first()
    if found is None or found.user.protected or not found.user.is_active or not people.is_vetted(found.user):
        return None
    return found.user


def visits_in_feed(user: User) -> QuerySet[Visit]:
    """Return the visits whose days somebody may have in their calendar: those of the last weeks and all that come.

    Whoever comes no more, an expert who stepped back or a house whose days fell away, keeps the old days as called
    off until new ones are found; those are none of theirs.
    """
    accepted = Q(request__invitations__expert__user=user.pk, request__invitations__state=Invitation.State.ACCEPTED)
    stepped_back = Q(
        request__invitations__expert__user=user.pk,
        request__invitations__state=Invitation.State.RELEASED,
        request__invitations__answered_at__lte=F("first_confirmed_at"),
        sessions__isnull=True,
    )
    hosts = Q(consents__person=user.pk, consents__state=HostConsent.State.AGREED)
    let_go = Q(consents__person=user.pk, consents__state=HostConsent.State.DROPPED, sessions__isnull=True)
    since = clock.now() - PAST
    return (
        Visit.objects.filter(
            Q(request__requester=user.pk) | Q(request__deputy=user.pk) | accepted | stepped_back | hosts | let_go
        )
        .filter(Q(sessions__end__gte=since) | Q(changed_at__gte=since), first_confirmed_at__isnull=False)
        .select_related("request")
        .prefetch_related("sessions")
        .order_by("pk")
        .distinct()
    )
