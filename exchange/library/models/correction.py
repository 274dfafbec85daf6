"""What do we keep of a correction that a member proposes? The fields as they would be, until a coordinator decides."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from exchange.library.models.reference import Reference
from portal import clock


class ReferenceCorrection(models.Model):
    class State(models.TextChoices):
        OPEN = "open", _("waits for a coordinator")
        TAKEN = "taken", _("taken over")
        NOT_TAKEN = "not-taken", _("not taken over")

    reference = models.ForeignKey(Reference, on_delete=models.CASCADE, related_name="corrections")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    fields = models.JSONField(help_text="name of the field: what it would say; topics by slug")
    seen = models.PositiveIntegerField(help_text="the version of the reference that it corrects")
    word = models.CharField(max_length=300, blank=True, help_text="why, in the member's words")
    at = models.DateTimeField(default=clock.now)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"correction {self.pk}"
