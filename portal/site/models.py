"""What does the roof keep? Which shipped data is loaded, how far the demo's clock was moved, and what the network says."""

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _


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


class PageText(models.Model):
    """What only the network can say of itself; until it has, the page says what is missing and who can complete it."""

    class Place(models.TextChoices):
        HOST = "host", _("About: who hosts the network")
        PARTNERS = "partners", _("About: partner organisations")
        CONTACT = "contact", _("About and help: how to reach the network")

    place = models.CharField(max_length=20, choices=Place, unique=True)
    words = models.TextField(max_length=8000, blank=True)
    edited_on = models.DateField()
    # Counts on with every change; a form that began with an older one is told so.
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return self.get_place_display()


class OlderPageText(models.Model):
    """What stood there before. Who changed it is in the trail."""

    text = models.ForeignKey(PageText, on_delete=models.CASCADE, related_name="older")
    version = models.PositiveIntegerField()
    words = models.TextField(max_length=8000, blank=True)
    until = models.DateTimeField()

    class Meta:
        ordering = ["-version"]
        constraints = [models.UniqueConstraint(fields=["text", "version"], name="one_older_page_text_per_version")]

    def __str__(self) -> str:
        return f"version {self.version} of page text {self.text_id}"
