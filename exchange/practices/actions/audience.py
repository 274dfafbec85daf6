"""Who may read it? Fewer readers at once; more only with the author's yes; everybody only through a coordinator."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from exchange.practices import notices
from exchange.practices.actions.steps import finish, refuse_wider_than_original, start
from exchange.practices.models import Practice
from portal import clock
from portal.audiences import is_wider
from portal.moves import MoveRefused


@transaction.atomic
def change_audience(user: Any, practice: Practice, audience: str) -> Practice:
    """Fewer readers: at once, by author or coordinator. More readers: by the author only; never the public."""
    refuse_public(audience)
    name = "widen" if is_wider(audience, practice.audience) else "narrow"
    locked = start(user, practice, name)
    locked.audience, locked.offered_public_at = audience, None
    if name == "widen":
        refuse_wider_than_original(locked)
    return finish(user, locked, name, audience=audience)


@transaction.atomic
def offer_to_public(user: Any, practice: Practice) -> Practice:
    """The author's dated yes to a text that everybody may read; a coordinator then publishes it."""
    locked = start(user, practice, "offer")
    locked.offered_public_at = clock.now()
    if locked.source.audience != Practice.Audience.PUBLIC and locked.translation_of_id:
        raise MoveRefused(_("The original is not open to everybody. Its author decides that first."))
    return finish(user, locked, "offer")


@transaction.atomic
def publish_practice(user: Any, practice: Practice) -> Practice:
    """Open it to everybody, also without log-in. Needs the author's offer."""
    locked = start(user, practice, "publish")
    if locked.offered_public_at is None:
        raise MoveRefused(_("The author has not offered this text to the public."))
    locked.audience = Practice.Audience.PUBLIC
    refuse_wider_than_original(locked)
    finish(user, locked, "publish")
    notices.tell_author(locked, "practices.published")
    return locked


def refuse_public(audience: str) -> None:
    if audience == Practice.Audience.PUBLIC:
        raise MoveRefused(_("A text becomes public in two steps: you offer it, and a coordinator publishes it."))
