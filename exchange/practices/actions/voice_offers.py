"""Who is asked for the missing voice, privately, and what when they are silent?"""

from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from accounts.models import Member, PeerConsent
from exchange.practices import beside, notices, queries, voice_notices
from exchange.practices.lifecycle import WRITTEN
from exchange.practices.models import Practice, Voice, VoiceOffer
from portal import clock
from portal.audiences import is_wider
from portal.moves import MoveRefused
from portal.workdays import add_working_days

MOST_AT_A_TIME = 5
MOST_LOOKED_AT = 40
DAYS_TO_ANSWER = 10


def offer_next(practice: Practice) -> int:
    """Fill up to five open offers with members who could write it and may read it; nobody is asked twice."""
    free = MOST_AT_A_TIME - practice.voice_offers.filter(state=VoiceOffer.State.OFFERED).count()
    if free <= 0 or not practice.wants_second_voice:
        return 0
    people = [user for user in _candidates(practice) if queries.listed_for(user).filter(pk=practice.pk).exists()]
    now = clock.now()
    for user in people[:free]:
        until = add_working_days(now, DAYS_TO_ANSWER)
        offer = VoiceOffer.objects.create(practice=practice, user=user, offered_at=now, answer_by=until)
        voice_notices.tell_offered(offer)
    return len(people[:free])


def _candidates(practice: Practice) -> list[Any]:
    asked = VoiceOffer.objects.filter(practice=practice, user=OuterRef("user"))
    members = Member.objects.filter(state=Member.State.ACTIVE, user__is_active=True).exclude(Exists(asked))
    if beside.other_side(practice.perspective) == Voice.Side.SERVICE_USER:
        members = members.filter(Exists(PeerConsent.objects.filter(member=OuterRef("pk"), withdrawn_at__isnull=True)))
    else:
        topics = practice.topics.values("pk")
        members = members.filter(
            category__in=beside.STAFF_ROLES, expert_profile__expert_topics__topic__in=topics
        ).distinct()
    author = notices.author_of(practice)
    ids = list(members.order_by().values_list("user_id", flat=True)[: MOST_LOOKED_AT * 5])
    found = (
        Member.objects.filter(user_id__in=ids).exclude(user=author)
        if author
        else Member.objects.filter(user_id__in=ids)
    )
    return [member.user for member in found.select_related("user").order_by("?")[:MOST_LOOKED_AT]]


@transaction.atomic
def decline_offer(user: Any, practice: Practice) -> None:
    """No reason is asked; the next member is."""
    offers = VoiceOffer.objects.filter(practice=practice, user=user, state=VoiceOffer.State.OFFERED)
    if not offers.update(state=VoiceOffer.State.DECLINED, answered_at=clock.now()):
        raise MoveRefused(_("Nothing is asked of you here any more."))
    offer_next(Practice.objects.select_for_update().get(pk=practice.pk))


def lapse_offers() -> int:
    """After ten working days of silence the next member is asked."""
    due = VoiceOffer.objects.filter(state=VoiceOffer.State.OFFERED, answer_by__lt=clock.now())
    ids = set(due.values_list("practice_id", flat=True)[:200])
    return sum(_lapse(pk) for pk in ids)


@transaction.atomic
def _lapse(practice_id: int) -> int:
    practice = Practice.objects.select_for_update().get(pk=practice_id)
    due = practice.voice_offers.filter(state=VoiceOffer.State.OFFERED, answer_by__lt=clock.now())
    done = due.update(state=VoiceOffer.State.LAPSED)
    if practice.state in WRITTEN:
        offer_next(practice)
    return done


def ask_for_a_new_yes() -> int:
    """Tell whoever wrote a voice that its practice has more readers now, and that the voice waits for their yes."""
    shown = Voice.objects.filter(state=Voice.State.SHOWN, practice__state__in=WRITTEN).select_related("practice")
    narrow = [v for v in shown.exclude(audience=Practice.Audience.PUBLIC) if is_wider(v.practice.audience, v.audience)]
    return sum(voice_notices.ask_again(voice) for voice in narrow)
