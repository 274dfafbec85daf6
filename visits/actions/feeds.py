"""How does a private calendar come, change its address, and go? By its owner's button alone."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import permissions as people
from portal import clock
from portal.audit import actions as audit
from portal.moves import MoveRefused
from visits.feed import hashed, secret_of
from visits.models import CalendarFeed


@transaction.atomic
def make_feed(user: Any) -> CalendarFeed:
    """Make the address, or a new one: whoever has the old one reads nothing any more."""
    if not people.is_vetted(user):
        raise MoveRefused(_("Only members have a calendar here."))
    if user.protected:
        raise MoveRefused(_("You are protected: a calendar that is read without log-in would say too much."))
    CalendarFeed.objects.filter(user=user).delete()
    feed = CalendarFeed(user=user, made_at=clock.now())
    feed.secret_hash = hashed(secret_of(feed))
    feed.save()
    audit.record(user, "visits.feed_make", feed)
    return feed


@transaction.atomic
def drop_feed(user: Any) -> None:
    """Switch it off, at once and for everybody who has the address."""
    for feed in CalendarFeed.objects.select_for_update().filter(user=user):
        audit.record(user, "visits.feed_drop", feed)
        feed.delete()
