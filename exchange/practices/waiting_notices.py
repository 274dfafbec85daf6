"""Who hears that a hidden text was changed? Coordinators who may read it, and neither wrote it nor what it stands beside."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.queries import all_coordinators
from exchange.practices import care_notices, moderation, notices, voice_notices
from exchange.practices.models import Practice, Voice
from exchange.practices.permissions import audiences_of
from portal import clock
from portal.delivery import outbox
from portal.delivery.models import Notice
from portal.delivery.registry import NoticeText, by_reader
from portal.moderation.rules import read_again_by

ASKS = ("practices.hidden_changed",)


def tell(text: Practice | Voice) -> None:
    practice = text.practice if isinstance(text, Voice) else text
    wrote = [notices.author_of(practice), voice_notices.writer_of(text) if isinstance(text, Voice) else None]
    near = _able(care_notices.coordinators_near(practice), practice, wrote)
    people = near or _able(all_coordinators(), practice, wrote)
    event = f"practices.hidden_changed:{text._meta.model_name}:{text.pk}:{clock.now().isoformat()}"
    until = read_again_by(clock.now())
    outbox.notify("practices.hidden_changed", event, people, {"practice": practice.pk}, answer_by=until)


def _able(people: Sequence[Any], practice: Practice, wrote: Sequence[Any]) -> list[Any]:
    return [user for user in people if user not in wrote and practice.audience in audiences_of(user)]


def texts(found: Sequence[Notice]) -> Mapping[int, NoticeText]:
    """Put notices into words, as long as the text waits; without its title, which may be what was wrong."""
    words: dict[int, NoticeText] = {}
    for reader, group in by_reader(found):
        ids = [notice.object_ids.get("practice", 0) for notice in group]
        waiting = set(moderation.changed_while_hidden(reader).filter(pk__in=ids).values_list("pk", flat=True))
        for notice in group:
            if (pk := notice.object_ids.get("practice", 0)) in waiting:
                words[notice.pk] = _text(pk)
    return words


def _text(pk: int) -> NoticeText:
    body = _("Whoever wrote it has changed it. Please read it again: show it, or say what is still wrong.")
    url = reverse("practices:practice_page", args=[pk])
    return NoticeText(_("A hidden text was changed"), body, url, _("Read it again"))
