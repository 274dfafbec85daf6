"""What do we keep of open calls? A request told to members without saying whose it is, and who offered to help."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal import clock
from visits.models.invitations import Invitation
from visits.models.requests import VisitRequest

USER = settings.AUTH_USER_MODEL


class OpenCall(models.Model):
    """A coordinator tells members of a request; whoever can help says so. Its words name neither people nor places."""

    class State(models.TextChoices):
        ASKED = "asked", _("waits for the requester’s yes")
        RUNNING = "running", _("open")
        CLOSED = "closed", _("closed")
        DECLINED = "declined", _("not published: the requester would rather not")
        LAPSED = "lapsed", _("not published: the requester was silent")

    class Audience(models.TextChoices):
        MEMBERS = "members", _("all members")
        DCR_AND_PEERS = "dcr-and-peers", _("rooms and peers, no police or officials")

    class Why(models.TextChoices):
        """Why it closed; read at the desk."""

        TIME = "time", _("its day was over")
        ENOUGH = "enough", _("enough people said yes")
        DESK = "desk", _("a coordinator closed it")
        REQUESTER = "requester", _("the requester closed it")
        MOVED_ON = "moved-on", _("the request went on, or ended")

    STANDING = (State.ASKED, State.RUNNING)

    request = models.ForeignKey(VisitRequest, on_delete=models.CASCADE, related_name="calls")
    by = models.ForeignKey(USER, null=True, on_delete=models.SET_NULL, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.ASKED, db_index=True)
    title = models.CharField(max_length=120)
    text = models.TextField(max_length=1500)
    audience = models.CharField(max_length=16, choices=Audience, default=Audience.MEMBERS)
    # The last day on which somebody can offer; then it closes by itself.
    until = models.DateField()
    # Until when the requester says whether it may be published.
    answer_by = models.DateTimeField(null=True, blank=True)
    why = models.CharField(max_length=10, choices=Why, blank=True)
    made_at = models.DateTimeField(default=clock.now)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["request"], condition=Q(state__in=("asked", "running")), name="one_standing_call_per_request"
            )
        ]

    def __str__(self) -> str:
        return f"call {self.pk}"


class Volunteer(models.Model):
    """Somebody offers to help; nobody but the desk ever learns of it. Who may be asked has an invitation on the list."""

    call = models.ForeignKey(OpenCall, on_delete=models.CASCADE, related_name="volunteers")
    # The call's own, so that a page of the request finds them with all else that belongs to it.
    request = models.ForeignKey(VisitRequest, on_delete=models.CASCADE, related_name="volunteers")
    member = models.ForeignKey("accounts.Member", on_delete=models.CASCADE, related_name="+")
    invitation = models.ForeignKey(Invitation, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    word = models.CharField(max_length=400, blank=True, help_text="to the coordinators only")
    languages = models.CharField(max_length=120, blank=True)
    dates = models.CharField(max_length=200, blank=True)
    # The rule of matching that says no, or "asked-before"; empty = may be asked.
    ruled_out = models.CharField(max_length=30, blank=True)
    at = models.DateTimeField(default=clock.now)
    taken_back_at = models.DateTimeField(null=True, blank=True)
    thanked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [models.UniqueConstraint(fields=["call", "member"], name="one_offer_per_member_and_call")]

    def __str__(self) -> str:
        return f"volunteer {self.pk}"

    @property
    def stands(self) -> bool:
        return self.taken_back_at is None and self.thanked_at is None
