"""What do we keep of who asks? The request, when and with whom, whose turn it is, and who fits."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal import clock
from visits.kinds import travellers

USER = settings.AUTH_USER_MODEL


class VisitRequest(models.Model):
    """Somebody asks for a visit, a training, or advice."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("being read")
        RETURNED = "returned", _("sent back with a question")
        INVITING = "inviting", _("asking people who fit")
        PLANNING = "planning", _("planning")
        CONFIRMED = "confirmed", _("confirmed")
        HELD = "held", _("held")
        CLOSED = "closed", _("closed")
        NOT_APPROVED = "not-approved", _("not approved")
        WITHDRAWN = "withdrawn", _("withdrawn")
        EXPIRED = "expired", _("expired")
        STOOD_DOWN = "stood-down", _("nobody found")
        CANCELLED = "cancelled", _("cancelled")
        NOT_HELD = "not-held", _("not held")

    class Shortlist(models.TextChoices):
        NONE = "none"
        COMPUTING = "computing"
        READY = "ready"

    # what they need
    kind = models.CharField(max_length=20, help_text="vocabulary request-kind")
    title = models.CharField(max_length=120, blank=True)
    topics = models.ManyToManyField("vocabularies.Term", blank=True, related_name="+")
    questions = models.JSONField(default=list, blank=True)
    why_now = models.TextField(max_length=1500, blank=True)
    # their place
    stage = models.CharField(max_length=24, blank=True, help_text="vocabulary stage")
    organisation = models.ForeignKey(
        "accounts.Organisation", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    country = models.CharField(max_length=2, blank=True)
    city = models.CharField(max_length=80, blank=True)
    legal_basis = models.CharField(max_length=20, blank=True)
    legal_level = models.CharField(max_length=20, blank=True, help_text="vocabulary legal-level")
    legal_context = models.TextField(max_length=500, blank=True)
    city_size = models.CharField(max_length=20, blank=True, help_text="vocabulary city-size")
    preferred_model = models.CharField(max_length=20, blank=True)
    routes = models.JSONField(default=list, blank=True)
    target_groups = models.JSONField(default=list, blank=True)
    preferred_countries = models.JSONField(default=list, blank=True)
    not_countries = models.JSONField(default=list, blank=True)
    languages = models.JSONField(default=list, blank=True, help_text='[{"code": "en", "level": "working"}]')
    interpreter = models.CharField(max_length=10, default="no", help_text="no, we-bring, please-bring")
    # when
    flexible = models.BooleanField(default=True)
    duration_days = models.PositiveSmallIntegerField(default=1, help_text="days, or calls")
    # who comes
    experts_needed = models.PositiveSmallIntegerField(default=1)
    wants_peer_expert = models.BooleanField(default=False)
    travels = models.CharField(max_length=10, blank=True, help_text="only where the kind leaves it open")
    hosting = models.CharField(
        max_length=10, blank=True, help_text="own, facility or none; where the kind leaves it open"
    )
    group_size = models.PositiveSmallIntegerField(default=1)
    peer_in_group = models.BooleanField(null=True, blank=True)
    why_no_peer = models.CharField(max_length=300, blank=True)
    outsiders = models.JSONField(default=list, blank=True)
    who_pays = models.CharField(max_length=12, blank=True, help_text="requester, host, grant, unclear")
    costs = models.CharField(max_length=400, blank=True, help_text="travel, hotel, fee")
    peer_fee = models.CharField(max_length=120, blank=True, help_text="named wherever a peer worker takes part")
    # Counted on with each change, so that nobody overwrites what somebody else wrote meanwhile.
    costs_version = models.PositiveIntegerField(default=0)
    agenda_version = models.PositiveIntegerField(default=0)
    # {slug of a line in visits/checklists.py: day it was ticked}
    ticks = models.JSONField(default=dict, blank=True)
    # care and confidence
    access_needs = models.CharField(max_length=400, blank=True)
    confidentiality = models.CharField(max_length=10, default="members", help_text="members or sensitive")
    # Said beforehand: if nobody fits, members may be told of it in an open call, without saying whose it is.
    may_be_called = models.BooleanField(default=False)
    media_plan = models.CharField(max_length=300, blank=True)
    accepts_code = models.BooleanField(default=False)
    promises_report = models.BooleanField(default=False)
    contact_deputy = models.CharField(max_length=120, blank=True)
    # A member who reads, answers and agrees in the requester's place; free words stay for somebody outside.
    deputy = models.ForeignKey(USER, null=True, blank=True, on_delete=models.SET_NULL, related_name="deputy_requests")
    # whose it is and where it stands
    requester = models.ForeignKey(USER, on_delete=models.CASCADE, related_name="visit_requests")
    state = models.CharField(max_length=14, choices=State, default=State.DRAFT, db_index=True)
    # How often the clock has passed this request on because somebody was silent.
    escalation = models.PositiveSmallIntegerField(default=0)
    # How many of the approved list are asked at the same time.
    at_once = models.PositiveSmallIntegerField(default=1)
    part = models.PositiveSmallIntegerField(default=1, help_text="how far the draft has come, 1 to 6")
    coordinator = models.ForeignKey(
        "accounts.Coordinator", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    shortlist = models.CharField(max_length=10, choices=Shortlist, default=Shortlist.NONE)
    # What the coordinator asked back, or why it ended.
    word = models.TextField(max_length=1000, blank=True)
    # What the coordinator asked to mend, each with how it stood then: [{"item": "questions", "was": "…"}]
    to_mend = models.JSONField(default=list, blank=True)
    reason = models.CharField(max_length=20, blank=True, help_text="dates, capacity, funding, safety, legal, other")
    picked_facility = models.ForeignKey(
        "world.Facility", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    private_note = models.TextField(max_length=2000, blank=True)
    nonce = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # Whom the requester does not want to be asked: read by coordinators and the filters, never by anybody else.
    apart_members = models.ManyToManyField("accounts.Member", blank=True, related_name="+")
    apart_organisations = models.ManyToManyField("accounts.Organisation", blank=True, related_name="+")
    # {"user id": id of the last message that this person said they have read}
    read_up_to = models.JSONField(default=dict, blank=True)
    # The other half of what was asked for at once: a training and a visit, each with its own people and dates.
    split_from = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="splits")
    created_at = models.DateTimeField(default=clock.now)
    changed_at = models.DateTimeField(default=clock.now)
    submitted_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.title or f"request {self.pk}"

    def asks(self, user: Any) -> bool:
        """Is this the requester, or the deputy who stands in for them?"""
        return user.pk is not None and user.pk in (self.requester_id, self.deputy_id)

    def speaks_for(self, user: Any) -> int:
        """Return the id in whose name this user says yes: a deputy's yes is the requester's."""
        found: int = self.requester_id if user.pk == self.deputy_id else user.pk
        return found

    @property
    def is_sensitive(self) -> bool:
        """Read by coordinators of the country and matched people only; who asks from where is hidden until a yes."""
        return self.confidentiality == "sensitive"

    @property
    def who_travels(self) -> str:
        """ "requester", "experts" or "nobody"; "" while a request that may choose has not chosen."""
        return travellers(self.kind, self.travels)


class DateWindow(models.Model):
    """Days between which the requester could."""

    request = models.ForeignKey(VisitRequest, on_delete=models.CASCADE, related_name="windows")
    start = models.DateField()
    end = models.DateField()

    class Meta:
        ordering = ["start"]

    def __str__(self) -> str:
        return f"{self.start} to {self.end}"


class Turn(models.Model):
    """Whose turn it is and until when. Made anew from the other rows after each change (actions/settling.py)."""

    request = models.ForeignKey(VisitRequest, on_delete=models.CASCADE, related_name="turns")
    user = models.ForeignKey(USER, on_delete=models.CASCADE, related_name="turns")
    act = models.CharField(max_length=20)
    invitation = models.ForeignKey("Invitation", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    consent = models.ForeignKey("HostConsent", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField(default=clock.now)
    due_at = models.DateTimeField(null=True, blank=True, db_index=True)

    class Meta:
        ordering = ["due_at", "id"]
        constraints = [models.UniqueConstraint(fields=["request", "user", "act"], name="one_turn_per_act_and_person")]

    def __str__(self) -> str:
        return f"{self.act} {self.request_id}"


class Participant(models.Model):
    """Somebody of the requester's group: role first, name for the host only, after acceptance."""

    request = models.ForeignKey(VisitRequest, on_delete=models.CASCADE, related_name="participants")
    role = models.CharField(max_length=30, help_text="vocabulary job-role")
    organisation_kind = models.CharField(max_length=20, blank=True, help_text="empty: as the requester's")
    outsider = models.CharField(max_length=20, blank=True, help_text="vocabulary outsider; empty: of the team")
    # At most one, who comes when somebody else cannot.
    is_substitute = models.BooleanField(default=False)
    name = models.CharField(max_length=120, blank=True)
    # Whoever has an account signs the visitor code in the portal; all others sign on paper.
    member = models.ForeignKey(
        "accounts.Member", null=True, blank=True, on_delete=models.SET_NULL, related_name="participations"
    )

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"participant {self.pk}"


class Match(models.Model):
    """How one expert fits one request: the parts add up to the score, the reasons can be checked by a person."""

    request = models.ForeignKey(VisitRequest, on_delete=models.CASCADE, related_name="matches")
    expert = models.ForeignKey("accounts.Member", on_delete=models.CASCADE, related_name="+")
    # Where it stands on the list: by score, but a peer and a second country may be let in before others.
    place = models.PositiveIntegerField(default=0)
    score = models.DecimalField(max_digits=5, decimal_places=1, default=0)
    # {"topics": 28.0, "affinity": 12.0, ...}
    parts = models.JSONField(default=dict)
    # [{"key": "speaks", "params": {...}}, ...]: put into words by visits.matching.reasons in the reader's language
    reasons = models.JSONField(default=list)
    weights_version = models.CharField(max_length=20)
    # The weights as data; empty: those the house started with.
    weights = models.ForeignKey("WeightSet", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    # [{"key": "law", "alike": "same", "asked": ["guideline"], "known": [...]}, ...]: the five things of their places
    context = models.JSONField(default=list, blank=True)
    # [{"source": "practice", "pk": 12, "points": 4.1, "words": [...]}, ...]: the nearest texts; the rest is the others
    near = models.JSONField(default=list, blank=True)
    ruled_out = models.CharField(max_length=30, blank=True, help_text="the filter that said no; empty = fits")
    moved_for = models.CharField(max_length=10, blank=True, help_text="stands before higher scores: peer, country")
    skipped = models.CharField(max_length=300, blank=True, help_text="a coordinator's private note")
    computed_at = models.DateTimeField()

    class Meta:
        ordering = ["place", "id"]
        verbose_name_plural = "matches"
        constraints = [models.UniqueConstraint(fields=["request", "expert"], name="one_match_per_expert")]

    def __str__(self) -> str:
        return f"match {self.pk}"
