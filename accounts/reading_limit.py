"""How many people may one member look at in an hour? So that nobody copies the network."""

import logging
from typing import Any

from portal import limits

SOFT, HARD = 60, 200
log = logging.getLogger("accounts")


def count_profile(user: Any) -> int:
    """Count one more profile for this user and hour, and return how many it is now."""
    count = limits.count("profiles", user.pk, limits.AN_HOUR)
    if count in (SOFT + 1, HARD + 1):
        log.warning("accounts.bulk_reading user=%s count=%s", user.pk, count)
    return count
