"""What do we keep of what readers warn of? Reports of answers, each by one reader, until somebody decides."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from exchange.discussion.models.comment import Comment
from portal.moderation.models import Report


class CommentReport(Report):
    """Of an answer. Nothing in it is out of date, and it is not changed once it is hidden."""

    class Reason(models.TextChoices):
        IDENTIFYING = "identifying", _("somebody can be recognised")
        HARMFUL = "harmful", _("it may hurt somebody")
        OTHER = "other", _("something else")

    class Decision(models.TextChoices):
        KEPT = "kept", _("kept as it is")
        HIDDEN = "hidden", _("hidden")

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="reports")
    reason = models.CharField(max_length=12, choices=Reason)
    decision = models.CharField(max_length=10, choices=Decision, blank=True)
    # Why it was hidden; its author reads it.
    why = models.CharField(max_length=300, blank=True)

    class Meta(Report.Meta):
        constraints = [models.UniqueConstraint(fields=["comment", "reporter"], name="one_report_per_reader")]
