"""What if a hidden text is changed? It stays hidden, and coordinators hear that it waits to be read again."""

from django.utils.translation import gettext as _

from exchange.practices import waiting_notices
from exchange.practices.models import Practice, Voice
from portal import clock
from portal.moves import MoveRefused

Text = Practice | Voice


def note_change(text: Text) -> None:
    """Its author has changed it. Told once, until a coordinator has shown it or has said again what is wrong.

    What reports alone have hidden waits for their decision anyhow.
    """
    if text.state != "hidden" or text.waits_since is not None:
        return
    text.waits_since = clock.now()
    text.save(update_fields=["waits_since"])
    if not is_covered(text):
        waiting_notices.tell(text)


def is_covered(text: Text) -> bool:
    """Have reports alone hidden it, with no coordinator's word yet?"""
    if isinstance(text, Voice):
        return text.state == Voice.State.HIDDEN and text.covered_at is not None
    return text.state == Practice.State.HIDDEN and bool(text.state_before_hidden)


def refuse_covered(text: Text) -> None:
    if is_covered(text):
        raise MoveRefused(_("Readers have reported it: please decide that first, under the reported texts."))
