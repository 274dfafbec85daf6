"""What do we keep of how a request came about? What a coordinator let through, and why."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from portal import clock
from visits.models.requests import VisitRequest

USER = settings.AUTH_USER_MODEL


class Edit(models.Model):
    """What a coordinator changed in a request on behalf of its requester, who sees the difference."""

    request = models.ForeignKey(VisitRequest, on_delete=models.CASCADE, related_name="edits")
    by = models.ForeignKey(USER, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=clock.now)
    # {"title": ["before", "after"], ...}: the answers that differ, in words
    changes = models.JSONField(default=dict)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"edit {self.pk}"


class Waiver(models.Model):
    """A rule holds a draft back; its requester says why it should go on all the same, and a coordinator decides."""

    request = models.ForeignKey(VisitRequest, on_delete=models.CASCADE, related_name="waivers")
    # the rules of visits.gate that held it back when this was asked
    rules = models.JSONField(default=list)
    word = models.CharField(max_length=400, help_text="the requester's")
    asked_at = models.DateTimeField(default=clock.now)
    is_granted = models.BooleanField(null=True, blank=True)
    reason = models.CharField(max_length=400, blank=True, help_text="the coordinator's; the requester reads it")
    decided_by = models.ForeignKey(USER, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["request"], condition=Q(decided_at__isnull=True), name="one_open_waiver_per_request"
            )
        ]

    def __str__(self) -> str:
        return f"waiver {self.pk}"


class FirstQuestion(models.Model):
    """Ties a draft to the application in which its question was asked, so that it is made once."""

    application = models.OneToOneField("accounts.MembershipApplication", on_delete=models.CASCADE, related_name="+")
    request = models.OneToOneField(
        VisitRequest, null=True, blank=True, on_delete=models.SET_NULL, related_name="first_question"
    )

    def __str__(self) -> str:
        return f"first question {self.pk}"
