"""What do we keep of a report, whatever it is about? Each room adds what its reports are of."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, TypeVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal import clock
from portal.moderation.rules import MOST_A_DAY, a_day_from_now


class Reports(models.QuerySet["Any"]):
    def waiting(self) -> "Reports":
        return self.filter(decided_at__isnull=True)

    def late(self) -> "Reports":
        """Return those whose day is over and that nobody has decided."""
        return self.waiting().filter(decide_by__lt=clock.now())

    def are_many(self, user: Any) -> bool:
        """Has this reader reported more in a day than anybody should have to?"""
        return self.filter(reporter=user, at__gt=clock.now() - timedelta(days=1)).count() >= MOST_A_DAY

    def decide(self, reports: Sequence["Report"], user: Any, decision: str, **more: Any) -> None:
        """Write one decision on all open reports of one text; `user` is None where its author ended it."""
        ids = [report.pk for report in reports]
        self.filter(pk__in=ids).update(decision=decision, decided_by=user, decided_at=clock.now(), **more)


class Report(models.Model):
    """A reader says that something is wrong with a text. Two of identifying text by different people hide it."""

    class Reason(models.TextChoices):
        IDENTIFYING = "identifying", _("somebody can be recognised")
        HARMFUL = "harmful", _("it may hurt somebody")
        WRONG = "wrong", _("it is wrong or out of date")
        OTHER = "other", _("something else")

    class Decision(models.TextChoices):
        KEPT = "kept", _("kept as it is")
        HIDDEN = "hidden", _("hidden until it is changed")
        TAKEN_BACK = "taken-back", _("taken back by whoever told it")

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

    objects = Reports.as_manager()

    class Meta:
        abstract = True
        ordering = ["at"]

    def __str__(self) -> str:
        return f"report {self.pk}"


AnyReport = TypeVar("AnyReport", bound=Report)
