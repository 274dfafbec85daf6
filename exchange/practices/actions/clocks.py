"""What does time do to practices? Each clock asks "what is due and not done?", so that a missed hour is made up for."""

from collections.abc import Callable
from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce, Greatest

from exchange.practices import notices
from exchange.practices.actions.documents import make_waiting
from exchange.practices.actions.moderating import hand_on_late_reports
from exchange.practices.actions.readers import tell_followers
from exchange.practices.actions.relating import count_anew
from exchange.practices.actions.reviewing import ask_after_silence
from exchange.practices.actions.voice_offers import ask_for_a_new_yes, lapse_offers
from exchange.practices.lifecycle import WRITTEN
from exchange.practices.models import Practice
from portal import clock

NUDGE_AFTER = timedelta(days=7)
ASK_AFTER = timedelta(days=730)
ASK_AGAIN_AFTER = timedelta(days=30)
SETTLED_AFTER = timedelta(minutes=10)
AT_ONCE = 200


def nudge_drafts() -> int:
    """Remind the author of a draft that lay for a week; once for each time it was touched."""
    old = Practice.objects.filter(state=Practice.State.DRAFT, changed_at__lt=clock.now() - NUDGE_AFTER)
    due = old.filter(Q(nudged_at__isnull=True) | Q(nudged_at__lt=F("changed_at")))
    return _tell_each(due, "practices.draft_waits", "nudged_at")


def ask_whether_still_right() -> int:
    """Ask the author after 24 months without a change or a yes, and once more a month later."""
    now = clock.now()
    posted = Practice.objects.filter(state__in=WRITTEN, translation_of=None).annotate(
        right=Greatest("changed_at", Coalesce("confirmed_at", "changed_at"))
    )
    due = posted.filter(right__lt=now - ASK_AFTER).filter(
        Q(asked_at__isnull=True)
        | Q(asked_at__lt=F("right"))
        | Q(asked_at__lt=now - ASK_AGAIN_AFTER, asked_again_at__isnull=True)
        | Q(asked_at__lt=now - ASK_AGAIN_AFTER, asked_again_at__lt=F("asked_at"))
    )
    done = 0
    for pk in list(due.values_list("pk", flat=True)[:AT_ONCE]):
        done += _ask(pk)
    return done


@transaction.atomic
def _ask(pk: int) -> int:
    practice = Practice.objects.select_for_update().get(pk=pk)
    is_first = practice.asked_at is None or practice.asked_at < practice.right_at
    if is_first:
        practice.asked_at = clock.now()
    else:
        practice.asked_again_at = clock.now()
    practice.save(update_fields=["asked_at", "asked_again_at"])
    notices.tell_author(practice, "practices.still_right", again=not is_first)
    return 1


def _tell_each(due: QuerySet[Practice], kind: str, field: str) -> int:
    done = 0
    for pk in list(due.values_list("pk", flat=True)[:AT_ONCE]):
        with transaction.atomic():
            practice = Practice.objects.select_for_update().get(pk=pk)
            setattr(practice, field, clock.now())
            practice.save(update_fields=[field])
            notices.tell_author(practice, kind)
            done += 1
    return done


def tell_those_who_follow() -> int:
    """Tell of what was posted or changed, ten minutes later: first corrections are made by then."""
    settled = Practice.objects.filter(state__in=WRITTEN, changed_at__lt=clock.now() - SETTLED_AFTER)
    due = settled.exclude(told_version=F("version")).order_by("posted_at").values_list("pk", flat=True)
    return sum(tell_followers(pk) for pk in list(due[:AT_ONCE]))


# Each returns how many rows it has moved.
CLOCKS: tuple[Callable[[], int], ...] = (
    make_waiting,
    nudge_drafts,
    ask_whether_still_right,
    tell_those_who_follow,
    hand_on_late_reports,
    lapse_offers,
    ask_for_a_new_yes,
    ask_after_silence,
    count_anew,
)


def run_all() -> int:
    """Run every clock; safe to run twice."""
    return sum(one() for one in CLOCKS)
