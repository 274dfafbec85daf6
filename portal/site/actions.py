"""What can happen on the roof? The network writes what only it knows of itself."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.permissions import is_coordinator
from portal import clock
from portal.audit import actions as audit
from portal.moves import MoveRefused, refuse_overtaken
from portal.site.models import PageText


@transaction.atomic
def write_page_text(user: Any, place: str, words: str, *, seen: int | None = None) -> PageText:
    """Put words on a public page; what stood there is kept. Without words the page says again that they are missing."""
    if not is_coordinator(user):
        raise MoveRefused(_("Somebody else has to do this step."))
    made, is_changed = PageText.objects.select_for_update().get_or_create(
        place=place, defaults={"words": words, "edited_on": clock.today()}
    )
    refuse_overtaken(0 if is_changed else made.version, seen)
    if not is_changed and made.words != words:
        made.older.create(version=made.version, words=made.words, until=clock.now())
        made.words, made.edited_on, made.version = words, clock.today(), made.version + 1
        made.save()
        is_changed = True
    if is_changed:
        audit.record(user, "page_text_edited", made, place=place, version=made.version)
    return made
