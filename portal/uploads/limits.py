"""How many files may one person send within an hour?"""

from typing import Any

from django.conf import settings

from portal import limits


def is_too_often(user: Any) -> bool:
    return bool(limits.so_far("uploads", user.pk, limits.AN_HOUR) >= settings.LIMIT_UPLOADS_AN_HOUR)


def count(user: Any) -> None:
    limits.count("uploads", user.pk, limits.AN_HOUR)
