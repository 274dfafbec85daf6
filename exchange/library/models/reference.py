"""What do we keep of a published text? What it is, where it is found, and what we checked."""

from django.db import models
from django.utils.translation import gettext as _


class Reference(models.Model):
    """One published text. `is_verified` means title and year were seen in a stored document."""

    slug = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(max_length=30)
    title = models.CharField(max_length=500)
    authors = models.TextField(blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    published_in = models.CharField(max_length=300, blank=True)
    doi = models.CharField(max_length=120, blank=True)
    url = models.URLField(max_length=500, blank=True)
    language = models.CharField(max_length=8, default="en")
    summary = models.TextField(blank=True)
    keywords = models.JSONField(default=list, blank=True)
    topics = models.ManyToManyField("vocabularies.Term", blank=True, related_name="+")
    country = models.CharField(max_length=2, blank=True)
    is_verified = models.BooleanField(default=False)
    is_retracted = models.BooleanField(default=False)
    # A person changed the row: the import leaves it alone from then on.
    edited_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-year", "title"]

    def __str__(self) -> str:
        return self.title

    @property
    def short_authors(self) -> str:
        """Return "Keemink, Stevens and others": family names, at most two."""
        names = [name.split(",")[0].strip() for name in self.authors.split(";") if name.strip()]
        if len(names) > 2 or "others" in names:
            return _("%(names)s and others") % {"names": ", ".join(name for name in names[:2] if name != "others")}
        return _(" and ").join(names)
