"""What is kept so that everything readable can be found? One row per object; and the words that mean the same."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal import clock


class SearchEntry(models.Model):
    """One findable object, with what it can be narrowed by.

    `readers` are tokens with a blank before and after each (" members user:7 "); `facets` has one sign for each value
    (`FacetCode`).
    The words themselves stand beside it: `vector` on PostgreSQL, the table `search_text` on SQLite.
    """

    kind = models.CharField(max_length=30)
    object_id = models.BigIntegerField()
    title = models.CharField(max_length=300)
    body = models.TextField(blank=True)
    url = models.CharField(max_length=200)
    language = models.CharField(max_length=8, default="en")
    translated_from = models.CharField(max_length=8, blank=True, default="")
    topics = models.JSONField(default=list)
    country = models.CharField(max_length=2, blank=True)
    perspective = models.CharField(max_length=20, blank=True)
    evidence = models.CharField(max_length=20, blank=True)
    year = models.PositiveSmallIntegerField(null=True)
    # When it was written, as its floor says; else when it was last changed here.
    changed_at = models.DateTimeField()
    readers = models.TextField(default="")
    facets = models.TextField(default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="one_entry_per_object")]
        indexes = [models.Index(fields=["-changed_at", "-id"], name="search_newest_first")]
        verbose_name_plural = "search entries"

    def __str__(self) -> str:
        return f"{self.kind}:{self.object_id}"


class FacetCode(models.Model):
    """A value of a facet, e.g. "topic:police"; its number is its sign in the entries (`codes.sign`)."""

    token = models.CharField(max_length=100, unique=True)

    def __str__(self) -> str:
        return self.token


class Concept(models.Model):
    """Something that the field calls by many names, e.g. a drug consumption room."""

    slug = models.SlugField(max_length=60, unique=True)
    label = models.CharField(max_length=120)
    topic = models.CharField(max_length=60, blank=True, help_text="vocabulary topic")
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["label"]

    def __str__(self) -> str:
        return self.label


class ConceptTerm(models.Model):
    """One of the names. Searched by any of them, the others are found as well."""

    class Use(models.TextChoices):
        PREFERRED = "preferred", _("preferred")
        OK = "ok", _("in use")
        SEARCH_ONLY = "search-only", _("found, but never shown")
        AVOID = "avoid", _("found, but never shown: the field avoids it")

    concept = models.ForeignKey(Concept, on_delete=models.CASCADE, related_name="terms")
    text = models.CharField(max_length=120)
    language = models.CharField(max_length=8)
    region = models.CharField(max_length=8, blank=True)
    use = models.CharField(max_length=12, choices=Use, default=Use.OK)
    # An acronym that looks like an ordinary word: only in these very capitals.
    is_case_sensitive = models.BooleanField(default=False)
    source = models.CharField(max_length=500, blank=True)
    is_active = models.BooleanField(default=True)
    # A person changed the row: loading leaves it alone from then on.
    edited_on = models.DateField(null=True, blank=True, editable=False)
    changed_at = models.DateTimeField(default=clock.now, editable=False)
    # The text under which entries carry the concept's mark; where it differs, they have to be marked anew.
    marked_text = models.CharField(max_length=120, blank=True, editable=False)

    class Meta:
        ordering = ["language", "text"]
        constraints = [
            models.UniqueConstraint(
                fields=["concept", "text", "language", "region"], name="one_term_per_concept_language_region"
            )
        ]

    def __str__(self) -> str:
        return self.text
