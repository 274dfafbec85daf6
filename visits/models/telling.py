"""What do we keep of what people say? Messages, feedback, the report, and the practice made of it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from visits.models.requests import VisitRequest
from visits.models.visiting import Visit

USER = settings.AUTH_USER_MODEL


class Message(models.Model):
    """What those who said yes, the requester and the coordinator write to each other."""

    request = models.ForeignKey(VisitRequest, on_delete=models.CASCADE, related_name="messages")
    author = models.ForeignKey(USER, null=True, on_delete=models.SET_NULL, related_name="+")
    body = models.TextField(max_length=4000)
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"message {self.pk}"


class Feedback(models.Model):
    """What one person of one side says afterwards; coordinators read it raw, the other side when both wrote."""

    class Side(models.TextChoices):
        REQUESTER = "requester"
        EXPERT = "expert"

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="feedback")
    author = models.ForeignKey(USER, on_delete=models.CASCADE, related_name="+")
    side = models.CharField(max_length=10, choices=Side)
    # each learning question's 1..4 by its number, and the plain questions by their slug
    answers = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "feedback"
        constraints = [models.UniqueConstraint(fields=["visit", "author"], name="one_feedback_each")]

    def __str__(self) -> str:
        return f"feedback {self.pk}"


class Report(models.Model):
    """What was learned, signed off before anybody else reads it."""

    class State(models.TextChoices):
        DUE = "due", _("due")
        DRAFT = "draft", _("being written")
        SUBMITTED = "submitted", _("waiting for the sign-off")
        RETURNED = "returned", _("sent back")
        ACCEPTED = "accepted", _("signed off")

    visit = models.OneToOneField(Visit, on_delete=models.CASCADE, related_name="report")
    state = models.CharField(max_length=10, choices=State, default=State.DUE)
    due_at = models.DateTimeField()
    title = models.CharField(max_length=120, blank=True)
    answers = models.JSONField(default=list, blank=True, help_text="one text for each learning question")
    what_we_saw = models.TextField(max_length=4000, blank=True)
    what_differs = models.TextField(max_length=2000, blank=True)
    what_we_will_do = models.TextField(max_length=2000, blank=True)
    what_not = models.TextField(max_length=2000, blank=True)
    written_by = models.ForeignKey(USER, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    word = models.CharField(max_length=1000, blank=True, help_text="what the sign-off person asks to change")
    submitted_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"report {self.pk}"


class PracticeOrigin(models.Model):
    """Ties a practice to the visit it was learned on."""

    practice = models.OneToOneField("practices.Practice", on_delete=models.CASCADE, related_name="origin")
    visit = models.OneToOneField(Visit, on_delete=models.CASCADE, related_name="practice_origin")

    def __str__(self) -> str:
        return f"origin {self.pk}"
