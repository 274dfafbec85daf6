"""How often may one person search?"""

from django.http import HttpRequest

from portal import limits

A_MINUTE = 30


def is_too_often(request: HttpRequest) -> bool:
    """Count this search and say whether it is one too many."""
    who = f"user{request.user.pk}" if request.user.is_authenticated else limits.address(request)
    return limits.count("search", who, limits.A_MINUTE) > A_MINUTE
