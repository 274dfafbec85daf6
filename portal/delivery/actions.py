"""What can happen to news and to how a person hears of it?"""

import secrets
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from portal import clock
from portal.audit import actions as audit
from portal.delivery import queries, registry
from portal.delivery.models import Delivery, Notice, Preference

# Two plain words make a sign that nobody else can guess and everybody can remember.
FIRST_WORDS = [
    "amber",
    "blue",
    "calm",
    "clear",
    "copper",
    "early",
    "even",
    "gentle",
    "golden",
    "green",
    "honest",
    "kind",
    "mellow",
    "mild",
    "quiet",
    "red",
    "silver",
    "slow",
    "soft",
    "steady",
    "warm",
    "white",
    "wide",
    "wooden",
]
SECOND_WORDS = [
    "anchor",
    "apple",
    "basket",
    "bell",
    "boat",
    "bridge",
    "button",
    "candle",
    "chair",
    "door",
    "garden",
    "harbour",
    "kettle",
    "ladder",
    "lamp",
    "lantern",
    "leaf",
    "pebble",
    "river",
    "spoon",
    "table",
    "teapot",
    "window",
]


def preference_of(user: Any) -> Preference:
    """Return how this person wants to hear of news, made with a word of their own at the first need."""
    found, _made = Preference.objects.get_or_create(
        user=user,
        defaults={
            "recognition_word": f"{secrets.choice(FIRST_WORDS)} {secrets.choice(SECOND_WORDS)}",
            "unsubscribe_code": secrets.token_urlsafe(32),
        },
    )
    return found


@transaction.atomic
def save_preference(user: Any, *, mail: bool, recognition_word: str) -> Preference:
    preference = preference_of(user)
    preference.mail, preference.recognition_word = mail, recognition_word
    preference.save(update_fields=["mail", "recognition_word"])
    return preference


def stop_mail(preference: Preference) -> None:
    """No mail any more but the codes they ask for themselves; the inbox keeps everything."""
    Preference.objects.filter(pk=preference.pk).update(mail=False)


def mark_read(notices: QuerySet[Notice]) -> int:
    return notices.filter(read_at=None).update(read_at=clock.now())


def clear_over(limit: int = 1000) -> int:
    """Mark as read what is over (answered elsewhere, lapsed, taken back), so that no inbox counts it; how many."""
    unread = list(queries.unread_asking()[:limit])
    texts = registry.texts_for(unread)
    return mark_read(Notice.objects.filter(pk__in=[notice.pk for notice in unread if notice.pk not in texts]))


@transaction.atomic
def retry_parked(actor: Any) -> int:
    """Let parked mails try again, once what broke them is repaired; return how many."""
    parked = list(Delivery.objects.select_for_update().filter(state=Delivery.State.PARKED)[:200])
    for row in parked:
        Delivery.objects.filter(pk=row.pk).update(
            state=Delivery.State.WAITING, attempts=0, render_errors=0, retry_at=None, last_error=""
        )
        audit.record(actor, "delivery.retried", row, from_state=Delivery.State.PARKED, to_state=Delivery.State.WAITING)
    return len(parked)
