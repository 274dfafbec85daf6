"""Who is told, and what? The author of a practice, when somebody answers."""

from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from exchange.discussion import queries
from exchange.discussion.models import Comment
from exchange.practices.notices import author_of
from portal.delivery import outbox
from portal.delivery.models import Notice
from portal.delivery.registry import NoticeText, by_reader

KINDS = ("discussion.comment_added",)


def tell_author(comment: Comment) -> None:
    event = f"discussion.comment_added:{comment.pk}"
    outbox.notify("discussion.comment_added", event, [author_of(comment.practice)], {"comment": comment.pk})


def texts(notices: Sequence[Notice]) -> Mapping[int, NoticeText]:
    """Put notices into words; an answer that is hidden, or whose practice is closed to the reader, is left out."""
    found: dict[int, NoticeText] = {}
    for recipient, group in by_reader(notices):
        ids = [notice.object_ids.get("comment") for notice in group]
        comments = {comment.pk: comment for comment in queries.comments_for_user(recipient).filter(pk__in=ids)}
        for notice in group:
            if comment := comments.get(notice.object_ids.get("comment", 0)):
                found[notice.pk] = _text(comment)
    return found


def _text(comment: Comment) -> NoticeText:
    url = reverse("practices:practice_page", args=[comment.practice_id])
    body = _("%(who)s answered under “%(title)s”.") % {
        "who": queries.byline(comment),
        "title": comment.practice.title,
    }
    return NoticeText(_("Somebody answered your practice"), body, f"{url}#comment-{comment.pk}")
