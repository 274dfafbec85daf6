"""What do we keep of what readers make of a practice? Adoptions, bookmarks, what they follow, and documents made."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from exchange.practices.models.practice import Practice
from portal import clock


class Adoption(models.Model):
    """A team says that it does this too: since when, and what it changed."""

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="adoptions")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    show_author_as = models.CharField(max_length=16, choices=Practice.ShowAs, default=Practice.ShowAs.ROLE_AND_COUNTRY)
    what_changed = models.TextField(max_length=1000, blank=True)
    since = models.PositiveSmallIntegerField(null=True, blank=True, help_text="year")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-at"]
        constraints = [models.UniqueConstraint(fields=["practice", "user"], name="one_adoption_each")]

    def __str__(self) -> str:
        return f"adoption {self.pk}"


class Bookmark(models.Model):
    """Kept for later by one member; nobody else knows."""

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="bookmarks")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-at"]
        constraints = [models.UniqueConstraint(fields=["practice", "user"], name="one_bookmark_each")]

    def __str__(self) -> str:
        return f"bookmark {self.pk}"


class Follow(models.Model):
    """What a member wants to hear of: a topic (slug), a country (ISO code) or one practice (its number)."""

    class Kind(models.TextChoices):
        TOPIC = "topic", _("topic")
        COUNTRY = "country", _("country")
        PRACTICE = "practice", _("practice")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    key = models.CharField(max_length=60)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["kind", "key"]
        constraints = [models.UniqueConstraint(fields=["user", "kind", "key"], name="one_follow_each")]
        indexes = [models.Index(fields=["kind", "key"])]

    def __str__(self) -> str:
        return f"follow {self.pk}"


class Nearness(models.Model):
    """Another practice is about the same; made by a worker, for the readers of each audience apart, so that none is missed."""

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="near")
    other = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="near_to")
    score = models.PositiveIntegerField()
    topics = models.CharField(max_length=200, blank=True, help_text="slugs of the topics of both")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["practice", "other"], name="one_nearness_per_pair")]

    def __str__(self) -> str:
        return f"nearness {self.pk}"


class PracticeDocument(models.Model):
    """A PDF of one version, made by a worker for whoever asked; every download asks again whether they may read it."""

    class State(models.TextChoices):
        WAITING = "waiting"
        READY = "ready"
        FAILED = "failed"

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="documents")
    version = models.PositiveIntegerField()
    language = models.CharField(max_length=8, help_text="of the words around the text")
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    content = models.BinaryField(null=True, blank=True)
    asked_at = models.DateTimeField(default=clock.now)
    made_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["practice", "version", "language"], name="one_document_per_version")
        ]

    def __str__(self) -> str:
        return f"document {self.pk}"
