"""How often has somebody done something? One plain counter for all limits, in the default cache (the database), so that
limits hold while Redis is down."""

import hashlib

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from portal import clock

A_MINUTE, AN_HOUR = 60, 3600


def so_far(what: str, who: object, seconds: int) -> int:
    """Return how often it was done in this minute or hour (`seconds` long), without counting."""
    return int(cache.get(_key(what, who, seconds), 0))


def count(what: str, who: object, seconds: int) -> int:
    """Count once more, and return how often it is now. Two in the same instant may count as one: no limit is exact."""
    number = so_far(what, who, seconds) + 1
    cache.set(_key(what, who, seconds), number, seconds + A_MINUTE)
    return number


def address(request: HttpRequest) -> str:
    """Return a mark of where a request comes from: a hash that means nothing tomorrow, never the address itself."""
    told = f"{settings.SECRET_KEY}{clock.today()}{get_adapter().get_client_ip(request)}"
    return hashlib.sha256(told.encode()).hexdigest()[:24]


def _key(what: str, who: object, seconds: int) -> str:
    return f"{what}:{who}:{int(clock.now().timestamp()) // seconds}"
