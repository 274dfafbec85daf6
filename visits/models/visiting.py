"""What do we keep of a visit? What houses offer, the days, the house's own yes, the rules that were accepted."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal import clock
from visits.models.invitations import DateProposal
from visits.models.requests import Participant, VisitRequest

USER = settings.AUTH_USER_MODEL


class HostOffer(models.Model):
    """When a house may be visited, by how many, on which terms; kept by its sign-off person."""

    facility = models.OneToOneField("world.Facility", on_delete=models.CASCADE, related_name="host_offer")
    receives = models.BooleanField(default=True)
    largest_group = models.PositiveSmallIntegerField(default=4)
    visiting_hours = models.TextField(max_length=500, blank=True, help_text="a word beside the rows of VisitingHours")
    areas = models.JSONField(default=list, blank=True, help_text="slugs of host-area: where visitors may go")
    meets = models.JSONField(default=list, blank=True, help_text="slugs of host-meets")
    door_check = models.CharField(max_length=12, default="none", help_text="vocabulary door-check")
    clearance = models.CharField(max_length=300, blank=True)
    accessibility = models.CharField(max_length=400, blank=True)
    cost = models.CharField(max_length=300, blank=True, help_text="what a visit costs the house, and what it asks for")
    months_closed = models.JSONField(default=list, blank=True, help_text="1 to 12")
    # Shown to those who come, once the house has said yes, and to nobody else; in no mail, file or search.
    address = models.CharField(max_length=300, blank=True)
    door = models.TextField(max_length=600, blank=True, help_text="how the door works")
    own_rules = models.TextField(max_length=2000, blank=True)
    rules_changed_at = models.DateTimeField(null=True, blank=True)
    time_zone = models.CharField(max_length=60)
    languages = models.JSONField(default=list, blank=True)
    visits_per_year = models.PositiveSmallIntegerField(default=6)
    # Visitors times days; empty: only visits are counted.
    visitor_days_per_year = models.PositiveSmallIntegerField(null=True, blank=True)
    changed_at = models.DateTimeField(default=clock.now)
    experts = models.ManyToManyField("accounts.Member", blank=True, related_name="host_offers")

    def __str__(self) -> str:
        return f"host offer {self.pk}"


class VisitingHours(models.Model):
    """On one weekday visitors may come between two hours, by the house's clock: not its opening hours."""

    offer = models.ForeignKey(HostOffer, on_delete=models.CASCADE, related_name="hours")
    weekday = models.PositiveSmallIntegerField(help_text="0 is Monday")
    from_hour = models.TimeField()
    to_hour = models.TimeField()

    class Meta:
        ordering = ["weekday", "from_hour"]
        verbose_name_plural = "visiting hours"

    def __str__(self) -> str:
        return f"weekday {self.weekday}"


class Visit(models.Model):
    """What was agreed: days, zone, house. One per request; a postponed one keeps its row and counts its sequence."""

    request = models.OneToOneField(VisitRequest, on_delete=models.CASCADE, related_name="visit")
    facility = models.ForeignKey("world.Facility", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    zone = models.CharField(max_length=60)
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sequence = models.PositiveSmallIntegerField(default=0)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    # The house's own rules as they were when everybody had said yes, and since when they read so.
    house_rules = models.TextField(max_length=2000, blank=True)
    rules_of = models.DateTimeField(null=True, blank=True)
    # From then on its days may stand in people's calendars.
    first_confirmed_at = models.DateTimeField(null=True, blank=True)
    # [[number, start, end], ...]: entries of calendars that are to be taken out again (actions/days.py)
    fallen_away = models.JSONField(default=list, blank=True)
    # What each side says the day after: yes, no, or nothing yet.
    requester_says_held = models.BooleanField(null=True, blank=True)
    experts_say_held = models.BooleanField(null=True, blank=True)
    not_held_reason = models.CharField(max_length=20, blank=True, help_text="end-reason, of whoever said no first")
    held_at = models.DateTimeField(null=True, blank=True)
    reminded_days = models.JSONField(default=list, help_text="how many days before it reminders went out")
    changed_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"visit {self.pk}"


class Reconfirmation(models.Model):
    """Somebody was asked shortly before whether everything still holds; asked anew, the answer is open again."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="reconfirmations")
    user = models.ForeignKey(USER, on_delete=models.CASCADE, related_name="+")
    days = models.PositiveSmallIntegerField(help_text="how many days before: 14 or 3")
    fine_at = models.DateTimeField(null=True, blank=True)
    # The question before this one was not answered: the coordinator asks round.
    was_silent = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["visit", "user"], name="one_reconfirmation_each")]

    def __str__(self) -> str:
        return f"reconfirmation {self.pk}"


class Session(models.Model):
    """One day or one call: start and end are moments, shown in the visit's zone and the reader's."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="sessions")
    start = models.DateTimeField()
    end = models.DateTimeField()

    class Meta:
        ordering = ["start"]

    def __str__(self) -> str:
        return f"session {self.pk}"


class HostConsent(models.Model):
    """The house's own yes, given by its sign-off person with group, date and questions before their eyes."""

    class State(models.TextChoices):
        ASKED = "asked", _("asked")
        AGREED = "agreed", _("agreed")
        DECLINED = "declined", _("declined")
        LAPSED = "lapsed", _("no answer")
        DROPPED = "dropped", _("the days changed")

    # Whoever said no, or nothing in time, has no part in the visit any more.
    STANDING = (State.ASKED, State.AGREED)

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="consents")
    person = models.ForeignKey(USER, on_delete=models.CASCADE, related_name="host_consents")
    # The answer holds for exactly these days; a changed date asks anew.
    proposal = models.ForeignKey(DateProposal, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    asked_at = models.DateTimeField()
    answer_by = models.DateTimeField()
    reminders_sent = models.PositiveSmallIntegerField(default=0)
    answered_at = models.DateTimeField(null=True, blank=True)
    word = models.CharField(max_length=400, blank=True)
    # The people from outside it agreed to, each kind by itself: slugs of outsider.
    outsiders = models.JSONField(default=list, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["visit", "proposal"], name="one_consent_per_date")]

    def __str__(self) -> str:
        return f"consent {self.pk}"


class CalendarFeed(models.Model):
    """Somebody's private calendar, read by their phone without log-in; there is none until they ask for it.

    The address holds a secret that is made of `seed` and the house's own key: this row alone does not tell it, and
    another seed makes the old address worthless.
    """

    user = models.OneToOneField(USER, on_delete=models.CASCADE, related_name="calendar_feed")
    seed = models.UUIDField(default=uuid.uuid4, editable=False)
    secret_hash = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"calendar feed {self.pk}"


class CodeAcceptance(models.Model):
    """Somebody accepted the visitor code: which version, with which house's rules (by their date), and when."""

    request = models.ForeignKey(VisitRequest, on_delete=models.CASCADE, related_name="code_acceptances")
    # In the portal by this user, or on paper by this participant, which the requester noted.
    user = models.ForeignKey(USER, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    participant = models.ForeignKey(
        Participant, null=True, blank=True, on_delete=models.CASCADE, related_name="signatures"
    )
    signed_on = models.DateField(null=True, blank=True, help_text="the day on the paper")
    version = models.CharField(max_length=10)
    rules_of = models.DateTimeField(null=True, blank=True, help_text="empty: the code alone, before a house is known")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"acceptance {self.pk}"
