"""What do we keep of how practices are looked after? Reviews, reports, and looks behind an anonymous text."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from exchange.practices.models.practice import Practice
from exchange.practices.models.voices import Voice
from portal.moderation.models import Report


class Review(models.Model):
    """One reader's ticks on the published questions, for one version. Two of them, a coordinator's and a peer
    reviewer's, make a practice reviewed."""

    class As(models.TextChoices):
        COORDINATOR = "coordinator", _("coordinator")
        PEER = "peer", _("peer reviewer")

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="reviews")
    version = models.PositiveIntegerField()
    read_as = models.CharField(max_length=12, choices=As)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    # {slug of review-question: "yes" | "partly" | "no" | "does-not-apply"}
    answers = models.JSONField(default=dict)
    words = models.TextField(max_length=1000, blank=True, help_text="for the author")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at"]
        constraints = [
            models.UniqueConstraint(fields=["practice", "version", "read_as"], name="one_review_per_side_and_version")
        ]

    def __str__(self) -> str:
        return f"review {self.pk}"


class ReviewerAsked(models.Model):
    """A peer was asked to read a full practice; private."""

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="reviewers_asked")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    asked_at = models.DateTimeField()
    answer_by = models.DateTimeField()
    declined_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["practice", "user"], name="one_ask_per_reviewer")]

    def __str__(self) -> str:
        return f"reviewer asked {self.pk}"


class TextReport(Report):
    """About a practice, or about one voice beside it alone."""

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="reports")
    voice = models.ForeignKey(Voice, null=True, blank=True, on_delete=models.CASCADE, related_name="reports")

    class Meta(Report.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "reporter"],
                condition=Q(decided_at__isnull=True, voice__isnull=True),
                name="one_open_report_per_reader",
            ),
            models.UniqueConstraint(
                fields=["voice", "reporter"],
                condition=Q(decided_at__isnull=True, voice__isnull=False),
                name="one_open_report_per_voice_and_reader",
            ),
        ]

    @property
    def text(self) -> Practice | Voice:
        """Return what it is about: one voice, or the practice itself."""
        return self.voice or self.practice


class AuthorLook(models.Model):
    """A coordinator looked who wrote a reported anonymous text; the author reads that and when, not who looked."""

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="looks")
    voice = models.ForeignKey(Voice, null=True, blank=True, on_delete=models.CASCADE, related_name="looks")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.CharField(max_length=300)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"look {self.pk}"
