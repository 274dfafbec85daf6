"""What do we keep of what readers warn of? Reports of answers, each by one reader, until somebody decides."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from exchange.discussion.models.comment import Comment
from exchange.practices.models.care import DECIDE_WITHIN
from portal import clock


def a_day_from_now() -> datetime:
    return clock.now() + DECIDE_WITHIN


class CommentReport(models.Model):
    """A reader says that something is wrong with an answer. Two of identifying text by different people hide it."""

    class Reason(models.TextChoices):
        IDENTIFYING = "identifying", _("somebody can be recognised")
        HARMFUL = "harmful", _("it may hurt somebody")
        OTHER = "other", _("something else")

    class Decision(models.TextChoices):
        KEPT = "kept", _("kept as it is")
        HIDDEN = "hidden", _("hidden")

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="reports")
    reporter = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.CharField(max_length=12, choices=Reason)
    words = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    decide_by = models.DateTimeField(default=a_day_from_now)
    decision = models.CharField(max_length=10, choices=Decision, blank=True)
    # Why it was hidden; its author reads it.
    why = models.CharField(max_length=300, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at"]
        constraints = [models.UniqueConstraint(fields=["comment", "reporter"], name="one_report_per_reader")]

    def __str__(self) -> str:
        return f"report {self.pk}"
