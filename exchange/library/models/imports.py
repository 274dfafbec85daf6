"""What do we keep of a file of references that is taken in? Its rows, what became of each, and how far the work is."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from exchange.library.models.reference import Reference
from portal import clock


class ReferenceImport(models.Model):
    """One file. Its bytes are kept until they are read, its rows until it is forgotten."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waits to be read")
        READY = "ready", _("read; waits for your yes")
        LOADING = "loading", _("being taken in")
        DONE = "done", _("taken in")
        DISCARDED = "discarded", _("put aside")
        TAKEN_BACK = "taken-back", _("taken out again")
        FAILED = "failed", _("could not be read")

    WORKING = (State.WAITING, State.LOADING)

    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=120)
    content = models.BinaryField(null=True, editable=False)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    reason = models.CharField(max_length=300, blank=True, help_text="why it could not be read")
    opens = models.BooleanField(default=False, help_text="a coordinator has seen the titles: listed openly at once")
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField(default=clock.now)
    finished_at = models.DateTimeField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    form_code = models.CharField(max_length=40, unique=True, null=True, blank=True, editable=False)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"import {self.pk}"


class ImportRow(models.Model):
    class State(models.TextChoices):
        NEW = "new", _("new")
        KNOWN = "known", _("here already")
        BAD = "bad", _("cannot be read")
        ADDED = "added", _("taken in")
        GONE = "gone", _("taken out again")

    of = models.ForeignKey(ReferenceImport, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(help_text="its place in the file")
    line = models.PositiveIntegerField()
    key = models.CharField(max_length=80, blank=True)
    state = models.CharField(max_length=6, choices=State)
    values = models.JSONField(default=dict, help_text="fields of the reference, as read")
    problem = models.CharField(max_length=300, blank=True)
    reference = models.ForeignKey(Reference, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["number"]
        indexes = [models.Index(fields=["of", "state", "number"])]

    def __str__(self) -> str:
        return f"row {self.number} of import {self.of_id}"
