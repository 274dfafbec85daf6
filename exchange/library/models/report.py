"""What do we keep of what readers warn of? Reports of lists, documents and gaps, until a coordinator decides."""

from django.db import models
from django.db.models import Q

from exchange.library.models.collection import Collection
from exchange.library.models.document import Document
from exchange.library.models.gap import EvidenceGap
from portal.moderation.models import Report

SUBJECTS = ("collection", "document", "gap")


def exactly_one() -> Q:
    found = Q()
    for name in SUBJECTS:
        found |= Q(**{f"{other}__isnull": other != name for other in SUBJECTS})
    return found


class ShelfReport(Report):
    collection = models.ForeignKey(Collection, null=True, blank=True, on_delete=models.CASCADE, related_name="reports")
    document = models.ForeignKey(Document, null=True, blank=True, on_delete=models.CASCADE, related_name="reports")
    gap = models.ForeignKey(EvidenceGap, null=True, blank=True, on_delete=models.CASCADE, related_name="reports")

    class Meta(Report.Meta):
        constraints = [models.CheckConstraint(condition=exactly_one(), name="shelf_report_has_one_subject")]

    @property
    def thing(self) -> Collection | Document | EvidenceGap:
        found = self.collection or self.document or self.gap
        assert found is not None, "the database holds no report without a subject"
        return found
