"""Who has read a full practice? A coordinator together with a peer."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from exchange.practices import notices
from exchange.practices.actions.steps import finish, start
from exchange.practices.models import Practice
from exchange.practices.permissions import is_author
from portal.moves import MoveRefused


@transaction.atomic
def review_practice(user: Any, practice: Practice) -> Practice:
    """A coordinator has read a full practice together with a peer."""
    locked = start(user, practice, "review")
    if is_author(user, locked):
        raise MoveRefused(_("Somebody else than the author has to review it."))
    finish(user, locked, "review")
    notices.tell_author(locked, "practices.reviewed")
    return locked
