"""What do we keep of the time afterwards? What changed at home, and who thanked whom."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from visits.models.visiting import Visit

USER = settings.AUTH_USER_MODEL


class FollowUp(models.Model):
    """One question afterwards: what became of what they wanted to do? Answered once, or left in peace."""

    class After(models.TextChoices):
        MONTH = "30-days", _("after a month")
        HALF_YEAR = "6-months", _("after half a year")
        YEAR = "12-months", _("after a year")

    class State(models.TextChoices):
        ASKED = "asked", _("asked")
        ANSWERED = "answered", _("answered")
        LAPSED = "lapsed", _("no answer")

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="follow_ups")
    after = models.CharField(max_length=10, choices=After)
    state = models.CharField(max_length=10, choices=State, default=State.ASKED, db_index=True)
    asked_at = models.DateTimeField()
    answer_by = models.DateTimeField()
    # [{"what": the plan in words, "" for anything else, "said": done, partly or no}, ...]
    answers = models.JSONField(default=list, blank=True)
    word = models.CharField(max_length=300, blank=True)
    # Names, so that one city is counted once; shown to those who took part, everybody else reads their number.
    cities = models.JSONField(default=list, blank=True)
    answered_by = models.ForeignKey(USER, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["visit", "after"], name="one_follow_up_per_step")]

    def __str__(self) -> str:
        return f"follow-up {self.pk}"


class Thanks(models.Model):
    """One sentence from somebody of one side to somebody of the other; its receiver says who reads it."""

    class State(models.TextChoices):
        KEPT = "kept", _("for you alone")
        SHOWN = "shown", _("on your page in the network")
        HIDDEN = "hidden", _("put away")

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="thanks")
    by = models.ForeignKey(USER, on_delete=models.CASCADE, related_name="+")
    to = models.ForeignKey("accounts.Member", on_delete=models.CASCADE, related_name="thanks")
    words = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=State, default=State.KEPT)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "thanks"
        constraints = [models.UniqueConstraint(fields=["visit", "by", "to"], name="one_thanks_each")]

    def __str__(self) -> str:
        return f"thanks {self.pk}"
