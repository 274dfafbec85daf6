"""What does the roof keep? Which shipped data is loaded, and how far the demo's clock was moved."""

from datetime import timedelta

from django.db import models


class LoadedFolder(models.Model):
    """A folder of shipped data that is in the database, as it was when it was loaded."""

    name = models.CharField(max_length=40, unique=True)
    fingerprint = models.CharField(max_length=64)
    loaded_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class DemoClock(models.Model):
    """How far the demo's clock runs ahead, and how far it is to go; one row, and none in a house without DEMO."""

    offset = models.DurationField(default=timedelta)
    wanted = models.DurationField(default=timedelta)

    def __str__(self) -> str:
        return f"{self.offset} ahead"
