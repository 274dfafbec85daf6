"""What can a reader do with a practice? Say that their house does it too, keep it, and follow what it is about."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.countries import is_country
from exchange.practices import notices, queries
from exchange.practices.lifecycle import WRITTEN
from exchange.practices.models import Adoption, Bookmark, Follow, Practice
from exchange.practices.permissions import is_author
from portal import clock
from portal.moves import MoveRefused
from portal.vocabularies import queries as vocabularies

MOST_FOLLOWS = 50


def _readable(user: Any, practice: Practice) -> Practice:
    """Lock the practice, so that nobody adds to a text that is being closed; raise where it is closed already."""
    Practice.objects.select_for_update().get(pk=practice.pk)
    locked = queries.for_user(user).filter(pk=practice.pk, state__in=WRITTEN).first()
    if locked is None:
        raise MoveRefused(_("This text is not in the lists any more."))
    return locked


@transaction.atomic
def adopt_practice(
    user: Any, practice: Practice, *, what_changed: str = "", since: int | None = None, show_author_as: str
) -> Adoption:
    """Say "we do this too"; said again, it changes what was said. The author is told the first time."""
    locked = _readable(user, practice.source)
    if is_author(user, locked):
        raise MoveRefused(_("This is your own practice."))
    row, is_new = Adoption.objects.update_or_create(
        practice=locked,
        user=user,
        defaults={"what_changed": what_changed.strip(), "since": since, "show_author_as": show_author_as},
        create_defaults={
            "what_changed": what_changed.strip(),
            "since": since,
            "show_author_as": show_author_as,
            "at": clock.now(),
        },
    )
    if is_new:
        notices.tell_of_adoption(row)
    return row


@transaction.atomic
def withdraw_adoption(user: Any, practice: Practice) -> None:
    """Take it back; nothing of it is kept."""
    Adoption.objects.filter(practice=practice, user=user).delete()


@transaction.atomic
def keep_practice(user: Any, practice: Practice) -> None:
    """Keep it for later; only the user knows. Twice is once."""
    Bookmark.objects.get_or_create(practice=_readable(user, practice), user=user, defaults={"at": clock.now()})


@transaction.atomic
def drop_practice(user: Any, practice: Practice) -> None:
    Bookmark.objects.filter(practice=practice, user=user).delete()


@transaction.atomic
def follow(user: Any, kind: str, key: str) -> Follow:
    """Hear of what is new under a topic, in a country, or of changes of one practice. Twice is once."""
    key = _known_key(user, kind, key)
    mine = Follow.objects.filter(user=user)
    if mine.count() >= MOST_FOLLOWS and not mine.filter(kind=kind, key=key).exists():
        raise MoveRefused(_("You follow %(most)s things already. Leave one first.") % {"most": MOST_FOLLOWS})
    return Follow.objects.get_or_create(user=user, kind=kind, key=key, defaults={"at": clock.now()})[0]


def _known_key(user: Any, kind: str, key: str) -> str:
    is_known = {
        Follow.Kind.TOPIC: lambda: key in {term.slug for term in vocabularies.terms("topic")},
        Follow.Kind.COUNTRY: lambda: is_country(key),
        Follow.Kind.PRACTICE: lambda: (
            key.isascii() and key.isdigit() and len(key) < 18 and queries.for_user(user).filter(pk=int(key)).exists()
        ),
    }
    if kind not in is_known or not is_known[Follow.Kind(kind)]():
        raise MoveRefused(_("This cannot be followed."))
    return str(int(key)) if kind == Follow.Kind.PRACTICE else key


@transaction.atomic
def unfollow(user: Any, kind: str, key: str) -> None:
    Follow.objects.filter(user=user, kind=kind, key=key).delete()


def _is_theirs(user: Any, practice: Practice, *, is_first: bool) -> bool:
    found = queries.listed_for(user)
    return (queries.once(found, user) if is_first else found).filter(pk=practice.pk).exists()


@transaction.atomic
def tell_followers(practice_id: int) -> int:
    """Tell those who follow what was posted or changed, and may read it; each person once a day for each kind."""
    locked = Practice.objects.select_for_update(of=("self",))
    practice = locked.select_related("author__member", "translation_of").get(pk=practice_id)
    is_first = practice.told_version == 0
    practice.told_version = practice.version
    practice.save(update_fields=["told_version"])
    wanted = queries.followers_of_new(practice) if is_first else queries.followers_of(practice)
    # Of a new translation only those are told who do not read the original.
    readers = [user for user in wanted if _is_theirs(user, practice, is_first=is_first)]
    told = [user for user in readers if not is_author(user, practice)]
    notices.tell_followers(practice, told, is_first=is_first)
    return len(told)
