"""What do we keep of what is known about a practice? A title that speaks for it or against it, and in one sentence why."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from exchange.library.models import Reference
from exchange.practices.models.practice import Practice
from portal import clock


class Evidence(models.Model):
    """Proposed by a reader, and shown once the author has taken it; or put there by the author."""

    class Side(models.TextChoices):
        FOR = "for", _("speaks for it")
        AGAINST = "against", _("speaks against it")

    class State(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="evidence")
    reference = models.ForeignKey(Reference, on_delete=models.CASCADE, related_name="+")
    side = models.CharField(max_length=8, choices=Side)
    words = models.CharField(max_length=300)
    # Who proposed it, to be told what became of it; never shown. Empty where the author put it there.
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    at = models.DateTimeField(default=clock.now)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "reference"], condition=Q(state="accepted"), name="one_evidence_of_a_title"
            ),
            models.UniqueConstraint(
                fields=["practice", "reference", "by"], condition=Q(state="proposed"), name="one_proposal_each"
            ),
        ]

    def __str__(self) -> str:
        return f"evidence {self.pk}"
