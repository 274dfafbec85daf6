"""Who is told, and what? The author, when somebody else has decided about the text."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from exchange.practices import queries
from exchange.practices.models import HiddenAuthor, Practice
from portal.delivery import outbox
from portal.delivery.models import Notice
from portal.delivery.registry import NoticeText, by_reader

KINDS = (
    "practices.draft_waits",
    "practices.hidden",
    "practices.published",
    "practices.reviewed",
    "practices.still_right",
)


def author_of(practice: Practice) -> Any:
    """Return the user to tell, also behind an anonymous text; None when the account is gone. For notices only."""
    if practice.author_id is not None:
        return practice.author
    hidden = HiddenAuthor.objects.select_related("user").filter(practice_id=practice.pk).first()
    return hidden.user if hidden else None


def tell_author(practice: Practice, kind: str, *, again: bool = False) -> None:
    event = f"{kind}:{practice.pk}:{practice.right_at.isoformat()}{':again' if again else ''}"
    outbox.notify(kind, event, [author_of(practice)], {"practice": practice.pk})


def texts(notices: Sequence[Notice]) -> Mapping[int, NoticeText]:
    """Put notices into words; one whose practice its reader may no longer open is left out."""
    found: dict[int, NoticeText] = {}
    for recipient, group in by_reader(notices):
        ids = [notice.object_ids.get("practice") for notice in group]
        practices = {practice.pk: practice for practice in queries.mine(recipient).filter(pk__in=ids)}
        for notice in group:
            if practice := practices.get(notice.object_ids.get("practice", 0)):
                found[notice.pk] = _text(notice.kind, practice)
    return found


def _text(kind: str, practice: Practice) -> NoticeText:
    url = reverse("practices:practice_page", args=[practice.pk])
    if kind == "practices.hidden":
        heading = _("A coordinator has hidden your text")
        body = _("“%(title)s”. The reason: %(reason)s") % {"title": practice.title, "reason": practice.hidden_reason}
    elif kind == "practices.published":
        heading = _("Your text can now be read by everybody")
        body = _("“%(title)s”, also without log-in, as you had offered.") % {"title": practice.title}
    elif kind == "practices.draft_waits":
        heading, url = _("Your draft is waiting"), reverse("practices:practice_edit", args=[practice.pk])
        body = _("“%(title)s”. Post it as it is, or let it lie: nobody else sees it.") % {"title": practice.title}
    elif kind == "practices.still_right":
        heading = _("Is it still right?")
        body = _("“%(title)s” was last looked at two years ago. One button says that it still holds.") % {
            "title": practice.title
        }
    else:
        heading = _("Your practice has been reviewed")
        body = _("“%(title)s” is now shown as reviewed.") % {"title": practice.title}
    return NoticeText(heading, body, url)
