"""How much may one person say in an hour?"""

from typing import Any

from django.utils.translation import gettext as _

from portal import limits
from portal.moves import MoveRefused

AN_HOUR = 60


def refuse_flood(user: Any) -> None:
    """Count one more message, and refuse it when it is one too many."""
    if limits.count("discussion", user.pk, limits.AN_HOUR) > AN_HOUR:
        raise MoveRefused(_("That is a lot for one hour. Please wait a little and send it again."))
