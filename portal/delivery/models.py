"""What do we keep of news for a person? The notice, and one outbox row for each way it travels."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Notice(models.Model):
    """News for one person. Holds ids only: the words are made from the objects when it is read or sent."""

    kind = models.CharField(max_length=60)
    event = models.CharField(max_length=120)
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    object_ids = models.JSONField(default=dict)
    answer_by = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    code = models.CharField(max_length=32, unique=True)

    class Meta:
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["event", "recipient"], name="one_notice_per_event_and_person")]
        indexes = [models.Index(fields=["recipient", "read_at"])]

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk}"


class Delivery(models.Model):
    """One outbox row: one notice (or one log-in mail) by one channel."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        SENDING = "sending", _("being handed over")
        SENT = "sent", _("sent")
        FAILED = "failed", _("refused for good")
        UNCERTAIN = "uncertain", _("handed over, answer lost")
        NOT_ALLOWED = "not-allowed", _("not sent: over, or not wanted")
        EXPIRED = "expired", _("not sent: expired")
        PARKED = "parked", _("parked: could not be put into words")

    key = models.CharField(max_length=64, unique=True)
    notice = models.ForeignKey(Notice, null=True, on_delete=models.CASCADE, related_name="deliveries")
    channel = models.CharField(max_length=10, default="mail")
    queue = models.CharField(max_length=10, default="bulk")
    must_deliver = models.BooleanField(default=False)
    # Only log-in mails carry words: encrypted, wiped once sent.
    payload = models.BinaryField(null=True)
    expires_at = models.DateTimeField(null=True)
    not_before = models.DateTimeField()
    state = models.CharField(max_length=12, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    # How often the server's answer was lost, and how often the mail could not be put into words.
    doubts = models.PositiveSmallIntegerField(default=0)
    render_errors = models.PositiveSmallIntegerField(default=0)
    # Real time, not the portal's: moving the demo's clock must neither free a lease nor hurry a retry.
    retry_at = models.DateTimeField(null=True)
    lease_until = models.DateTimeField(null=True)
    lease_owner = models.CharField(max_length=60, blank=True)
    # A code, never words: "550", "timeout", "KeyError".
    last_error = models.CharField(max_length=60, blank=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "deliveries"
        indexes = [models.Index(fields=["state", "not_before"])]

    def __str__(self) -> str:
        return f"{self.channel} #{self.pk} {self.state}"


class Preference(models.Model):
    """How a person wants to hear of news: at once by mail, or in the portal only (then no mail at all but codes)."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="preference")
    mail = models.BooleanField(default=True)
    # A word that only the member knows; it stands first in each mail, so that a forged one is seen.
    recognition_word = models.CharField(max_length=40, blank=True)
    unsubscribe_code = models.CharField(max_length=64, unique=True)

    def __str__(self) -> str:
        return f"preference of {self.user_id}"


class Heartbeat(models.Model):
    """When a background job last came to its end, in real time; health is work done, not a process that is up."""

    name = models.CharField(max_length=20, unique=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
