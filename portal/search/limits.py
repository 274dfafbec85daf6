"""How often may one person search? A plain counter for each minute, kept in the default cache."""

import hashlib

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from portal import clock

A_MINUTE = 30


def _who(request: HttpRequest) -> str:
    if request.user.is_authenticated:
        return f"user{request.user.pk}"
    address = get_adapter().get_client_ip(request)
    # The address itself is not kept: a hash that means nothing tomorrow.
    return hashlib.sha256(f"{settings.SECRET_KEY}{clock.today()}{address}".encode()).hexdigest()[:24]


def is_too_often(request: HttpRequest) -> bool:
    """Count this search and say whether it is one too many."""
    key = f"search:{_who(request)}:{int(clock.now().timestamp()) // 60}"
    count = cache.get(key, 0) + 1
    # Two searches in the same instant may count as one: a limit need not be exact.
    cache.set(key, count, 120)
    return bool(count > A_MINUTE)
