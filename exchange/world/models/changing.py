"""What do we keep of how the record changes? What somebody suggests, and every value that was put in."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from exchange.world.models.record import Source

KINDS = [("country", "country"), ("figure", "figure"), ("milestone", "milestone"), ("facility", "facility")]


class Suggestion(models.Model):
    """A change of one row that a coordinator has still to accept; or, with no `target`, a new row."""

    class State(models.TextChoices):
        SUGGESTED = "suggested"
        ACCEPTED = "accepted"
        DECLINED = "declined"
        WITHDRAWN = "withdrawn"

    class Origin(models.TextChoices):
        MEMBER = "member"
        IMPORT = "import"

    kind = models.CharField(max_length=10, choices=KINDS)
    target = models.PositiveBigIntegerField(null=True, blank=True, help_text="the row's number; empty = a new row")
    iso2 = models.CharField(max_length=2)
    # How the row is called, as `exchange.world.fields.mark` wrote it.
    label = models.CharField(max_length=420)
    # {"field": new value}; `was` holds what stood there when it was suggested.
    values = models.JSONField(default=dict)
    was = models.JSONField(default=dict, blank=True)
    # What its author wanted, where a coordinator changed it before taking it over.
    asked = models.JSONField(default=dict, blank=True)
    source = models.ForeignKey(Source, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    # {"title", "publisher", "year", "url"}: it becomes a row of its own once the change is accepted.
    new_source = models.JSONField(default=dict, blank=True)
    note = models.TextField(max_length=1000, blank=True)
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.MEMBER)
    # What the import wants, so that it asks once only, whatever was decided.
    import_mark = models.CharField(max_length=64, blank=True, db_index=True)
    state = models.CharField(max_length=10, choices=State, default=State.SUGGESTED)
    suggested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    suggested_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["suggested_at", "id"]
        indexes = [
            models.Index(fields=["suggested_at"], condition=Q(state="suggested"), name="suggestions_that_wait"),
        ]

    def __str__(self) -> str:
        return f"suggestion {self.pk}"


class Change(models.Model):
    """Something was put into the record, or said to be right: when, by whom in which role, from what to what, and who says so."""

    class Role(models.TextChoices):
        MEMBER = "member"
        COORDINATOR = "coordinator"
        ADMINISTRATOR = "administrator"
        NETWORK = "network"  # somebody of whom nothing more is said
        IMPORT = "import"

    class What(models.TextChoices):
        ADDED = "added"
        CHANGED = "changed"
        CONFIRMED = "confirmed"
        REMOVED = "removed"

    kind = models.CharField(max_length=10, choices=KINDS)
    target = models.PositiveBigIntegerField()
    iso2 = models.CharField(max_length=2, blank=True, help_text="empty = the whole world")
    label = models.CharField(max_length=420)
    what = models.CharField(max_length=10, choices=What)
    # [["field", from, to], ...]
    fields = models.JSONField(default=list, blank=True)
    source = models.ForeignKey(Source, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    role = models.CharField(max_length=14, choices=Role)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    suggestion = models.ForeignKey(Suggestion, null=True, blank=True, on_delete=models.SET_NULL, related_name="changes")
    # The row came from memory and was not confirmed: nobody else sees it, nor how it came about.
    is_for_editors = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["kind", "target"]), models.Index(fields=["iso2", "-at"])]

    def __str__(self) -> str:
        return f"change {self.pk}"
