"""What do we keep of what a team did? The practice itself, its outcomes, and who stands behind an anonymous one."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal import clock
from portal.audiences import Audience


class Practice(models.Model):
    """What one service did and saw. The perspective belongs to this post, never to the account."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        NOTE = "note", _("short note")
        FULL = "full", _("full")
        REVIEWED = "reviewed", _("reviewed")
        ARCHIVED = "archived", _("archived")
        HIDDEN = "hidden", _("hidden")

    Audience = Audience

    class ShowAs(models.TextChoices):
        NAME = "name", _("my name")
        ROLE_AND_COUNTRY = "role-country", _("role and country")
        ROLE = "role", _("role only")
        ANONYMOUS = "anonymous", _("a member")

    class PlaceShown(models.TextChoices):
        COUNTRY = "country", _("the country")
        REGION = "region", _("the part of the world")
        NOWHERE = "nowhere", _("no place")

    class StillGoing(models.TextChoices):
        YES = "yes", _("yes, it goes on")
        CHANGED = "changed", _("yes, but changed")
        STOPPED = "stopped", _("no, it has stopped")

    class Contact(models.TextChoices):
        MESSAGE = "message", _("yes, in the portal")
        VISITS = "visits", _("yes, and I am open to visits")
        NO = "no", _("no")

    # Empty when anonymous: then only HiddenAuthor knows.
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="practices"
    )
    show_author_as = models.CharField(max_length=16, choices=ShowAs, default=ShowAs.ROLE_AND_COUNTRY)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT, db_index=True)
    audience = models.CharField(max_length=16, choices=Audience, default=Audience.MEMBERS, db_index=True)
    title = models.CharField(max_length=120)
    perspective = models.CharField(max_length=20, help_text="vocabulary perspective")
    topics = models.ManyToManyField("vocabularies.Term", blank=True, related_name="+")
    what_was_done = models.TextField(max_length=8000, blank=True)
    what_happened = models.TextField(max_length=8000, blank=True)
    went_wrong = models.TextField(max_length=2000, blank=True)
    what_helps = models.TextField(max_length=2000, blank=True)
    should_change = models.TextField(max_length=2000, blank=True, help_text="from the service user's side")
    no_identifying = models.BooleanField(default=False)
    language = models.CharField(max_length=8, default="en")

    # Where: facets of the room, and how much of the place is shown (domain.md 2.2 to 2.4).
    country = models.CharField(max_length=2, blank=True)
    facility = models.ForeignKey(
        "world.Facility", null=True, blank=True, on_delete=models.SET_NULL, related_name="practices"
    )
    place_shown = models.CharField(max_length=10, choices=PlaceShown, default=PlaceShown.COUNTRY)
    room_model = models.CharField(max_length=20, blank=True, help_text="vocabulary facility-model")
    routes = models.JSONField(default=list, blank=True, help_text="slugs of route")
    target_groups = models.JSONField(default=list, blank=True, help_text="slugs of target-group")
    city_size = models.CharField(max_length=20, blank=True, help_text="vocabulary city-size")
    opened_since = models.PositiveSmallIntegerField(null=True, blank=True, help_text="year")

    # The other questions of the full form (domain.md section 3).
    problem = models.TextField(max_length=2000, blank=True)
    goal = models.TextField(max_length=500, blank=True)
    who = models.TextField(max_length=1500, blank=True)
    how_often = models.TextField(max_length=500, blank=True)
    materials = models.TextField(max_length=1000, blank=True)
    took = models.TextField(max_length=1000, blank=True, help_text="hours and things, in words")
    # Amounts in whole units of the currency; with an amount both currency and year.
    cost_once = models.PositiveIntegerField(null=True, blank=True)
    cost_yearly = models.PositiveIntegerField(null=True, blank=True)
    cost_currency = models.CharField(max_length=3, blank=True, help_text="ISO 4217")
    cost_year = models.PositiveSmallIntegerField(null=True, blank=True)
    funder = models.CharField(max_length=20, blank=True, help_text="vocabulary funder")
    partners = models.TextField(max_length=1000, blank=True)
    involvement = models.CharField(max_length=20, blank=True, help_text="vocabulary involvement")
    involvement_words = models.TextField(max_length=1000, blank=True)
    were_paid = models.BooleanField(null=True, blank=True, help_text="service users, for taking part")
    evidence_level = models.CharField(max_length=20, blank=True, help_text="vocabulary evidence-level")
    do_differently = models.TextField(max_length=1500, blank=True)
    equity = models.TextField(max_length=1000, blank=True)
    transfer = models.TextField(max_length=1500, blank=True)
    still_going = models.CharField(max_length=10, choices=StillGoing, blank=True)
    still_going_words = models.TextField(max_length=500, blank=True)
    legal_note = models.TextField(max_length=800, blank=True)
    legal_note_on = models.DateField(null=True, blank=True, help_text="the law as of this day")
    legal_note_source = models.CharField(max_length=300, blank=True)
    contact = models.CharField(max_length=10, choices=Contact, default=Contact.MESSAGE)
    references = models.ManyToManyField("library.Reference", blank=True, related_name="practices")
    facilities = models.ManyToManyField("world.Facility", blank=True, related_name="told_in")
    related = models.ManyToManyField("self", blank=True, symmetrical=False, related_name="named_by")

    # Told by a service user, written down by staff with consent; the teller holds a slip (models/slips.py).
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    wants_second_voice = models.BooleanField(default=False)
    # A translation holds words only: all else is read from its original, and it goes when that goes.
    translation_of = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="translations"
    )
    translated_on = models.DateField(null=True, blank=True)
    translated_version = models.PositiveIntegerField(default=0, help_text="of the original, as the translator saw it")

    # Counts on with every change of the words; a form that began with an older one is told so.
    version = models.PositiveIntegerField(default=1)
    confirmed_at = models.DateTimeField(null=True, blank=True, help_text="the author said: still right")
    told_version = models.PositiveIntegerField(default=0, help_text="of which followers have been told; 0 = of none")
    asked_at = models.DateTimeField(null=True, blank=True, help_text="the author was asked: still right?")
    asked_again_at = models.DateTimeField(null=True, blank=True)
    nudged_at = models.DateTimeField(null=True, blank=True, help_text="the author was reminded of the draft")
    created_at = models.DateTimeField(default=clock.now)
    changed_at = models.DateTimeField(default=clock.now)
    posted_at = models.DateTimeField(null=True, blank=True, db_index=True)
    # Which practices are near it has to be counted anew.
    near_due = models.BooleanField(default=True, db_index=True, editable=False)
    # The author's dated yes to a public text; a coordinator then publishes it. Taken back = None.
    offered_public_at = models.DateTimeField(null=True, blank=True)
    # Why a coordinator hid it; shown to the author.
    hidden_reason = models.CharField(max_length=300, blank=True)
    # When readers' reports hid it: the state that a coordinator gives it back to. Empty = not hidden by reports.
    state_before_hidden = models.CharField(max_length=10, choices=State, blank=True, editable=False)
    # Changed while it was hidden: it waits for a coordinator to read it again.
    waits_since = models.DateTimeField(null=True, blank=True, editable=False)
    # One form sent twice makes one practice.
    form_code = models.CharField(max_length=40, unique=True, null=True, blank=True, editable=False)
    # The form that saved it last while somebody typed: it does not overtake itself when an answer got lost.
    saved_form = models.CharField(max_length=40, blank=True, editable=False)

    class Meta:
        ordering = ["-posted_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["translation_of", "language"],
                condition=models.Q(translation_of__isnull=False) & ~models.Q(state="draft"),
                name="one_translation_per_language",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def source(self) -> "Practice":
        """Return the text as it was written: itself, or of a translation the original."""
        return self.translation_of or self

    @property
    def right_at(self) -> datetime:
        """Return when the author last said, by a change or a yes, that it is right."""
        return max(self.changed_at, self.confirmed_at or self.changed_at)


class HiddenAuthor(models.Model):
    """Who wrote an anonymous post. Read by the author's own pages and by one audited way only."""

    practice = models.OneToOneField(Practice, on_delete=models.CASCADE, related_name="hidden_author")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return f"hidden author of {self.practice_id}"


class Outcome(models.Model):
    """One thing that was counted. With a number there is a period; a count under five is shown as "<5"."""

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="outcomes")
    order = models.PositiveSmallIntegerField(default=0)
    indicator = models.CharField(max_length=160)
    before = models.CharField(max_length=60, blank=True)
    after = models.CharField(max_length=60, blank=True)
    period = models.CharField(max_length=80, blank=True)
    source = models.CharField(max_length=200, blank=True)
    how_counted = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return f"outcome {self.pk}"


class Revision(models.Model):
    """The words of a practice as they stood after a change; `by` is empty where the author is hidden."""

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="revisions")
    version = models.PositiveIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    words = models.JSONField(help_text="field name -> value, as in sections.HEADINGS")

    class Meta:
        ordering = ["-version"]
        constraints = [models.UniqueConstraint(fields=["practice", "version"], name="one_revision_per_version")]

    def __str__(self) -> str:
        return f"revision {self.version} of {self.practice_id}"
