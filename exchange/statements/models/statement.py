"""What do we keep of a statement? Its words, who issued and signed it, what came after it, what it said before."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from exchange.statements.models.news import Audience
from portal import clock

if TYPE_CHECKING:
    from accounts.models import User


class Statement(models.Model):
    """A statement, or a call for support when a room is under threat. A translation is a row of its own."""

    class Kind(models.TextChoices):
        STATEMENT = "statement", _("statement")
        CALL = "call", _("call for support")

    class State(models.TextChoices):
        DRAFT = "draft", _("proposed")
        PUBLISHED = "published", _("current")
        SUPERSEDED = "superseded", _("superseded")
        WITHDRAWN = "withdrawn", _("taken back")

    slug = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.STATEMENT)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT, db_index=True)
    # A call is never public unless whoever asks has said so.
    audience = models.CharField(max_length=10, choices=Audience, default=Audience.MEMBERS)
    title = models.CharField(max_length=200)
    body = models.TextField(max_length=20_000, blank=True)
    # We hold a part of the words, or none: the page says so.
    is_incomplete = models.BooleanField(default=False)
    issued_on = models.DateField(db_index=True)
    issuer = models.CharField(max_length=160)
    # As printed under it; organisations of the network support it by their own yes.
    signatories = models.JSONField(default=list, blank=True)
    language = models.CharField(max_length=8, default="en")
    topics = models.ManyToManyField("vocabularies.Term", blank=True, related_name="+")
    # " BE NL ": ISO codes between spaces, so that every database finds one; empty: no country in particular
    country_codes = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=200, blank=True)
    url = models.URLField(max_length=500, blank=True)

    translation_of: "models.ForeignKey[Statement | None, Statement | None]" = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="translations"
    )
    translator_role = models.CharField(max_length=80, blank=True)
    translated_on = models.DateField(null=True, blank=True)
    superseded_by: "models.ForeignKey[Statement | None, Statement | None]" = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="supersedes"
    )

    # Of a call for support.
    asked = models.TextField(max_length=2000, blank=True)
    until = models.DateField(null=True, blank=True)

    proposed_by: "models.ForeignKey[User | None, User | None]" = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(default=clock.now)
    published_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField(default=clock.now)
    # After it was published its words were corrected.
    corrected_at = models.DateTimeField(null=True, blank=True)
    # Why it was not published, or taken back; for whoever proposed it and for coordinators.
    reason = models.CharField(max_length=300, blank=True)
    # Counts on with every change of the words; a form that began with an older one is told so.
    version = models.PositiveIntegerField(default=1)
    # Shipped data leaves a row alone that a person has changed.
    edited_on = models.DateField(null=True, blank=True)
    form_code = models.CharField(max_length=40, unique=True, null=True, blank=True, editable=False)

    class Meta:
        ordering = ["-issued_on", "-id"]

    def __str__(self) -> str:
        return self.title

    @property
    def original(self) -> "Statement":
        """What is supported, talked about, superseded and taken back: a translation goes with it."""
        return self.translation_of or self

    @property
    def countries(self) -> list[str]:
        return self.country_codes.split()

    @countries.setter
    def countries(self, codes: Sequence[str]) -> None:
        self.country_codes = f" {' '.join(codes)} " if codes else ""

    @property
    def is_call(self) -> bool:
        return self.kind == self.Kind.CALL

    @property
    def is_over(self) -> bool:
        """A call has an end, after which nobody is asked any more."""
        return self.until is not None and self.until < clock.today()


class OlderText(models.Model):
    """What a published statement said before it was corrected. Names nobody."""

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="older")
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    body = models.TextField(max_length=20_000, blank=True)
    asked = models.TextField(max_length=2000, blank=True)
    until = models.DateTimeField()

    class Meta:
        ordering = ["-version"]
        constraints = [models.UniqueConstraint(fields=["statement", "version"], name="one_older_text_per_version")]

    def __str__(self) -> str:
        return f"version {self.version} of statement {self.statement_id}"


class StatementFile(models.Model):
    """The statement as it was published, e.g. a PDF."""

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="files")
    upload = models.ForeignKey("uploads.Upload", on_delete=models.CASCADE, related_name="+")
    caption = models.CharField(max_length=160)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["upload"], name="one_statement_per_upload")]

    def __str__(self) -> str:
        return f"file {self.pk}"
