"""Which words may be chosen from? Lists as data: coordinators edit them, slugs never change."""

from django.db import models


class Term(models.Model):
    """One entry of one list, e.g. the topic `inhalation` or the stage `preparing`."""

    vocabulary = models.CharField(max_length=40)
    slug = models.SlugField(max_length=60)
    label = models.CharField(max_length=120)
    scope = models.CharField(max_length=300, blank=True)
    group = models.CharField(max_length=60, blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["vocabulary", "order", "id"]
        constraints = [models.UniqueConstraint(fields=["vocabulary", "slug"], name="one_slug_per_vocabulary")]

    def __str__(self) -> str:
        return self.label


class Holiday(models.Model):
    """A day on which the network does not work; no clock of working days counts it."""

    day = models.DateField(unique=True)
    name = models.CharField(max_length=80)

    class Meta:
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day} {self.name}"


class AvoidedWord(models.Model):
    """Words that the field avoids, what to write instead, and why. A hint beside a text, never a rule."""

    language = models.CharField(max_length=8)
    words = models.JSONField(help_text="a list of words or short phrases, as they are written")
    instead = models.CharField(max_length=300)
    why = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=400, blank=True)
    # What nobody has checked yet waits here until an organisation of people who use drugs has read it.
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["language", "id"]

    def __str__(self) -> str:
        return f"{self.language}: {', '.join(self.words)}"
