"""How much may one person say in an hour? A plain counter in the default cache."""

from typing import Any

from django.core.cache import cache
from django.utils.translation import gettext as _

from portal import clock
from portal.moves import MoveRefused

AN_HOUR = 60


def refuse_flood(user: Any) -> None:
    """Count one more message, and refuse it when it is one too many."""
    key = f"discussion:{user.pk}:{int(clock.now().timestamp()) // 3600}"
    count = cache.get(key, 0) + 1
    if count > AN_HOUR:
        raise MoveRefused(_("That is a lot for one hour. Please wait a little and send it again."))
    # Two messages in the same instant may count as one: a limit need not be exact.
    cache.set(key, count, 7200)
