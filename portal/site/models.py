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
    words = models.TextField(
        help_text=_("Markdown: links, lists, headings. No names of people without their written yes.")
    )
    edited_on = models.DateField()

    def __str__(self) -> str:
        return self.get_place_display()
