"""What do we keep of who we are? Users, applications, members, organisations, experts."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import Q
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from portal import clock


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """Somebody who can log in. Being logged in is not being a member."""

    email = models.EmailField(_("e-mail"), unique=True)
    language = models.CharField(max_length=8, choices=settings.LANGUAGES, default="en")
    time_zone = models.CharField(max_length=60, default="Europe/Amsterdam")
    # Protected: name, organisation and country are hidden from all but coordinators, mails say nothing at all.
    protected = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    date_joined = models.DateTimeField(default=clock.now)
    # Part of every session's hash: counting on ends all sessions at once, wherever they are.
    sessions_round = models.PositiveIntegerField(default=0)

    objects = UserManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return f"user {self.pk}"

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        salt = "accounts.models.User.session"
        return salted_hmac(
            salt, f"{self.password}|{self.sessions_round}", secret=secret, algorithm="sha256"
        ).hexdigest()


class Organisation(models.Model):
    """A body that members belong to; it may vouch for applicants."""

    name = models.CharField(max_length=160, unique=True)
    kind = models.CharField(max_length=20, help_text="vocabulary organisation-kind")
    country = models.CharField(max_length=2, blank=True)
    city = models.CharField(max_length=80, blank=True)
    protected = models.BooleanField(default=False)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Member(models.Model):
    """A vetted person. `name` may be a pseudonym; what others see of it is theirs to say."""

    class State(models.TextChoices):
        ACTIVE = "active"
        SUSPENDED = "suspended"
        LEFT = "left"

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="member")
    name = models.CharField(max_length=120)
    category = models.CharField(max_length=30, help_text="vocabulary job-role")
    country = models.CharField(max_length=2)
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.SET_NULL, related_name="members"
    )
    # [{"code": "en", "level": "fluent"}, ...]; levels basic, working, fluent
    languages = models.JSONField(default=list)
    # {"name": "members" | "coordinators", "organisation": ..., "country": ...}
    visibility = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.ACTIVE)
    joined_on = models.DateField()
    confirmed_on = models.DateField(null=True, blank=True)
    state_note = models.CharField(max_length=300, blank=True, help_text="why suspended; for coordinators only")

    def __str__(self) -> str:
        return f"member {self.pk}"


class PastEmployer(models.Model):
    """A body that a member belonged to, and until when: for three years neither side may judge the other."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="past_employers")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    until = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "organisation"], name="one_past_employer_each")]

    def __str__(self) -> str:
        return f"past employer {self.pk}"


class PeerConsent(models.Model):
    """The private, dated, withdrawable word of a member that they are a peer; used for audience and matching only."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="peer_consents")
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member"], condition=Q(withdrawn_at__isnull=True), name="one_open_peer_consent"
            )
        ]

    def __str__(self) -> str:
        return f"peer consent {self.pk}"


class OrganisationDelegate(models.Model):
    """A member who may speak for an organisation, e.g. vouch in its name."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="delegates")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="delegations")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "member"], name="one_delegation_each")]

    def __str__(self) -> str:
        return f"delegate {self.pk}"


class Coordinator(models.Model):
    """The role of holding the network together, for some countries or (empty list) for all."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="coordinator")
    countries = models.JSONField(default=list, blank=True, help_text="ISO codes; empty = all countries")
    deputy = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    away_until = models.DateField(null=True, blank=True)
    is_active = models.BooleanField(default=True)

    def __str__(self) -> str:
        return f"coordinator {self.pk}"


class MembershipApplication(models.Model):
    """Somebody asks to join; two different people must say yes."""

    class State(models.TextChoices):
        STARTED = "started"
        SUBMITTED = "submitted"
        IN_REVIEW = "in-review"
        INFORMATION_REQUESTED = "information-requested"
        ACCEPTED = "accepted"
        DECLINED = "declined"
        WITHDRAWN = "withdrawn"
        EXPIRED = "expired"

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="applications")
    state = models.CharField(max_length=24, choices=State, default=State.STARTED)
    name = models.CharField(max_length=120, blank=True)
    is_pseudonym = models.BooleanField(default=False)
    category = models.CharField(max_length=30, blank=True)
    country = models.CharField(max_length=2, blank=True)
    city = models.CharField(max_length=80, blank=True)
    organisation_name = models.CharField(max_length=160, blank=True)
    organisation_kind = models.CharField(max_length=20, blank=True)
    organisation_url = models.CharField(max_length=200, blank=True)
    languages = models.JSONField(default=list, blank=True)
    motivation = models.TextField(max_length=2000, blank=True)
    brings = models.TextField(max_length=2000, blank=True)
    who_knows_you = models.TextField(max_length=1000, blank=True)
    # For whoever plans a room: what they would ask first, answered at the desk or kept for the day they are members.
    first_question = models.TextField(max_length=1000, blank=True)
    stage = models.CharField(max_length=24, blank=True, help_text="vocabulary stage: how far their room is")
    wants_protection = models.BooleanField(default=False)
    is_adult = models.BooleanField(default=False)
    accepts_rules = models.BooleanField(default=False)
    coordinator = models.ForeignKey(Coordinator, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=clock.now)
    submitted_at = models.DateTimeField(null=True, blank=True)
    # Whoever's turn it is, until when; None when it is nobody's.
    due_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(state__in=["started", "submitted", "in-review", "information-requested"]),
                name="one_open_application_each",
            )
        ]

    def __str__(self) -> str:
        return f"application {self.pk}"


class ApplicationMessage(models.Model):
    """What applicant and coordinators write to each other."""

    application = models.ForeignKey(MembershipApplication, on_delete=models.CASCADE, related_name="messages")
    author = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    body = models.TextField(max_length=4000)
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"message {self.pk}"


class Vouch(models.Model):
    """A member says: I know this person and their work. Asked for, then given or refused."""

    application = models.ForeignKey(MembershipApplication, on_delete=models.CASCADE, related_name="vouches")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="vouches")
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    vouches = models.BooleanField(null=True)
    words = models.TextField(max_length=1000, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["application", "member"], name="one_vouch_per_member")]

    def __str__(self) -> str:
        return f"vouch {self.pk}"


class ApplicationDecision(models.Model):
    """A coordinator's yes or no; the first yes needs a second person."""

    application = models.ForeignKey(MembershipApplication, on_delete=models.CASCADE, related_name="decisions")
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    accepts = models.BooleanField()
    reason = models.TextField(max_length=1000, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["application", "by"], name="one_decision_per_person")]

    def __str__(self) -> str:
        return f"decision {self.pk}"


