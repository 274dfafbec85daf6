"""What can a reader want of a talk? To hear of new answers, or to hear no more."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.permissions import is_vetted
from exchange.discussion import subjects
from exchange.discussion.models import ThreadFollow
from portal import clock
from portal.moves import MoveRefused


@transaction.atomic
def follow_thread(user: Any, obj: Any) -> None:
    """Hear of new answers under it. Twice is once."""
    subject = subjects.of(obj)
    if not is_vetted(user) or not subject.for_user(user).filter(pk=obj.pk).exists():
        raise MoveRefused(_("This cannot be followed."))
    _wish(user, obj, is_on=True)


@transaction.atomic
def leave_thread(user: Any, obj: Any) -> None:
    """Hear no more of it, whatever one asked, wrote or answers there."""
    _wish(user, obj, is_on=False)


def follow_by_answering(user: Any, obj: Any) -> None:
    """Whoever answers hears of more, unless they had stopped it. In the caller's transaction."""
    ThreadFollow.objects.get_or_create(user=user, **{subjects.of(obj).name: obj}, defaults={"at": clock.now()})


def _wish(user: Any, obj: Any, *, is_on: bool) -> None:
    ThreadFollow.objects.update_or_create(
        user=user, **{subjects.of(obj).name: obj}, defaults={"is_on": is_on, "at": clock.now()}
    )
