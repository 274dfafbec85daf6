"""Which files can this user list and open? Their own, and those that a floor opens to them."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet, Sum

from portal import clock
from portal.uploads import registry, words
from portal.uploads.models import Upload
from portal.uploads.registry import Place

State = Upload.State


def mine(user: Any) -> QuerySet[Upload]:
    """Return what this user handed in, whatever became of it."""
    return Upload.objects.filter(owner_id=user.pk) if user.pk else Upload.objects.none()


def for_user(user: Any) -> QuerySet[Upload]:
    """Return what this user may see: their own in every state, others' only when they are ready."""
    rule = Q(owner_id=user.pk) if user.pk else Q(pk__in=[])
    for opener in registry.openers():
        rule |= Q(pk__in=opener(user), state=State.READY)
    return Upload.objects.filter(rule)


def to_open(user: Any) -> QuerySet[Upload]:
    """Return what this user may download now."""
    return for_user(user).filter(state=State.READY)


def ready_one(pk: int | None) -> Upload | None:
    """Return the file of a signed link; access was checked when the link was made."""
    return Upload.objects.filter(pk=pk, state=State.READY).first() if pk else None


def used_by(user: Any) -> int:
    """Return how many bytes of the quota are taken; what was refused does not count."""
    return mine(user).exclude(state=State.REFUSED).aggregate(all=Sum("size"))["all"] or 0


def still_checking(now: datetime) -> QuerySet[Upload]:
    """Return what waits for a worker: new, or held by one that died."""
    return Upload.objects.filter(Q(lease_until=None) | Q(lease_until__lt=now), state=State.CHECKING).order_by("pk")


def being_checked() -> int:
    return Upload.objects.filter(state=State.CHECKING, lease_until__gte=clock.real_now()).count()


@dataclass(frozen=True)
class Row:
    """A file in words. `places` is filled for its owner only."""

    upload: Upload
    reason: str = ""
    remarks: list[str] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)


def rows(uploads: list[Upload], *, with_places: bool = False) -> list[Row]:
    """Put files into words, with one query for each floor when their places are wanted."""
    places = registry.places_of([upload.pk for upload in uploads]) if with_places else {}
    return [
        Row(
            upload,
            words.reason(upload.reason) if upload.state == State.REFUSED else "",
            words.remarks(upload.remarks),
            places.get(upload.pk, []),
        )
        for upload in uploads
    ]


@dataclass(frozen=True)
class Quota:
    used: int
    most: int

    @property
    def is_nearly_full(self) -> bool:
        return self.used > self.most * 0.9


def quota_of(user: Any) -> Quota:
    return Quota(used_by(user), settings.LIMIT_FILES_OF_A_MEMBER)
