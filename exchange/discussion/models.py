"""What do we keep of what colleagues say? Comments on a practice; free questions come with the discussion floor."""

from django.conf import settings
from django.db import models


class Comment(models.Model):
    """One answer under a practice; it has the practice's audience."""

    practice = models.ForeignKey("practices.Practice", on_delete=models.CASCADE, related_name="comments")
    # Empty when the author of an anonymous practice answers: `by_author` is all that is said of them then.
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="comments"
    )
    by_author = models.BooleanField(default=False)
    body = models.TextField(max_length=4000)
    at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True, blank=True)
    form_code = models.CharField(max_length=40, unique=True, null=True, blank=True, editable=False)
    is_hidden = models.BooleanField(default=False)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"comment {self.pk}"
