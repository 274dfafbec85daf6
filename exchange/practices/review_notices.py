"""What does a peer read who is asked to review a practice? Nobody else learns that they were asked."""

from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from exchange.practices import queries
from exchange.practices.models import Practice, ReviewerAsked
from portal import clock
from portal.delivery import outbox
from portal.delivery.models import Notice
from portal.delivery.registry import NoticeText, by_reader

ASKS = ("practices.review_asked",)


def tell_asked(row: ReviewerAsked) -> None:
    event, ids = f"practices.review_asked:{row.pk}", {"practice": row.practice_id}
    outbox.notify("practices.review_asked", event, [row.user], ids, answer_by=row.answer_by)


def texts(found: Sequence[Notice]) -> Mapping[int, NoticeText]:
    words: dict[int, NoticeText] = {}
    for reader, group in by_reader(found):
        ids = [notice.object_ids.get("practice", 0) for notice in group]
        asked = ReviewerAsked.objects.filter(
            user_id=reader.pk, practice__in=ids, declined_at__isnull=True, answer_by__gte=clock.now()
        ).values("practice")
        rows = queries.listed_for(reader).filter(pk__in=asked, state=Practice.State.FULL)
        read = {practice.pk: practice for practice in rows}
        for notice in group:
            if practice := read.get(notice.object_ids.get("practice", 0)):
                words[notice.pk] = _text(practice)
    return words


def _text(practice: Practice) -> NoticeText:
    body = _("“%(title)s” was read by a coordinator. Would you read it too? Nobody learns that you were asked.")
    url = reverse("practices:practice_review", args=[practice.pk])
    return NoticeText(_("A practice waits for a second reader"), body % {"title": practice.title}, url, _("Read it"))
