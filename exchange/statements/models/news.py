"""What do we keep of what is announced? News with a date; meetings, webinars and trainings with their hours."""

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal import clock

if TYPE_CHECKING:
    from accounts.models import User


class Audience(models.TextChoices):
    PUBLIC = "public", _("everybody, also without log-in")
    MEMBERS = "members", _("all members")


class Announced(models.Model):
    """What a member proposes and a coordinator publishes. Members alone read it unless it says that everybody may."""

    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=160)
    body = models.TextField(max_length=20_000, blank=True)
    language = models.CharField(max_length=8, default="en")
    audience = models.CharField(max_length=10, choices=Audience, default=Audience.MEMBERS)
    proposed_by: "models.ForeignKey[User | None, User | None]" = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(default=clock.now)
    published_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField(default=clock.now)
    # Counts on with every change; a form that began with an older one is told so, and a calendar replaces its entry.
    version = models.PositiveIntegerField(default=1)
    reason = models.CharField(max_length=300, blank=True)
    form_code = models.CharField(max_length=40, unique=True, null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title


class NewsItem(Announced):
    class State(models.TextChoices):
        DRAFT = "draft", _("proposed")
        PUBLISHED = "published", _("published")
        WITHDRAWN = "withdrawn", _("taken back")

    state = models.CharField(max_length=10, choices=State, default=State.DRAFT, db_index=True)
    on = models.DateField()
    url = models.URLField(max_length=500, blank=True)

    class Meta:
        ordering = ["-on", "-id"]


class Event(Announced):
    class State(models.TextChoices):
        DRAFT = "draft", _("proposed")
        PUBLISHED = "published", _("published")
        CANCELLED = "cancelled", _("called off")
        WITHDRAWN = "withdrawn", _("taken back")

    class Kind(models.TextChoices):
        MEETING = "meeting", _("meeting")
        WEBINAR = "webinar", _("webinar")
        TRAINING = "training", _("training on offer")

    state = models.CharField(max_length=10, choices=State, default=State.DRAFT, db_index=True)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.MEETING)
    start = models.DateTimeField(db_index=True)
    end = models.DateTimeField()
    zone = models.CharField(max_length=60, default="Europe/Amsterdam")
    is_online = models.BooleanField(default=False)
    place = models.CharField(max_length=200, blank=True)
    who_can_come = models.CharField(max_length=300, blank=True)
    registration_url = models.URLField(max_length=500, blank=True)

    class Meta:
        ordering = ["start", "id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(end__gt=models.F("start")), name="event_ends_after_start")
        ]

    @property
    def local_start(self) -> datetime:
        return self.start.astimezone(ZoneInfo(self.zone))

    @property
    def local_end(self) -> datetime:
        return self.end.astimezone(ZoneInfo(self.zone))

    @property
    def lasts_days(self) -> bool:
        return self.local_start.date() != self.local_end.date()

    @property
    def zone_words(self) -> str:
        """Return "Amsterdam": near enough for a reader."""
        return self.zone.rpartition("/")[2].replace("_", " ")

    @property
    def is_over(self) -> bool:
        return self.end < clock.now()
