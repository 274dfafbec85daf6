"""What do we keep of a step? A short text of our own, what has to be decided, and what stands beside it by topic."""

from django.conf import settings
from django.db import models


class Step(models.Model):
    """One step on the way to a new room. Its text and its checklist are public."""

    slug = models.SlugField(max_length=40, unique=True)
    order = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=80)
    lead = models.CharField(max_length=300)
    text = models.TextField(max_length=3000, blank=True)
    # With what a request for help with this step begins: its first question, its stage, and the topics below.
    ask = models.CharField(max_length=300)
    stage = models.CharField(max_length=24, help_text="vocabulary stage")
    topics = models.ManyToManyField("vocabularies.Term", blank=True, related_name="+")
    contexts = models.JSONField(
        default=dict, blank=True, help_text='what to mind under which law, {"trial": "A sentence."}'
    )
    # What to mind about the studies, e.g. that they disagree; it stands beside them.
    caution = models.CharField(max_length=300, blank=True)
    references = models.ManyToManyField("library.Reference", blank=True, related_name="+", help_text="shown first")
    example = models.CharField(max_length=300, blank=True, help_text="from the record of rooms, with its source")
    example_country = models.CharField(max_length=2, blank=True)
    example_source = models.ForeignKey(
        "world.Source", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    # Of what a person wrote; a text that still stands as it was shipped is shown in the reader's language.
    language = models.CharField(max_length=8, default="en")
    # Counts on with every change on its page; a form that began with an older one is told so.
    version = models.PositiveIntegerField(default=1, editable=False)
    # A person changed the row: loading the shipped steps leaves it alone from then on.
    edited_on = models.DateField(null=True, blank=True)

    WORDS = ("title", "lead", "text", "ask", "caution", "example")

    class Meta:
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.title


class StepItem(models.Model):
    """One thing to decide on a step: a question, and a sentence why. Ticks hold its slug, so that one never changes."""

    step = models.ForeignKey(Step, on_delete=models.CASCADE, related_name="items")
    slug = models.SlugField(max_length=40)
    order = models.PositiveSmallIntegerField(default=0)
    question = models.CharField(max_length=120)
    why = models.CharField(max_length=200)

    class Meta:
        ordering = ["order", "id"]
        constraints = [models.UniqueConstraint(fields=["step", "slug"], name="one_item_per_step_and_slug")]

    def __str__(self) -> str:
        return self.question


class StepVersion(models.Model):
    """The words of a step as they stood before a change on its page, and until when."""

    step = models.ForeignKey(Step, on_delete=models.CASCADE, related_name="versions")
    version = models.PositiveIntegerField()
    words = models.JSONField(default=dict)
    replaced_at = models.DateTimeField()
    replaced_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["-version"]
        constraints = [models.UniqueConstraint(fields=["step", "version"], name="one_row_per_step_and_version")]

    def __str__(self) -> str:
        return f"version {self.version} of step {self.step_id}"
