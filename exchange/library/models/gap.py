"""What do we keep of evidence that does not exist yet? The question, who needs it too, and who offers to work on it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from exchange.library.models.reference import Reference
from exchange.library.models.shelf import OnShelf
from portal import clock


class EvidenceGap(OnShelf):
    class State(models.TextChoices):
        OPEN = "open", _("open")
        IN_WORK = "in-work", _("somebody works on it")
        ANSWERED = "answered", _("answered")
        CLOSED = "closed", _("closed")

    state = models.CharField(max_length=10, choices=State, default=State.OPEN, db_index=True)
    question = models.CharField(max_length=200)
    why = models.TextField(max_length=2000, help_text="why it matters; Markdown")
    country = models.CharField(max_length=2, blank=True, help_text="empty = any")
    answer = models.ForeignKey(Reference, null=True, blank=True, on_delete=models.SET_NULL, related_name="answers")
    closed_reason = models.CharField(max_length=300, blank=True)

    @property
    def title(self) -> str:
        return self.question


class GapNeed(models.Model):
    """A member needs it too. Only ever counted, and never below five."""

    gap = models.ForeignKey(EvidenceGap, on_delete=models.CASCADE, related_name="needs")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["gap", "user"], name="one_need_each")]

    def __str__(self) -> str:
        return f"need {self.pk}"


class GapOffer(models.Model):
    """Somebody offers to work on it. Read by the two of them: who asked, and who offers."""

    gap = models.ForeignKey(EvidenceGap, on_delete=models.CASCADE, related_name="offers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    note = models.TextField(max_length=1000)
    at = models.DateTimeField(default=clock.now)
    reply = models.TextField(max_length=1000, blank=True)
    replied_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [models.UniqueConstraint(fields=["gap", "user"], name="one_gap_offer_each")]

    def __str__(self) -> str:
        return f"offer {self.pk}"

    @property
    def is_accepted(self) -> bool:
        return self.accepted_at is not None and self.withdrawn_at is None
