"""What do we keep of a published text? What it is, where it is found, and what we checked."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exchange.library import signs
from portal.uploads.models import Upload


class Reference(models.Model):
    """One published text. `is_verified` means that somebody of the house has seen title and year in a published text."""

    class Kind(models.TextChoices):
        ARTICLE = "article", gettext_lazy("Article in a journal")
        REPORT = "report", gettext_lazy("Report")
        MANUAL = "manual", gettext_lazy("Guideline or manual")
        BOOK = "book", gettext_lazy("Book")
        CHAPTER = "chapter", gettext_lazy("Part of a book or of proceedings")
        THESIS = "thesis", gettext_lazy("Thesis")
        OTHER = "other", gettext_lazy("Something else")

    class Access(models.TextChoices):
        OPEN = "open", gettext_lazy("Free to read")
        PAYWALLED = "paywalled", gettext_lazy("Behind a paywall")

    class Origin(models.TextChoices):
        SHIPPED = "shipped", gettext_lazy("From the list that the portal began with")
        IMPORTED = "import", gettext_lazy("From a file that was taken in")
        MEMBER = "member", gettext_lazy("Added by a member")

    slug = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(max_length=30, choices=Kind)
    title = models.CharField(max_length=500)
    authors = models.TextField(blank=True, help_text="Family, Given; Family, Given; a body by its name alone")
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    container = models.CharField(max_length=300, blank=True, help_text="journal, book, or the body that published it")
    volume = models.CharField(max_length=20, blank=True)
    issue = models.CharField(max_length=20, blank=True)
    pages = models.CharField(max_length=40, blank=True)
    publisher = models.CharField(max_length=200, blank=True)
    doi = models.CharField(max_length=120, blank=True)
    url = models.URLField(max_length=500, blank=True)
    language = models.CharField(max_length=8, default="en")
    access = models.CharField(max_length=10, choices=Access, blank=True, help_text="empty = nobody has said")
    summary = models.TextField(blank=True)
    keywords = models.JSONField(default=list, blank=True)
    topics = models.ManyToManyField("vocabularies.Term", blank=True, related_name="+")
    country = models.CharField(max_length=2, blank=True)
    is_verified = models.BooleanField(default=False)
    is_retracted = models.BooleanField(default=False)
    # By what it is recognised; filled from DOI, title and year whenever it is saved.
    doi_key = models.CharField(max_length=120, blank=True, editable=False)
    title_key = models.CharField(max_length=32, db_index=True, editable=False, default="")
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.MEMBER)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    added_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    form_code = models.CharField(max_length=40, unique=True, null=True, blank=True, editable=False)
    # A person changed or checked the row: the import leaves it alone from then on.
    edited_on = models.DateField(null=True, blank=True)
    checked_on = models.DateField(null=True, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["-year", "title"]
        constraints = [
            models.UniqueConstraint(fields=["doi_key"], condition=~Q(doi_key=""), name="one_reference_for_each_doi")
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.doi_key, self.title_key = signs.of(self.doi, self.title, self.year)
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """For staff who repair a row: the database keeps each DOI once, in any spelling."""
        doi_key, _title_key = signs.of(self.doi, self.title, self.year)
        if doi_key and Reference.objects.filter(doi_key=doi_key).exclude(pk=self.pk).exists():
            raise ValidationError({"doi": _("Another reference has this DOI.")})

    @property
    def shown_title(self) -> str:
        """Return the title as lists of upper floors and search show it: a text that was withdrawn says so first."""
        return _("RETRACTED: %(title)s") % {"title": self.title} if self.is_retracted else self.title

    @property
    def published_in(self) -> str:
        """Return "Health & Place 3(2), 1-9" in one line."""
        volume = self.volume + (f"({self.issue})" if self.volume and self.issue else "")
        place = " ".join(part for part in (self.container or self.publisher, volume) if part)
        return ", ".join(part for part in (place, self.pages) if part)

    @property
    def short_authors(self) -> str:
        """Return "Keemink, Stevens and others": family names, at most two."""
        names = [name.split(",")[0].strip() for name in self.authors.split(";") if name.strip()]
        if len(names) > 2 or "others" in names:
            return _("%(names)s and others") % {"names": ", ".join(name for name in names[:2] if name != "others")}
        return _(" and ").join(names)


class ReferenceFile(models.Model):
    """The text itself where it may be passed on. It goes when its owner deletes it, and the reference stays."""

    reference = models.OneToOneField(Reference, on_delete=models.CASCADE, related_name="file")
    upload = models.OneToOneField(Upload, on_delete=models.CASCADE, related_name="on_reference")

    def __str__(self) -> str:
        return f"file of reference {self.reference_id}"
