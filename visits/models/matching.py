"""What do we keep of how matching is weighed and planned? Weights with a version, what they would change, and plans."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from visits.models.requests import VisitRequest

USER = settings.AUTH_USER_MODEL


class WeightSet(models.Model):
    """How much each part of the score counts. Never changed: other weights are another version."""

    class State(models.TextChoices):
        COMPUTING = "computing", _("being computed")
        READY = "ready", _("ready to look at")
        IN_FORCE = "in-force", _("in force")
        PAST = "past", _("no longer in force")

    version = models.CharField(max_length=20, unique=True)
    # {"topics": 30, "affinity": 10, ...}: together 100
    parts = models.JSONField()
    note = models.CharField(max_length=300, help_text="why; members read it")
    state = models.CharField(max_length=10, choices=State, default=State.COMPUTING)
    made_by = models.ForeignKey(USER, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    in_force_at = models.DateTimeField(null=True, blank=True)
    # How many open requests were looked through for the preview.
    looked_at = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["state"], condition=models.Q(state="in-force"), name="one_weight_set_in_force"
            )
        ]

    def __str__(self) -> str:
        return self.version


class WeightChange(models.Model):
    """One expert would stand elsewhere among the first of one open request's list."""

    weights = models.ForeignKey(WeightSet, on_delete=models.CASCADE, related_name="changes")
    request = models.ForeignKey(VisitRequest, on_delete=models.CASCADE, related_name="+")
    expert = models.ForeignKey("accounts.Member", on_delete=models.CASCADE, related_name="+")
    was = models.PositiveIntegerField(help_text="place on the list; 0 = not among the first")
    would_be = models.PositiveIntegerField()

    class Meta:
        ordering = ["request_id", "would_be", "was", "id"]

    def __str__(self) -> str:
        return f"change {self.pk}"


class MatchPlan(models.Model):
    """Who would be asked for what, for all open requests together. Looked at; nothing is sent by it."""

    class State(models.TextChoices):
        COMPUTING = "computing", _("being computed")
        READY = "ready", _("ready to look at")

    state = models.CharField(max_length=10, choices=State, default=State.COMPUTING)
    made_by = models.ForeignKey(USER, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    # What drew the lots among equals: the same seed draws the same.
    seed = models.PositiveIntegerField()
    weights_version = models.CharField(max_length=20, blank=True)
    score = models.DecimalField(max_digits=9, decimal_places=1, default=0)
    # How far from the best there is it may be, 0 to 1; 0 = there is nothing better.
    gap = models.FloatField(default=0)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"plan {self.pk}"


class PlanWish(models.Model):
    """One open request of a plan: how many it still needs, and what could not be had."""

    plan = models.ForeignKey(MatchPlan, on_delete=models.CASCADE, related_name="wishes")
    request = models.ForeignKey(VisitRequest, on_delete=models.CASCADE, related_name="+")
    needed = models.PositiveSmallIntegerField()
    # "nobody", "fewer", "peer", "country", "floor"
    short_of = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["request_id"]

    def __str__(self) -> str:
        return f"wish {self.pk}"


class PlanSeat(models.Model):
    """One expert at one request: planned, or planned only if the request were alone, and why not now."""

    class How(models.TextChoices):
        KEPT = "kept"  # also the choice if the request were alone
        INSTEAD = "instead"  # comes because somebody else is needed elsewhere, or because of a rule
        ELSEWHERE = "elsewhere"  # would come if the request were alone, but is needed there
        RULE = "rule"  # would come if the request were alone, but a rule asks for somebody else

    wish = models.ForeignKey(PlanWish, on_delete=models.CASCADE, related_name="seats")
    expert = models.ForeignKey("accounts.Member", on_delete=models.CASCADE, related_name="+")
    score = models.DecimalField(max_digits=5, decimal_places=1)
    how = models.CharField(max_length=10, choices=How)
    elsewhere = models.ForeignKey(VisitRequest, null=True, blank=True, on_delete=models.CASCADE, related_name="+")

    class Meta:
        ordering = ["wish_id", "id"]

    def __str__(self) -> str:
        return f"seat {self.pk}"
