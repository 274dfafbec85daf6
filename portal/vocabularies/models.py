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
