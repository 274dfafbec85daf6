"""What do we keep of what readers warn of? Reports of lists, documents and gaps, until a coordinator decides."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from exchange.library.models.collection import Collection
from exchange.library.models.document import Document
from exchange.library.models.gap import EvidenceGap
from portal import clock

DECIDE_WITHIN = timedelta(hours=24)
SUBJECTS = ("collection", "document", "gap")


def a_day_from_now() -> datetime:
    return clock.now() + DECIDE_WITHIN


def exactly_one() -> Q:
    found = Q()
    for name in SUBJECTS:
        found |= Q(**{f"{other}__isnull": other != name for other in SUBJECTS})
    return found


class ShelfReport(models.Model):
    class Reason(models.TextChoices):
        IDENTIFYING = "identifying", _("somebody can be recognised")
        HARMFUL = "harmful", _("it may hurt somebody")
        WRONG = "wrong", _("it is wrong or out of date")
        OTHER = "other", _("something else")

    class Decision(models.TextChoices):
        KEPT = "kept", _("kept as it is")
        HIDDEN = "hidden", _("hidden until it is changed")

    collection = models.ForeignKey(Collection, null=True, blank=True, on_delete=models.CASCADE, related_name="reports")
    document = models.ForeignKey(Document, null=True, blank=True, on_delete=models.CASCADE, related_name="reports")
    gap = models.ForeignKey(EvidenceGap, null=True, blank=True, on_delete=models.CASCADE, related_name="reports")
    reporter = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.CharField(max_length=12, choices=Reason)
    words = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField(default=clock.now)
    decide_by = models.DateTimeField(default=a_day_from_now)
    decision = models.CharField(max_length=10, choices=Decision, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at"]
        constraints = [models.CheckConstraint(condition=exactly_one(), name="shelf_report_has_one_subject")]

    def __str__(self) -> str:
        return f"report {self.pk}"

    @property
    def thing(self) -> Collection | Document | EvidenceGap:
        found = self.collection or self.document or self.gap
        assert found is not None, "the database holds no report without a subject"
        return found
