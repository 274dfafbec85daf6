"""What do the floors above have to do when somebody becomes a member? They register themselves here.

It happens in the transaction of the second yes; what is done must be done once, however often it is asked for.
"""

from collections.abc import Callable

from accounts.models import MembershipApplication

Welcome = Callable[[MembershipApplication], object]
_welcomes: list[Welcome] = []


def register(act: Welcome) -> None:
    _welcomes.append(act)


def welcome(application: MembershipApplication) -> None:
    for act in _welcomes:
        act(application)
