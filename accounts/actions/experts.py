"""What can experts do? Say what they know and offer, pause, stop."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import BlockedPeriod, ExpertProfile, ExpertTopic, Member, User
from portal import clock
from portal.audit import actions as audit
from portal.moves import MoveRefused
from portal.search import index
from portal.vocabularies.models import Term

MOST_TOPICS = 8
PLAIN_FIELDS = (
    "is_listed",
    "bio",
    "kinds",
    "perspectives",
    "legal_contexts",
    "legal_bases",
    "has_opened_a_room",
    "opened_year",
    "room_models",
    "routes",
    "city_sizes",
    "formats",
    "will_travel",
    "travel_regions",
    "excluded_countries",
    "notice_weeks",
    "capacity_per_year",
    "group_max",
    "audiences",
    "fee",
    "paused_until",
)
ORGANISATION_FIELDS = ("excluded_organisations", "conflicts")


def locked_profile(member: Member) -> ExpertProfile:
    """Return the member's profile with its row locked, made when there was none."""
    ExpertProfile.objects.get_or_create(member=member)
    return ExpertProfile.objects.select_for_update().get(member=member)


@transaction.atomic
def save_expert_profile(
    user: User,
    member: Member,
    fields: Mapping[str, Any],
    *,
    topics: Sequence[tuple[Term, str, str]],
    blocked: Sequence[tuple[date, date]],
) -> ExpertProfile:
    """Save the whole profile. `topics` are (topic, "done" or "know", a few words); `blocked` (first, last day)."""
    if len(topics) > MOST_TOPICS:
        raise MoveRefused(_("Please choose eight topics at most: those you would like to be asked about."))
    profile = locked_profile(member)
    for name in PLAIN_FIELDS:
        if name in fields:
            setattr(profile, name, fields[name])
    profile.confirmed_on = clock.today()
    profile.save()
    for name in ORGANISATION_FIELDS:
        if name in fields:
            getattr(profile, name).set(fields[name])
    profile.expert_topics.all().delete()
    ExpertTopic.objects.bulk_create(
        ExpertTopic(profile=profile, topic=topic, depth=depth, said=said) for topic, depth, said in topics
    )
    profile.blocked_periods.all().delete()
    BlockedPeriod.objects.bulk_create(BlockedPeriod(profile=profile, start=start, end=end) for start, end in blocked)
    index.put(member)
    audit.record(user, "expert.save", profile, listed=profile.is_listed, topics=len(topics))
    return profile


@transaction.atomic
def pause_expert(user: User, member: Member, until: date | None) -> ExpertProfile:
    """Be asked nothing until that day (it counts); None ends the pause. Nobody is told."""
    profile = locked_profile(member)
    profile.paused_until = until
    profile.save(update_fields=["paused_until"])
    index.put(member)
    audit.record(user, "expert.pause" if until else "expert.resume", profile)
    return profile


@transaction.atomic
def unlist(user: User, member: Member) -> None:
    """Take the member out of all lists of experts; what they wrote in the profile stays theirs."""
    ExpertProfile.objects.filter(member=member).update(is_listed=False)
    index.remove(member)
    audit.record(user, "expert.unlist", member)


def end_pauses() -> None:
    """List again whoever's pause is over; called by the schedule."""
    over = ExpertProfile.objects.filter(paused_until__lt=clock.today()).select_related("member__user")
    for profile in over:
        with transaction.atomic():
            if ExpertProfile.objects.filter(pk=profile.pk, paused_until__lt=clock.today()).update(paused_until=None):
                index.put(profile.member)
                audit.record(None, "expert.resume", profile)
