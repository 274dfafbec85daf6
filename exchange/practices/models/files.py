"""What do we keep of the files on a practice? What each shows, in its author's words; the file itself lies in uploads."""

from django.db import models

from exchange.practices.models.practice import Practice
from portal import clock
from portal.uploads.models import Upload


class PracticeFile(models.Model):
    """One picture or document on one practice. A file hangs on one practice only, so that its readers are clear."""

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="files")
    upload = models.OneToOneField(Upload, on_delete=models.CASCADE, related_name="on_practice")
    # Beside a picture, in place of one that cannot be seen, and as the name of what readers save.
    caption = models.CharField(max_length=160, help_text="what it shows, in the author's words")
    order = models.PositiveSmallIntegerField(default=0)
    # One form sent twice puts one file on it.
    form_code = models.CharField(max_length=40, unique=True, null=True, blank=True, editable=False)
    added_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return f"file {self.pk} of {self.practice_id}"
