"""What do we keep of what people ask? Each claim with its scope, the titles for and against it, and what is not known."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Claim(models.Model):
    """One thing that neighbours, press or councils say of rooms. Public; never a slogan: scope and date belong to it."""

    slug = models.SlugField(max_length=60, unique=True)
    order = models.PositiveSmallIntegerField(default=0)
    question = models.CharField(max_length=120, verbose_name=_("The question"))
    said = models.CharField(max_length=200, verbose_name=_("As people say it"))
    summary = models.TextField(
        max_length=900,
        verbose_name=_("In short"),
        help_text=_("What the titles below say together, and where they do not agree."),
    )
    place = models.CharField(max_length=200, verbose_name=_("Where"))
    period = models.CharField(max_length=200, verbose_name=_("When"))
    rooms = models.CharField(max_length=200, verbose_name=_("Which kind of room"))
    not_known = models.TextField(
        max_length=1500, verbose_name=_("What is not known"), help_text=_("A line with a dash for each.")
    )
    # Of what a person wrote; a text that still stands as it was shipped is shown in the reader's language.
    language = models.CharField(max_length=8, default="en", verbose_name=_("Language"))
    # The day on which these words were written.
    written_on = models.DateField()
    version = models.PositiveIntegerField(default=1)
    topics = models.ManyToManyField("vocabularies.Term", blank=True, related_name="+")
    checked_on = models.DateField(null=True, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    # A person changed the row or its titles: loading the shipped claims leaves it alone from then on.
    edited_on = models.DateField(null=True, blank=True)

    WORDS = ("question", "said", "summary", "place", "period", "rooms", "not_known")

    class Meta:
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.question

    def words(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in (*self.WORDS, "language")}


class Side(models.TextChoices):
    """What a title of the library says of a claim."""

    FOR = "for", _("Speaks for what is said")
    AGAINST = "against", _("Speaks against it")
    MIXED = "mixed", _("Points both ways, or shows limits")
    UNREAD = "unread", _("On this question; our summary does not say yet what it found")


class Evidence(models.Model):
    """A title of the library that bears on a claim; what it says is the library's own summary."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="evidence")
    reference = models.ForeignKey("library.Reference", on_delete=models.CASCADE, related_name="+")
    side = models.CharField(max_length=10, choices=Side)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["claim", "reference"], name="one_side_per_claim_and_title")]

    def __str__(self) -> str:
        return f"{self.reference_id} on {self.claim_id}"


class ClaimVersion(models.Model):
    """The words as they stood before a change, and until when."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="versions")
    version = models.PositiveIntegerField()
    words = models.JSONField(default=dict)
    written_on = models.DateField()
    replaced_at = models.DateTimeField()
    replaced_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["-version"]
        constraints = [models.UniqueConstraint(fields=["claim", "version"], name="one_row_per_claim_and_version")]

    def __str__(self) -> str:
        return f"version {self.version} of claim {self.claim_id}"


class EvidenceSuggestion(models.Model):
    """A member says that a title belongs to a claim; a coordinator decides."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waits for a coordinator")
        TAKEN = "taken", _("taken")
        DECLINED = "declined", _("not taken")

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="suggestions")
    reference = models.ForeignKey("library.Reference", on_delete=models.CASCADE, related_name="+")
    side = models.CharField(max_length=10, choices=Side, verbose_name=_("What does it say?"))
    why = models.CharField(max_length=300, blank=True, verbose_name=_("Why it belongs here"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "reference"], condition=models.Q(state="waiting"), name="one_open_suggestion_per_title"
            )
        ]

    def __str__(self) -> str:
        return f"suggestion {self.pk}"


class ClaimPaper(models.Model):
    """A claim as a PDF, the same for everybody: made by a worker in each language, and anew when something on it changes."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="papers")
    language = models.CharField(max_length=8)
    # Of all that stands on it.
    fingerprint = models.CharField(max_length=64)
    content = models.BinaryField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["claim", "language"], name="one_paper_per_claim_and_language")]

    def __str__(self) -> str:
        return f"claim {self.claim_id} in {self.language}"
