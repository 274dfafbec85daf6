"""What do we keep of a guideline, a protocol, a law? What it is, of when, by whom, and the file or the way to it."""

from django.db import models

from exchange.library.models.shelf import OnShelf
from portal import clock
from portal.uploads.models import Upload

LAW = "law"


class Document(OnShelf):
    """A policy or document (domain.md 2.8). A newer version of it is a document of its own that supersedes it."""

    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, help_text="vocabulary resource-kind")
    summary = models.TextField(max_length=2000, blank=True, help_text="in our own words; Markdown")
    body = models.CharField(max_length=200, help_text="who issued it")
    edition = models.CharField(max_length=60, blank=True, help_text="as its makers call it: 2nd edition, version 3")
    dated = models.DateField(help_text="the version's own date; of a law: as of this day")
    country = models.CharField(max_length=2, blank=True, help_text="empty = international")
    legal_level = models.CharField(max_length=20, blank=True, help_text="vocabulary legal-level, for laws")
    url = models.URLField(max_length=500, blank=True)
    supersedes = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="newer")

    @property
    def is_law(self) -> bool:
        return self.kind == LAW


class DocumentFile(models.Model):
    """The one file of a document; it goes when its owner deletes it, and the document stays."""

    document = models.OneToOneField(Document, on_delete=models.CASCADE, related_name="file")
    upload = models.OneToOneField(Upload, on_delete=models.CASCADE, related_name="on_document")
    added_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"file of document {self.document_id}"
