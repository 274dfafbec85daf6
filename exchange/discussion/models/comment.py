"""What do we keep of an answer? Its words, and the one thing it stands under."""

from django.conf import settings
from django.db import models
from django.db.models import Q

# A new kind of subject is one more name here, one more column below, and one row in `subjects.py`.
SUBJECT_NAMES = ("practice", "question", "reference", "country", "statement", "event")


def only(name: str) -> Q:
    """Return the condition: this column is filled, and no other."""
    return Q(**{f"{other}__isnull": other != name for other in SUBJECT_NAMES})


def exactly_one() -> Q:
    found = only(SUBJECT_NAMES[0])
    for name in SUBJECT_NAMES[1:]:
        found |= only(name)
    return found


class UnderSomething(models.Model):
    """What hangs on the one thing that is talked about."""

    practice = models.ForeignKey(
        "practices.Practice", null=True, blank=True, on_delete=models.CASCADE, related_name="%(class)ss"
    )
    question = models.ForeignKey(
        "discussion.Question", null=True, blank=True, on_delete=models.CASCADE, related_name="%(class)ss"
    )
    reference = models.ForeignKey(
        "library.Reference", null=True, blank=True, on_delete=models.CASCADE, related_name="%(class)ss"
    )
    country = models.ForeignKey(
        "world.Country", null=True, blank=True, on_delete=models.CASCADE, related_name="%(class)ss"
    )
    statement = models.ForeignKey(
        "statements.Statement", null=True, blank=True, on_delete=models.CASCADE, related_name="%(class)ss"
    )
    event = models.ForeignKey(
        "statements.Event", null=True, blank=True, on_delete=models.CASCADE, related_name="%(class)ss"
    )

    class Meta:
        abstract = True


class Comment(UnderSomething):
    """One answer; it has the audience of what it stands under."""

    # Empty when the author of an anonymous text answers: `by_author` is all that is said of them then.
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="comments"
    )
    by_author = models.BooleanField(default=False)
    body = models.TextField(max_length=20_000)
    at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True, blank=True)
    # Counts on with every change of the words; a form that began with an older one is told so.
    version = models.PositiveIntegerField(default=1)
    # Said by whoever asked or wrote what it stands under; never counted for anybody.
    helpful_at = models.DateTimeField(null=True, blank=True)
    form_code = models.CharField(max_length=40, unique=True, null=True, blank=True, editable=False)
    is_hidden = models.BooleanField(default=False)

    class Meta:
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=exactly_one(), name="comment_has_one_subject")]

    def __str__(self) -> str:
        return f"comment {self.pk}"


class Told(models.Model):
    """A member whom the writer of an answer turned to; shown by byline, as long as they are a member and unprotected."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="told")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["comment", "user"], name="told_once_each")]

    def __str__(self) -> str:
        return f"told {self.pk}"


class OlderWords(models.Model):
    """What an answer said before a change. Names nobody: who wrote it, the answer says."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="older")
    version = models.PositiveIntegerField()
    body = models.TextField(max_length=20_000)
    until = models.DateTimeField()

    class Meta:
        ordering = ["-version"]
        constraints = [models.UniqueConstraint(fields=["comment", "version"], name="one_older_per_version")]

    def __str__(self) -> str:
        return f"version {self.version} of comment {self.comment_id}"
