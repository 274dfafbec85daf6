"""What do we keep of how questions are looked after? Reports, and looks behind an anonymous one."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from exchange.discussion.models.question import Question
from portal.moderation.models import Report


class QuestionReport(Report):
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="reports")

    class Meta(Report.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["question", "reporter"],
                condition=Q(decided_at__isnull=True),
                name="one_open_report_per_question_and_reader",
            )
        ]


class AskerLook(models.Model):
    """A coordinator looked who asked a reported anonymous question; the asker reads that and when, not who looked."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="looks")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.CharField(max_length=300)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"look {self.pk}"
