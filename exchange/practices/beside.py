"""Whose voice stands beside a practice, how is its author shown, and who could write the missing one?"""

from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.utils.translation import gettext as _

from accounts import bylines
from accounts.permissions import is_coordinator, is_peer, is_vetted, member_of
from exchange.practices.lifecycle import WRITTEN
from exchange.practices.models import HiddenVoiceAuthor, Practice, Voice
from exchange.practices.place import shown_place
from portal.audiences import is_wider

STAFF, SERVICE_USER = Voice.Side.STAFF, Voice.Side.SERVICE_USER
TOLD_BY_SERVICE_USERS = frozenset({"service-user", "peer-worker"})
STAFF_ROLES = frozenset({"manager", "nurse", "doctor", "social-worker", "harm-reduction-worker", "security"})
STANDING = (Voice.State.SHOWN, Voice.State.HIDDEN)


def other_side(perspective: str) -> Voice.Side:
    """Return the side that a practice of this perspective does not tell itself."""
    return STAFF if perspective in TOLD_BY_SERVICE_USERS else SERVICE_USER


def is_shown(voice: Voice, audience: str) -> bool:
    """Is it there for the readers of a practice with this audience? Its author said yes to no more than so many."""
    return voice.state == Voice.State.SHOWN and not is_wider(audience, voice.audience)


def shown_voice(practice: Practice) -> Voice | None:
    """Return the voice that every reader of the practice reads beside it; uses prefetched `voices` of its source."""
    return next((voice for voice in practice.source.voices.all() if is_shown(voice, practice.audience)), None)


def own_voice(practice: Practice) -> Voice | None:
    """Return the reader's own voice, shown or not; needs `with_voices`."""
    if practice.translation_of_id:
        return None
    return next((v for v in practice.voices.all() if getattr(v, "is_own", False) and v.state in STANDING), None)


def with_voices(user: Any) -> Prefetch:  # type: ignore[type-arg]  # three arguments in the stubs, none in Django
    """Prefetch the voices with their authors, each with `is_own` for this user."""
    hidden = HiddenVoiceAuthor.objects.filter(voice=OuterRef("pk"), user_id=user.pk)
    rows = Voice.objects.filter(state__in=STANDING).select_related("author__member")
    return Prefetch("voices", rows.annotate(is_own=Q(author_id=user.pk) | Exists(hidden)))


def byline(voice: Voice, practice: Practice) -> str:
    """Return how its author is shown, beside a practice that may show its place.

    Never with a country. A role is told only when five of that role fit where the practice shows itself to be.
    """
    member = getattr(voice.author, "member", None)
    if voice.show_author_as == Practice.ShowAs.ANONYMOUS or member is None:
        return _("A member")
    if voice.show_author_as == Practice.ShowAs.NAME:
        return bylines.byline(member, "name")
    place = shown_place(practice)
    fits = not place or bylines.place({member.category}, practice.source.country) == place
    return bylines.byline(member, "role") if fits else _("A member")


def could_write(user: Any, side: str) -> bool:
    """Could this user tell this side? Peers who said so themselves; or staff of a room, by their role."""
    if not is_vetted(user):
        return False
    if side == SERVICE_USER:
        return is_peer(user)
    member = member_of(user)
    return member is not None and member.category in STAFF_ROLES


def sides_of(user: Any) -> list[str]:
    """Return the sides that this user could tell, if any; asks the database nothing new."""
    return [side for side in Voice.Side.values if could_write(user, side)]


def is_wanted_of(user: Any, practice: Practice, *, is_author: bool) -> bool:
    """May this reader of a practice write the voice that is missing beside it?"""
    if (
        is_author
        or practice.translation_of_id
        or practice.state not in WRITTEN
        or any(v.state in STANDING for v in practice.voices.all())
    ):
        return False
    return could_write(user, other_side(practice.perspective))


def could_record(user: Any, practice: Practice) -> bool:
    """May this reader write down what a service user says to it?"""
    missing = not practice.translation_of_id and not any(v.state in STANDING for v in practice.voices.all())
    return missing and other_side(practice.perspective) == SERVICE_USER and could_write(user, STAFF)


def roles(user: Any, voice: Voice) -> set[str]:
    """Return what this user is to a voice; whoever told it does not coordinate it."""
    if wrote(user, voice):
        return {"teller"}
    return {"coordinator"} if is_coordinator(user) else set()


def wrote(user: Any, voice: Voice) -> bool:
    if voice.author_id is not None:
        return bool(voice.author_id == user.pk)
    return HiddenVoiceAuthor.objects.filter(voice_id=voice.pk, user_id=user.pk).exists()
