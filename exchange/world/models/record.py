"""What do we keep of the rooms of the world? Countries, facilities, milestones, figures, and their sources."""

import re

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from accounts.countries import is_country
from portal import clock

UNSANCTIONED = _(
    "A room that is open without any legal basis is not listed here, because a line in a public list could harm the "
    "people who use it. Please choose what it rests on, or leave it out."
)


def refuse_future(row: models.Model, *names: str) -> None:
    """Refuse years that have not come yet: what was counted, ruled or opened is not in the future."""
    wrong = [name for name in names if (getattr(row, name) or 0) > clock.today().year]
    if wrong:
        raise ValidationError(dict.fromkeys(wrong, _("This year has not come yet. Please give the year it is about.")))


class Source(models.Model):
    """A published text in which something was read."""

    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=300)
    publisher = models.CharField(max_length=200, blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    url = models.URLField(max_length=500, blank=True)
    note = models.TextField(blank=True)
    # An inventory or a monitoring body: only its counts are joined by a line.
    is_inventory = models.BooleanField(default=False)

    class Meta:
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.title

    @property
    def is_year_inferred(self) -> bool:
        """Was the year of publication concluded from the text by those who read it?"""
        return re.search(r"(year|date) inferred", self.note, re.IGNORECASE) is not None

    @property
    def said_by(self) -> str:
        """Who says so, in a few words: "EMCDDA" of "EMCDDA, quoted by Drug War Facts"."""
        return re.split(r"[,;(]| / ", self.publisher)[0].strip() or self.title


class Country(models.Model):
    """A country with rooms, or with a debate about them."""

    iso2 = models.CharField(max_length=2, unique=True)
    name = models.CharField(max_length=80)
    legal_basis = models.CharField(max_length=20, default="unknown", help_text="vocabulary legal-basis")
    legal_level = models.CharField(max_length=20, blank=True, help_text="vocabulary legal-level")
    legal_since = models.PositiveSmallIntegerField(null=True, blank=True, help_text="the year since which it is so")
    legal_source = models.ForeignKey(Source, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    discussion = models.CharField(max_length=20, help_text="vocabulary country-discussion")
    status_note = models.TextField(blank=True)
    summary = models.TextField(blank=True)
    first_opened_year = models.PositiveSmallIntegerField(null=True, blank=True)
    first_opened_source = models.ForeignKey(Source, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    checked_on = models.DateField(null=True, blank=True)
    # When its members were asked whether what is old still holds, and which rows that is (exchange/world/ageing.py).
    asked_on = models.DateField(null=True, blank=True)
    asked_rows = models.JSONField(default=list, blank=True, editable=False)
    # A person changed the row: the import leaves it alone from then on.
    edited_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "countries"

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if not is_country(self.iso2):
            raise ValidationError({"iso2": _("There is no country with this code.")})
        refuse_future(self, "legal_since", "first_opened_year")


class Facility(models.Model):
    """A drug consumption room that its own country allows to be known. Unsanctioned sites are never listed."""

    slug = models.SlugField(max_length=120, unique=True)
    name = models.CharField(max_length=160)
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="facilities")
    city = models.CharField(max_length=80, blank=True)
    latitude = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    longitude = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    opened_year = models.PositiveSmallIntegerField(null=True, blank=True)
    closed_year = models.PositiveSmallIntegerField(null=True, blank=True)
    status = models.CharField(max_length=20, help_text="vocabulary facility-status")
    model = models.CharField(max_length=20, help_text="vocabulary facility-model")
    legal_basis = models.CharField(max_length=20, blank=True)
    routes = models.JSONField(default=list, blank=True)
    target_groups = models.JSONField(default=list, blank=True)
    services = models.JSONField(default=list, blank=True, help_text="slugs of the vocabulary service")
    places_injecting = models.PositiveSmallIntegerField(null=True, blank=True)
    places_smoking = models.PositiveSmallIntegerField(null=True, blank=True)
    places_mixed = models.PositiveSmallIntegerField(null=True, blank=True)
    # When service users may come. When visitors may, the house says on the visits floor.
    opening_hours = models.CharField(max_length=300, blank=True)
    has_women_only_hours = models.BooleanField(default=False)
    operator = models.CharField(max_length=160, blank=True)
    website = models.URLField(max_length=500, blank=True)
    # Shown only where the room publishes it itself, with the page on which it does.
    address = models.CharField(max_length=200, blank=True)
    address_is_published = models.BooleanField(default=False)
    address_url = models.URLField(max_length=500, blank=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")
    confidence = models.CharField(max_length=10, help_text="high, medium or recalled")
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    confirmed_on = models.DateField(null=True, blank=True)
    confirmed_as = models.CharField(max_length=14, default="coordinator", help_text="the role of whoever confirmed it")
    note = models.TextField(blank=True)
    editors_note = models.TextField(blank=True)
    # The sign-off person is appointed by a coordinator; visits ask them before anybody comes.
    signoff_person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="signs_for"
    )
    time_zone = models.CharField(max_length=60, blank=True)
    # Where the row came from: it is found again by this, also after somebody corrected its name.
    import_key = models.CharField(max_length=260, blank=True, db_index=True)
    edited_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["country", "city", "name"]
        verbose_name_plural = "facilities"
        constraints = [
            models.UniqueConstraint(fields=["country", "city", "name"], name="one_facility_per_name_and_city")
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if self.legal_basis == "none" and self.status == "open":
            raise ValidationError({"legal_basis": UNSANCTIONED})
        refuse_future(self, "closed_year", *(() if self.status == "planned" else ("opened_year",)))

    @property
    def shown_address(self) -> str:
        """Return the address as far as everybody may read it: the room publishes it itself, and we know where."""
        return self.address if self.address_is_published and self.address_url else ""

    @property
    def has_places(self) -> bool:
        return any(n is not None for n in (self.places_injecting, self.places_smoking, self.places_mixed))


class StatusPeriod(models.Model):
    """Since when a room is open, closed, planned; each with who says so."""

    facility = models.ForeignKey(Facility, on_delete=models.CASCADE, related_name="statuses")
    status = models.CharField(max_length=20, help_text="vocabulary facility-status")
    year = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField(null=True, blank=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-year", "-month", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["facility", "status", "year", "month", "source"], name="one_status_per_date"
            )
        ]

    def __str__(self) -> str:
        return f"{self.status} {self.since}"

    def clean(self) -> None:
        refuse_future(self, "year")

    @property
    def since(self) -> str:
        """Return "2021" or "2021-03", as the form asks for it."""
        return f"{self.year}-{self.month:02}" if self.month else str(self.year)

    @property
    def month_name(self) -> str:
        return str(MONTHS[self.month]) if self.month else ""


class Milestone(models.Model):
    """Something that happened to rooms in a country, in a year, as a source says."""

    country = models.ForeignKey(Country, on_delete=models.CASCADE, related_name="milestones")
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    event = models.CharField(max_length=400)
    kind = models.CharField(max_length=20, default="event", help_text="event, law or informal")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")
    import_key = models.CharField(max_length=260, blank=True, db_index=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    confirmed_on = models.DateField(null=True, blank=True)
    confirmed_as = models.CharField(max_length=14, default="coordinator", help_text="the role of whoever confirmed it")
    edited_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["year", "id"]
        constraints = [
            models.UniqueConstraint(fields=["country", "year", "event", "source"], name="one_milestone_per_source")
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.event}"

    def clean(self) -> None:
        refuse_future(self, "year")

    @property
    def when(self) -> str:
        """Return "1970s" where the event itself says that only the decade is known."""
        if self.year is None:
            return "?"
        return f"{self.year}s" if f"{self.year}s" in self.event else str(self.year)


class Figure(models.Model):
    """A number with its date and its source; without them it does not stand. No country = worldwide."""

    country = models.ForeignKey(Country, null=True, blank=True, on_delete=models.CASCADE, related_name="figures")
    indicator = models.CharField(max_length=60)
    # A number where the source gave one; otherwise the source's own short words ("about 1600").
    number = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    words = models.CharField(max_length=120, blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    place = models.CharField(max_length=120, blank=True)
    unit = models.CharField(max_length=60, blank=True)
    qualifier = models.CharField(max_length=120, blank=True)
    note = models.TextField(blank=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")
    import_key = models.CharField(max_length=260, blank=True, db_index=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    confirmed_on = models.DateField(null=True, blank=True)
    confirmed_as = models.CharField(max_length=14, default="coordinator", help_text="the role of whoever confirmed it")
    edited_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["indicator", "-year", "id"]

    def __str__(self) -> str:
        return f"{self.indicator} {self.number if self.number is not None else self.words}"

    def clean(self) -> None:
        refuse_future(self, "year")
