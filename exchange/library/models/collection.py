"""What do we keep of a reading list? Why it was made, and its references in order, each with a sentence."""

from django.db import models

from exchange.library.models.reference import Reference
from exchange.library.models.shelf import OnShelf
from portal import clock


class Collection(OnShelf):
    title = models.CharField(max_length=120)
    why = models.TextField(max_length=4000, blank=True, help_text="Markdown")
    references = models.ManyToManyField(Reference, through="CollectionItem", related_name="collections")


class CollectionItem(models.Model):
    """One reference on a list, at its place, and why it is there."""

    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="items")
    reference = models.ForeignKey(Reference, on_delete=models.CASCADE, related_name="+")
    why = models.CharField(max_length=300, blank=True)
    order = models.PositiveIntegerField(default=0)
    added_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["order", "id"]
        constraints = [models.UniqueConstraint(fields=["collection", "reference"], name="once_on_each_list")]

    def __str__(self) -> str:
        return f"item {self.pk}"
