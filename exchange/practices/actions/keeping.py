"""How is it put away, hidden, and brought back?"""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from exchange.practices import notices
from exchange.practices.actions.steps import finish, start
from exchange.practices.actions.waiting import refuse_covered
from exchange.practices.models import Practice
from exchange.practices.permissions import is_author
from portal import clock
from portal.moves import MoveRefused


@transaction.atomic
def archive_practice(user: Any, practice: Practice) -> Practice:
    """Take it out of lists and search; whoever has the address still reads it."""
    return finish(user, start(user, practice, "archive"), "archive")


@transaction.atomic
def restore_practice(user: Any, practice: Practice) -> Practice:
    return finish(user, start(user, practice, "restore"), "restore")


@transaction.atomic
def hide_practice(user: Any, practice: Practice, reason: str) -> Practice:
    """Take it away from everybody but its author and the coordinators, at once."""
    locked = start(user, practice, "hide")
    if not reason.strip():
        raise MoveRefused(_("Please say why, so that the author can change it."))
    refuse_covered(locked)
    locked.hidden_reason, locked.waits_since = reason.strip()[:300], None
    finish(user, locked, "hide")
    if not is_author(user, locked):
        notices.tell_author(locked, "practices.hidden")
    return locked


@transaction.atomic
def show_practice(user: Any, practice: Practice) -> Practice:
    """Give a hidden practice back to its readers, as a note; never one's own."""
    locked = start(user, practice, "show")
    if is_author(user, locked):
        raise MoveRefused(_("Somebody else has to do this step."))
    locked.hidden_reason = locked.state_before_hidden = ""
    locked.waits_since = None
    finish(user, locked, "show")
    notices.tell_author(locked, "practices.shown_again")
    return locked


@transaction.atomic
def confirm_practice(user: Any, practice: Practice) -> Practice:
    """The author says that it is still right as it stands."""
    locked = start(user, practice, "confirm")
    locked.confirmed_at = clock.now()
    return finish(user, locked, "confirm", is_change=False)
