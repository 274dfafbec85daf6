"""What does a peer read who is asked to review a practice? Nobody else learns that they were asked."""

from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from exchange.practices import notices, queries
from exchange.practices.models import Practice, ReviewerAsked
from portal import clock
from portal.delivery import outbox
from portal.delivery.models import Notice
from portal.delivery.registry import NoticeText, by_reader

ASKS = ("practices.review_asked",)
FOR_AUTHORS = ("practices.review_words",)


def tell_asked(row: ReviewerAsked) -> None:
    event, ids = f"practices.review_asked:{row.pk}", {"practice": row.practice_id}
    outbox.notify("practices.review_asked", event, [row.user], ids, answer_by=row.answer_by)


def tell_author(practice: Practice) -> None:
    """The first reviewer has written a word for the author; when both have read it, another notice says so."""
    event = f"practices.review_words:{practice.pk}:{practice.version}"
    outbox.notify("practices.review_words", event, [notices.author_of(practice)], {"practice": practice.pk})


def texts(found: Sequence[Notice]) -> Mapping[int, NoticeText]:
    words: dict[int, NoticeText] = {}
    for reader, group in by_reader(found):
        ids = [notice.object_ids.get("practice", 0) for notice in group]
        asked = ReviewerAsked.objects.filter(
            user_id=reader.pk, practice__in=ids, declined_at__isnull=True, answer_by__gte=clock.now()
        ).values("practice")
        rows = queries.listed_for(reader).filter(pk__in=asked, state=Practice.State.FULL)
        read = {practice.pk: practice for practice in rows}
        own = {practice.pk: practice for practice in queries.mine(reader).filter(pk__in=ids)}
        for notice in group:
            mine = own.get(notice.object_ids.get("practice", 0))
            if notice.kind in FOR_AUTHORS:
                if mine is not None:
                    words[notice.pk] = _for_author(mine)
            elif practice := read.get(notice.object_ids.get("practice", 0)):
                words[notice.pk] = _text(practice)
    return words


def _for_author(practice: Practice) -> NoticeText:
    body = _("Somebody who reads “%(title)s” for its review wrote a word for you. It stands on its page.")
    url = reverse("practices:practice_page", args=[practice.pk])
    return NoticeText(_("A reviewer wrote a word for you"), body % {"title": practice.title}, url)


def _text(practice: Practice) -> NoticeText:
    body = _("“%(title)s” was read by a coordinator. Would you read it too? Nobody learns that you were asked.")
    url = reverse("practices:practice_review", args=[practice.pk])
    return NoticeText(_("A practice waits for a second reader"), body % {"title": practice.title}, url, _("Read it"))
