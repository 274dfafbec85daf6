"""What do we keep of something that went wrong on a visit? Read by few, never deleted by hand, kept in the trail."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from visits.models.visiting import Visit

USER = settings.AUTH_USER_MODEL


class Incident(models.Model):
    """What somebody who took part says went wrong; for the house's sign-off person and the coordinators alone."""

    class State(models.TextChoices):
        TOLD = "told", _("not read yet")
        READ = "read", _("read")
        CLOSED = "closed", _("closed")

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="incidents")
    by = models.ForeignKey(USER, null=True, on_delete=models.SET_NULL, related_name="+")
    state = models.CharField(max_length=8, choices=State, default=State.TOLD, db_index=True)
    what = models.TextField(max_length=3000)
    happened_at = models.DateTimeField()
    who = models.CharField(max_length=300, blank=True, help_text="by role, never by name")
    is_urgent = models.BooleanField(default=False)
    told_at = models.DateTimeField()
    # Until when a coordinator should have read it, and how often that went by.
    read_by = models.DateTimeField()
    escalation = models.PositiveSmallIntegerField(default=0)
    desk_read_at = models.DateTimeField(null=True, blank=True)
    host_read_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    note = models.TextField(max_length=2000, blank=True, help_text="what was done about it")

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"incident {self.pk}"
