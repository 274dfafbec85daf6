"""What do we keep of who supports a statement? One row for each member and each organisation, gone when taken back."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from exchange.statements.models.statement import Statement


class Endorsement(models.Model):
    """Support for a statement; `named_at` is the dated yes to being named in public, empty without or when taken back."""

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="endorsements")
    member = models.ForeignKey("accounts.Member", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(
        "accounts.Organisation", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    # Who said yes for the organisation; never shown.
    acted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    given_at = models.DateTimeField()
    named_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["given_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(member__isnull=False, organisation__isnull=True)
                | Q(member__isnull=True, organisation__isnull=False),
                name="endorsed_by_one",
            ),
            models.UniqueConstraint(fields=["statement", "member"], name="one_endorsement_per_member"),
            models.UniqueConstraint(fields=["statement", "organisation"], name="one_endorsement_per_organisation"),
        ]

    def __str__(self) -> str:
        return f"endorsement {self.pk}"