class ExpertProfile(models.Model):
    """What a member offers to others who ask for a visit, a training or advice."""

    member = models.OneToOneField(Member, on_delete=models.CASCADE, related_name="expert_profile")
    is_listed = models.BooleanField(default=False)
    bio = models.TextField(max_length=600, blank=True)
    kinds = models.JSONField(default=list, help_text="slugs of request-kind")
    perspectives = models.JSONField(default=list, blank=True, help_text="slugs of perspective")
    legal_contexts = models.JSONField(default=list, blank=True, help_text="ISO codes of countries whose law they know")
    legal_bases = models.JSONField(default=list, blank=True, help_text="slugs of legal-basis they worked under")
    has_opened_a_room = models.BooleanField(default=False)
    opened_year = models.PositiveSmallIntegerField(null=True, blank=True)
    room_models = models.JSONField(default=list, blank=True, help_text="slugs of facility-model")
    routes = models.JSONField(default=list, blank=True, help_text="slugs of route")
    city_sizes = models.JSONField(default=list, blank=True, help_text="slugs of city-size they worked in")
    formats = models.JSONField(default=list, blank=True, help_text="on-site, remote")
    will_travel = models.BooleanField(default=True)
    travel_regions = models.JSONField(default=list, blank=True, help_text="slugs of accounts.regions; empty: anywhere")
    excluded_countries = models.JSONField(default=list, blank=True)
    excluded_organisations = models.ManyToManyField(Organisation, blank=True, related_name="+")
    # Employer of the last three years, funder, family: never shown, checked when suggested, invited, accepting.
    conflicts = models.ManyToManyField(Organisation, blank=True, related_name="+")
    notice_weeks = models.PositiveSmallIntegerField(default=4)
    capacity_per_year = models.PositiveSmallIntegerField(default=4)
    group_max = models.PositiveSmallIntegerField(default=6)
    audiences = models.JSONField(
        default=list, blank=True, help_text="outsiders accepted: police, politician, funder ..."
    )
    fee = models.CharField(max_length=200, blank=True)
    paused_until = models.DateField(null=True, blank=True)
    confirmed_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"expert profile {self.pk}"


class ExpertTopic(models.Model):
    """How well an expert knows a topic."""

    class Depth(models.TextChoices):
        DONE = "done", _("done it myself")
        KNOW = "know", _("know it")

    profile = models.ForeignKey(ExpertProfile, on_delete=models.CASCADE, related_name="expert_topics")
    topic = models.ForeignKey("vocabularies.Term", on_delete=models.PROTECT, related_name="+")
    depth = models.CharField(max_length=4, choices=Depth)
    said = models.CharField(max_length=160, blank=True, help_text="in a few words, e.g. Built two smoking booths, 2024")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["profile", "topic"], name="one_depth_per_topic")]

    def __str__(self) -> str:
        return f"{self.topic_id} {self.depth}"


class BlockedPeriod(models.Model):
    """Days on which an expert is not to be asked."""

    profile = models.ForeignKey(ExpertProfile, on_delete=models.CASCADE, related_name="blocked_periods")
    start = models.DateField()
    end = models.DateField()

    class Meta:
        ordering = ["start"]

    def __str__(self) -> str:
        return f"{self.start} to {self.end}"


class SetupLink(models.Model):
    """A one-time way in for the first administrator; only the hash of its secret is kept."""

    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"set-up link {self.pk}"
