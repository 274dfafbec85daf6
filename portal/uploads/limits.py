"""How many files may one person send within an hour? A plain counter kept in the default cache."""

from typing import Any

from django.conf import settings
from django.core.cache import cache

from portal import clock


def _key(user: Any) -> str:
    return f"uploads:{user.pk}:{int(clock.now().timestamp()) // 3600}"


def is_too_often(user: Any) -> bool:
    return bool(cache.get(_key(user), 0) >= settings.LIMIT_UPLOADS_AN_HOUR)


def count(user: Any) -> None:
    # Two in the same instant may count as one: a limit need not be exact.
    cache.set(_key(user), cache.get(_key(user), 0) + 1, 3700)
