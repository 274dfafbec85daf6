"""What is kept so that everything readable can be found? One row per object, with who may read it."""

from django.db import models


class SearchEntry(models.Model):
    """One findable object. `readers` are opaque tokens like "public", "members", "coordinators", "user:7"."""

    kind = models.CharField(max_length=30)
    object_id = models.BigIntegerField()
    title = models.CharField(max_length=300)
    body = models.TextField(blank=True)
    url = models.CharField(max_length=200)
    language = models.CharField(max_length=8, default="en")
    topics = models.JSONField(default=list)
    country = models.CharField(max_length=2, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="one_entry_per_object")]
        verbose_name_plural = "search entries"

    def __str__(self) -> str:
        return f"{self.kind}:{self.object_id}"


class SearchReader(models.Model):
    """A token that opens an entry."""

    entry = models.ForeignKey(SearchEntry, on_delete=models.CASCADE, related_name="readers")
    token = models.CharField(max_length=40, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "token"], name="one_reader_token_per_entry")]

    def __str__(self) -> str:
        return self.token
