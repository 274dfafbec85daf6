"""How many people may one member look at in an hour? So that nobody copies the network."""

import logging
from typing import Any

from django.core.cache import cache

from portal import clock

SOFT, HARD = 60, 200
log = logging.getLogger("accounts")


def count_profile(user: Any) -> int:
    """Count one more profile for this user and hour, and return how many it is now. Holds while Redis is down."""
    key = f"profiles:{user.pk}:{clock.now():%Y%m%d%H}"
    cache.add(key, 0, timeout=3700)
    try:
        count = cache.incr(key)
    except ValueError:
        return 1
    if count in (SOFT + 1, HARD + 1):
        log.warning("accounts.bulk_reading user=%s count=%s", user.pk, count)
    return count
