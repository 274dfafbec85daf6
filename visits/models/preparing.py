"""What do we keep of how a visit is prepared? Who pays what, and what happens at which hour."""

from django.conf import settings
from django.db import models

from portal import clock
from visits.models.invitations import Invitation
from visits.models.requests import Participant, VisitRequest

USER = settings.AUTH_USER_MODEL


class Cost(models.Model):
    """One line of what a visit costs, and who pays it; shown to the sides only.

    A peer worker's fee names an amount, or the peer's own word that they want none.
    """

    request = models.ForeignKey(VisitRequest, on_delete=models.CASCADE, related_name="cost_rows")
    kind = models.CharField(max_length=12, help_text="vocabulary cost-kind")
    amount = models.DecimalField(max_digits=9, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, default="EUR")
    payer = models.CharField(max_length=12, help_text="vocabulary who-pays")
    note = models.CharField(max_length=120, blank=True)
    is_settled = models.BooleanField(default=False)
    # Whose fee it is: an expert's, else of somebody in the requester's group.
    invitation = models.ForeignKey(Invitation, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    # The expert who said it themselves; for somebody of the group their own words.
    waived_by = models.ForeignKey(USER, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    waived_word = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"cost {self.pk}"


class AgendaLine(models.Model):
    """What happens on which day of a visit, by the house's clock. Days are numbers: they move with the visit."""

    request = models.ForeignKey(VisitRequest, on_delete=models.CASCADE, related_name="agenda")
    day = models.PositiveSmallIntegerField(help_text="1 is the first day or call")
    from_hour = models.TimeField()
    to_hour = models.TimeField(null=True, blank=True)
    what = models.CharField(max_length=200)
    where = models.CharField(max_length=120, blank=True)
    whom = models.CharField(max_length=120, blank=True, help_text="by role, never a name")

    class Meta:
        ordering = ["day", "from_hour", "id"]

    def __str__(self) -> str:
        return f"agenda line {self.pk}"


class VisitPaper(models.Model):
    """A PDF for one reader, made by a worker; every download asks again whether they may have it. Gone after a day,
    and with the name on it."""

    class Kind(models.TextChoices):
        AGENDA = "agenda"
        LETTER = "letter"
        CERTIFICATE = "certificate"

    class State(models.TextChoices):
        WAITING = "waiting"
        READY = "ready"
        FAILED = "failed"

    request = models.ForeignKey(VisitRequest, on_delete=models.CASCADE, related_name="papers")
    user = models.ForeignKey(USER, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind)
    # For whom; empty: for the user, or for everybody.
    participant = models.ForeignKey(Participant, null=True, blank=True, on_delete=models.CASCADE, related_name="papers")
    language = models.CharField(max_length=8)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    content = models.BinaryField(null=True, blank=True)
    asked_at = models.DateTimeField(default=clock.now)
    made_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"paper {self.pk}"
