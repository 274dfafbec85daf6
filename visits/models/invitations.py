"""What do we keep of who was asked? Invitations, and the dates that experts propose."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from visits.models.requests import DateWindow, VisitRequest

USER = settings.AUTH_USER_MODEL


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

    class Why(models.TextChoices):
        """Why somebody says not this time; nobody has to."""

        TIME = "time", _("no time at the moment")
        DATES = "dates", _("not on these dates")
        TOPIC = "topic", _("others know more about it")
        TRAVEL = "travel", _("too far, or too long")
        HOUSE = "house", _("the house or the team cannot")
        OTHER = "other", _("something else")

    class Clarity(models.TextChoices):
        """How the request reads to whoever was asked: for coordinators only, never a rating of a person."""

        CLEAR = "clear", _("clear: I know what they need")
        UNCLEAR = "unclear", _("unclear: I had to guess")
        NOT_FOR_ME = "not-for-me", _("clear, but not for me")

    OPEN = (State.INVITED, State.TENTATIVE, State.DATES_PROPOSED)

    request = models.ForeignKey(VisitRequest, on_delete=models.CASCADE, related_name="invitations")
    expert = models.ForeignKey("accounts.Member", on_delete=models.CASCADE, related_name="invitations")
    state = models.CharField(max_length=14, choices=State, default=State.SUGGESTED, db_index=True)
    # The coordinator's order; only this list is invited.
    order = models.PositiveSmallIntegerField()
    # Somebody who offered to help is suggested, but on the list, and asked, only once a coordinator put them there.
    is_listed = models.BooleanField(default=True)
    volunteered_at = models.DateTimeField(null=True, blank=True)
    invited_at = models.DateTimeField(null=True, blank=True)
    answer_by = models.DateTimeField(null=True, blank=True)
    reminders_sent = models.PositiveSmallIntegerField(default=0)
    answered_at = models.DateTimeField(null=True, blank=True)
    window = models.ForeignKey(DateWindow, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    # How often the expert has proposed other dates (twice at most).
    rounds = models.PositiveSmallIntegerField(default=0)
    # The requester was silent about the dates proposed: now it is the coordinator's turn.
    handed_on = models.BooleanField(default=False)
    # Their own profile keeps them apart from those who ask, since the question went out. Of a sensitive request they do
    # not hear of it, or they could find out who asks: a coordinator decides.
    has_conflict = models.BooleanField(default=False)
    word = models.CharField(max_length=400, blank=True, help_text="to the coordinator only")
    why = models.CharField(max_length=10, choices=Why, blank=True, help_text="of a no; to the coordinator only")
    clarity = models.CharField(max_length=12, choices=Clarity, blank=True, help_text="to coordinators only")

    class Meta:
        ordering = ["request", "order"]
        constraints = [models.UniqueConstraint(fields=["request", "expert"], name="one_invitation_per_expert")]

    def __str__(self) -> str:
        return f"invitation {self.pk}"

    @property
    def waits_on_list(self) -> bool:
        """Is this somebody whom a coordinator chose and who has not been asked yet?"""
        return self.state == self.State.SUGGESTED and self.is_listed

    @property
    def only_offers(self) -> bool:
        """Is this somebody who offered to help and waits for a coordinator to choose?"""
        return self.state == self.State.SUGGESTED and not self.is_listed

    @property
    def was_never_asked(self) -> bool:
        return self.state == self.State.WITHDRAWN and self.invited_at is None


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
