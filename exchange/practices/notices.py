"""Who is told, and what? The author, of what others decided or did; and those who follow, of what is new."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from exchange.practices import queries
from exchange.practices.models import Adoption, HiddenAuthor, Practice
from portal import clock
from portal.delivery import outbox
from portal.delivery.models import Notice
from portal.delivery.registry import NoticeText, by_reader

KINDS = (
    "practices.adopted",
    "practices.changed_followed",
    "practices.draft_waits",
    "practices.hidden",
    "practices.new_followed",
    "practices.published",
    "practices.reviewed",
    "practices.shown_again",
    "practices.still_right",
)
# Told to those who follow; all others go to the author alone.
FOR_READERS = ("practices.new_followed", "practices.changed_followed")


def author_of(practice: Practice) -> Any:
    """Return the user to tell, also behind an anonymous text; None when the account is gone. For notices only."""
    if practice.author_id is not None:
        return practice.author
    hidden = HiddenAuthor.objects.select_related("user").filter(practice_id=practice.pk).first()
    return hidden.user if hidden else None


def tell_author(practice: Practice, kind: str, *, again: bool = False) -> None:
    event = f"{kind}:{practice.pk}:{practice.right_at.isoformat()}{':again' if again else ''}"
    outbox.notify(kind, event, [author_of(practice)], {"practice": practice.pk})


def tell_of_adoption(adoption: Adoption) -> None:
    event = f"practices.adopted:{adoption.pk}"
    practice = adoption.practice
    outbox.notify("practices.adopted", event, [author_of(practice)], {"practice": practice.pk})


def tell_followers(practice: Practice, readers: Sequence[Any], *, is_first: bool) -> None:
    """Once a day and person for all that is new; once a day and practice for what has changed."""
    kind = "practices.new_followed" if is_first else "practices.changed_followed"
    subject = "" if is_first else f":{practice.pk}"
    outbox.notify(kind, f"{kind}{subject}:{clock.today().isoformat()}", readers, {"practice": practice.pk})


def texts(notices: Sequence[Notice]) -> Mapping[int, NoticeText]:
    """Put notices into words; one whose practice its reader may no longer open is left out."""
    found: dict[int, NoticeText] = {}
    for recipient, group in by_reader(notices):
        ids = [notice.object_ids.get("practice") for notice in group]
        own = {practice.pk: practice for practice in queries.mine(recipient).filter(pk__in=ids)}
        is_reader = any(notice.kind in FOR_READERS for notice in group)
        read = {p.pk: p for p in queries.listed_for(recipient).filter(pk__in=ids)} if is_reader else {}
        for notice in group:
            practices = read if notice.kind in FOR_READERS else own
            if practice := practices.get(notice.object_ids.get("practice", 0)):
                found[notice.pk] = _text(notice.kind, practice)
    return found


def _text(kind: str, practice: Practice) -> NoticeText:
    url = reverse("practices:practice_page", args=[practice.pk])
    if kind == "practices.hidden":
        heading = _("A coordinator has hidden your text")
        body = _("“%(title)s”. The reason: %(reason)s") % {"title": practice.title, "reason": practice.hidden_reason}
    elif kind == "practices.shown_again":
        heading = _("Your text is shown again")
        body = _("“%(title)s”. A coordinator has read it once more, and its readers can read it again.") % {
            "title": practice.title
        }
    elif kind == "practices.published":
        heading = _("Your text can now be read by everybody")
        body = _("“%(title)s”, also without log-in, as you had offered.") % {"title": practice.title}
    elif kind == "practices.adopted":
        heading = _("Somebody does this too")
        body = _("A house does what you told in “%(title)s”, and says what it changed.") % {"title": practice.title}
    elif kind == "practices.new_followed":
        heading, url = _("New in what you follow"), reverse("practices:practice_followed")
        body = _("“%(title)s”, and whatever else came today.") % {"title": practice.title}
    elif kind == "practices.changed_followed":
        heading = _("A practice that you follow has changed")
        body = _("“%(title)s”.") % {"title": practice.title}
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
