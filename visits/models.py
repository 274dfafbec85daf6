"""What do we keep of what we do together? From the first question to the practice it became."""

import uuid

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
    legal_context = models.TextField(max_length=500, blank=True)
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
    # care and confidence
    access_needs = models.CharField(max_length=400, blank=True)
    confidentiality = models.CharField(max_length=10, default="members", help_text="members or sensitive")
    media_plan = models.CharField(max_length=300, blank=True)
    accepts_code = models.BooleanField(default=False)
    promises_report = models.BooleanField(default=False)
    contact_deputy = models.CharField(max_length=120, blank=True)
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
    reason = models.CharField(max_length=20, blank=True, help_text="dates, capacity, funding, safety, legal, other")
    picked_facility = models.ForeignKey(
        "world.Facility", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    private_note = models.TextField(max_length=2000, blank=True)
    nonce = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    created_at = models.DateTimeField(default=clock.now)
    changed_at = models.DateTimeField(default=clock.now)
    submitted_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.title or f"request {self.pk}"

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
    name = models.CharField(max_length=120, blank=True)

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


class Invitation(models.Model):
    """One expert is asked about one request."""

    class State(models.TextChoices):
        SUGGESTED = "suggested", _("on the list")
        INVITED = "invited", _("asked")
        ACCEPTED = "accepted", _("accepted")
        TENTATIVE = "tentative", _("probably")
        DATES_PROPOSED = "dates-proposed", _("other dates proposed")
        DECLINED = "declined", _("not this time")
        LAPSED = "lapsed", _("no answer")
        SUPERSEDED = "superseded", _("no longer needed")
        WITHDRAWN = "withdrawn", _("taken back")
        RELEASED = "released", _("released")

    OPEN = (State.INVITED, State.TENTATIVE, State.DATES_PROPOSED)

    request = models.ForeignKey(VisitRequest, on_delete=models.CASCADE, related_name="invitations")
    expert = models.ForeignKey("accounts.Member", on_delete=models.CASCADE, related_name="invitations")
    state = models.CharField(max_length=14, choices=State, default=State.SUGGESTED, db_index=True)
    # The coordinator's order; only this list is invited.
    order = models.PositiveSmallIntegerField()
    invited_at = models.DateTimeField(null=True, blank=True)
    answer_by = models.DateTimeField(null=True, blank=True)
    reminders_sent = models.PositiveSmallIntegerField(default=0)
    answered_at = models.DateTimeField(null=True, blank=True)
    window = models.ForeignKey(DateWindow, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    # How often the expert has proposed other dates (twice at most).
    rounds = models.PositiveSmallIntegerField(default=0)
    # The requester was silent about the dates proposed: now it is the coordinator's turn.
    handed_on = models.BooleanField(default=False)
    word = models.CharField(max_length=400, blank=True, help_text="to the coordinator only")

    class Meta:
        ordering = ["request", "order"]
        constraints = [models.UniqueConstraint(fields=["request", "expert"], name="one_invitation_per_expert")]

    def __str__(self) -> str:
        return f"invitation {self.pk}"


class DateProposal(models.Model):
    """Concrete days and hours, proposed by one side, said yes to by all."""

    class State(models.TextChoices):
        OPEN = "open"
        AGREED = "agreed"
        REPLACED = "replaced"

    request = models.ForeignKey(VisitRequest, on_delete=models.CASCADE, related_name="proposals")
    # Set while it belongs to an answer of one expert ("yes, on other dates"), before anybody else knows.
    invitation = models.ForeignKey(
        Invitation, null=True, blank=True, on_delete=models.CASCADE, related_name="proposals"
    )
    by = models.ForeignKey(USER, null=True, on_delete=models.SET_NULL, related_name="+")
    # ISO days, one for each day or call, and the hours on each, in the zone of the visit
    days = models.JSONField()
    from_hour = models.TimeField()
    to_hour = models.TimeField()
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    # ids of users who said yes; the proposer is one of them
    agreed_by = models.JSONField(default=list)
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"proposal {self.pk}"


class HostOffer(models.Model):
    """When a house may be visited, by how many, on which terms; kept by its sign-off person."""

    facility = models.OneToOneField("world.Facility", on_delete=models.CASCADE, related_name="host_offer")
    receives = models.BooleanField(default=True)
    largest_group = models.PositiveSmallIntegerField(default=4)
    visiting_hours = models.TextField(max_length=500, blank=True)
    from_hour = models.TimeField(default="10:00")
    to_hour = models.TimeField(default="16:00")
    own_rules = models.TextField(max_length=2000, blank=True)
    rules_changed_at = models.DateTimeField(null=True, blank=True)
    time_zone = models.CharField(max_length=60)
    languages = models.JSONField(default=list, blank=True)
    visits_per_year = models.PositiveSmallIntegerField(default=6)
    changed_at = models.DateTimeField(default=clock.now)
    experts = models.ManyToManyField("accounts.Member", blank=True, related_name="host_offers")

    def __str__(self) -> str:
        return f"host offer {self.pk}"


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
    held_at = models.DateTimeField(null=True, blank=True)
    reminded_days = models.JSONField(default=list, help_text="how many days before it reminders went out")
    changed_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"visit {self.pk}"


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

    class Meta:
        constraints = [models.UniqueConstraint(fields=["visit", "proposal"], name="one_consent_per_date")]

    def __str__(self) -> str:
        return f"consent {self.pk}"


class CodeAcceptance(models.Model):
    """Somebody accepted the visitor code: which version, with which house's rules (by their date), and when."""

    request = models.ForeignKey(VisitRequest, on_delete=models.CASCADE, related_name="code_acceptances")
    user = models.ForeignKey(USER, on_delete=models.CASCADE, related_name="+")
    version = models.CharField(max_length=10)
    rules_of = models.DateTimeField(null=True, blank=True, help_text="empty: the code alone, before a house is known")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"acceptance {self.pk}"


class Message(models.Model):
    """What those who said yes, the requester and the coordinator write to each other."""

    request = models.ForeignKey(VisitRequest, on_delete=models.CASCADE, related_name="messages")
    author = models.ForeignKey(USER, null=True, on_delete=models.SET_NULL, related_name="+")
    body = models.TextField(max_length=4000)
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"message {self.pk}"


class Feedback(models.Model):
    """What one person of one side says afterwards; coordinators read it raw, the other side when both wrote."""

    class Side(models.TextChoices):
        REQUESTER = "requester"
        EXPERT = "expert"

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="feedback")
    author = models.ForeignKey(USER, on_delete=models.CASCADE, related_name="+")
    side = models.CharField(max_length=10, choices=Side)
    # each learning question's 1..4 by its number, and the plain questions by their slug
    answers = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "feedback"
        constraints = [models.UniqueConstraint(fields=["visit", "author"], name="one_feedback_each")]

    def __str__(self) -> str:
        return f"feedback {self.pk}"


class Report(models.Model):
    """What was learned, signed off before anybody else reads it."""

    class State(models.TextChoices):
        DUE = "due", _("due")
        DRAFT = "draft", _("being written")
        SUBMITTED = "submitted", _("waiting for the sign-off")
        RETURNED = "returned", _("sent back")
        ACCEPTED = "accepted", _("signed off")

    visit = models.OneToOneField(Visit, on_delete=models.CASCADE, related_name="report")
    state = models.CharField(max_length=10, choices=State, default=State.DUE)
    due_at = models.DateTimeField()
    title = models.CharField(max_length=120, blank=True)
    answers = models.JSONField(default=list, blank=True, help_text="one text for each learning question")
    what_we_saw = models.TextField(max_length=4000, blank=True)
    what_differs = models.TextField(max_length=2000, blank=True)
    what_we_will_do = models.TextField(max_length=2000, blank=True)
    what_not = models.TextField(max_length=2000, blank=True)
    written_by = models.ForeignKey(USER, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    word = models.CharField(max_length=1000, blank=True, help_text="what the sign-off person asks to change")
    submitted_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"report {self.pk}"


class PracticeOrigin(models.Model):
    """Ties a practice to the visit it was learned on."""

    practice = models.OneToOneField("practices.Practice", on_delete=models.CASCADE, related_name="origin")
    visit = models.OneToOneField(Visit, on_delete=models.CASCADE, related_name="practice_origin")

    def __str__(self) -> str:
        return f"origin {self.pk}"
