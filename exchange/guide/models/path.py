"""What do we keep of somebody's own way? How far each step is, what was decided, private notes, and papers made of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from exchange.guide.models.step import Step
from portal import clock


class Path(models.Model):
    """The way of one organisation, or of one member who belongs to none. Nobody else ever reads it, coordinators neither."""

    organisation = models.OneToOneField(
        "accounts.Organisation", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    started_at = models.DateTimeField(default=clock.now)
    changed_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, user__isnull=True)
                | Q(organisation__isnull=True, user__isnull=False),
                name="a_path_is_somebodys",
            )
        ]

    def __str__(self) -> str:
        return f"path {self.pk}"


class PathProgress(models.Model):
    """How far one step of a path is. No row: not begun."""

    class State(models.TextChoices):
        OPEN = "open", _("not begun")
        DOING = "doing", _("under way")
        DONE = "done", _("done")

    path = models.ForeignKey(Path, on_delete=models.CASCADE, related_name="progress")
    step = models.ForeignKey(Step, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    ticks = models.JSONField(default=list, blank=True, help_text="slugs of what is decided")
    decisions = models.JSONField(default=dict, blank=True, help_text='what was decided, {"slug": "In these words."}')
    notes = models.TextField(max_length=8000, blank=True)
    owner = models.ForeignKey("accounts.Member", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    due_on = models.DateField(null=True, blank=True)
    # For which day the owner was told that it comes near: once for each.
    told_of = models.DateField(null=True, blank=True, editable=False)
    # Counts on with every change; a form that began with an older one is told so.
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["path", "step"], name="one_progress_per_path_and_step")]

    def __str__(self) -> str:
        return f"progress {self.pk}"


class PathDocument(models.Model):
    """A PDF of a path, made by a worker for whoever asked; every download asks again whether they may read the path."""

    class State(models.TextChoices):
        WAITING = "waiting"
        READY = "ready"
        FAILED = "failed"

    path = models.ForeignKey(Path, on_delete=models.CASCADE, related_name="documents")
    language = models.CharField(max_length=8)
    with_notes = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    content = models.BinaryField(null=True, blank=True)
    asked_at = models.DateTimeField(default=clock.now)
    made_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["path", "language", "with_notes"], name="one_document_per_path_and_shape")
        ]

    def __str__(self) -> str:
        return f"document {self.pk}"
