"""Who may look behind an anonymous text, and what remains of it? One way, one text, a reason, and the author knows."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Member, OrganisationDelegate, Vouch
from accounts.permissions import coordinator_of, member_of
from exchange.practices import care_notices, moderation, voice_notices
from exchange.practices.models import AuthorLook, HiddenAuthor, HiddenVoiceAuthor, Practice, TextReport, Voice
from portal import clock
from portal.audit import actions as audit
from portal.moves import MoveRefused

FEWEST_LETTERS = 10


@transaction.atomic
def look_at_author(user: Any, report: TextReport, reason: str) -> Member | None:
    """Return who wrote the anonymous text of an open report. The trail names who looked and the text, no author."""
    is_theirs = moderation.reports_for(user).filter(pk=report.pk, decided_at__isnull=True).exists()
    if coordinator_of(user) is None or not is_theirs:
        raise MoveRefused(_("Only a coordinator looks, and only while a report of the text is open."))
    if len(reason.strip()) < FEWEST_LETTERS:
        raise MoveRefused(_("Please say why you have to know; it is kept."))
    text = report.text
    author = _hidden_author(text)
    if author is None:
        raise MoveRefused(_("Nobody in the house is kept as the author of this text."))
    member = Member.objects.filter(user=author).first()
    if is_near(user, author, member):
        raise MoveRefused(_("Not you: another coordinator has to look here. Ask one, or the administrators."))
    AuthorLook.objects.create(
        practice=report.practice, voice=report.voice, by=user, reason=reason.strip()[:300], at=clock.now()
    )
    what = "voice_author_looked_at" if isinstance(text, Voice) else "author_looked_at"
    audit.record(user, f"practice.{what}", text, to_state=text.state)
    if isinstance(text, Voice):
        voice_notices.tell_writer(text, "practices.voice_looked_at")
    else:
        care_notices.tell_author(text, "practices.looked_at")
    return member


def _hidden_author(text: Practice | Voice) -> Any:
    """Return who stands behind this very text, and nothing of any other; None where nobody is kept."""
    if isinstance(text, Voice):
        of_voice = HiddenVoiceAuthor.objects.select_related("user").filter(voice=text).first()
        return of_voice.user if of_voice else None
    of_practice = HiddenAuthor.objects.select_related("user").filter(practice=text).first()
    return of_practice.user if of_practice else None


def is_near(user: Any, author: Any, member: Member | None) -> bool:
    """Is the coordinator of the author's own house or of one that vouched, or did they vouch themselves?"""
    vouches = Vouch.objects.filter(application__user=author, vouches=True)
    if vouches.filter(member__user=user).exists():
        return True
    houses: set[int | None] = set(vouches.values_list("member__organisation_id", flat=True))
    houses |= {member.organisation_id} if member else set()
    mine = member_of(user)
    own: set[int | None] = {mine.organisation_id} if mine else set()
    own |= {*OrganisationDelegate.objects.filter(member__user=user).values_list("organisation_id", flat=True)}
    return bool((houses & own) - {None})
