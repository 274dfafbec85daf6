"""What do we keep of what people say? Messages, feedback, the report, and the practice made of it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal import clock
from visits.models.requests import VisitRequest
from visits.models.visiting import Visit

USER = settings.AUTH_USER_MODEL


class Message(models.Model):
    """What those who said yes, the requester and the coordinator write to each other."""

    request = models.ForeignKey(VisitRequest, on_delete=models.CASCADE, related_name="messages")
    author = models.ForeignKey(USER, null=True, on_delete=models.SET_NULL, related_name="+")
    body = models.TextField(max_length=4000)
    at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True, blank=True)
    # What it said before its writer changed it, oldest first; everybody who reads it reads that, too.
    before = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"message {self.pk}"


class MessageFile(models.Model):
    """A file that hangs on a message; opened by those who read the conversation."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="files")
    upload = models.OneToOneField("uploads.Upload", on_delete=models.CASCADE, related_name="message_file")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"file of message {self.message_id}"


class Feedback(models.Model):
    """What one person says afterwards; coordinators read it raw, the other side what is meant for it. 24 months."""

    class Side(models.TextChoices):
        REQUESTER = "requester"
        EXPERT = "expert"
        HOST = "host"

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
    """What was learned, signed off before anybody else reads it. Month and year, roles, never a name."""

    class HostShown(models.TextChoices):
        COUNTRY = "country", _("by its country only")
        NAMED = "named", _("by its name")

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
    took_part = models.TextField(max_length=500, blank=True, help_text="roles, never names")
    # What they saw, in the rows of a practice: the problem, what is done, who does it, how service users are involved.
    saw_problem = models.TextField(max_length=2000, blank=True)
    what_we_saw = models.TextField(max_length=4000, blank=True)
    saw_who = models.TextField(max_length=1500, blank=True)
    saw_involvement = models.TextField(max_length=1000, blank=True)
    what_differs = models.TextField(max_length=2000, blank=True)
    # [{"what": ..., "who": ..., "by": ...}, ...]: asked about afterwards, one by one (FollowUp)
    plans = models.JSONField(default=list, blank=True)
    what_not = models.TextField(max_length=2000, blank=True)
    host_learned = models.TextField(max_length=2000, blank=True)
    materials_received = models.TextField(max_length=1000, blank=True)
    follow_up_asked = models.TextField(max_length=1000, blank=True)
    # The house's own choice, at its sign-off.
    host_shown = models.CharField(max_length=10, choices=HostShown, default=HostShown.COUNTRY)
    # Counts on with every change of the words; a form that began with an older one is told so.
    version = models.PositiveIntegerField(default=1)
    saved_form = models.CharField(max_length=40, blank=True, editable=False)
    changed_at = models.DateTimeField(default=clock.now)
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
