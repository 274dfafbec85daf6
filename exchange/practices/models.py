"""What do we keep of what teams did? Field practices, their outcomes, and who stands behind an anonymous one."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal import clock


class Practice(models.Model):
    """What one service did and saw. The perspective belongs to this post, never to the account."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        NOTE = "note", _("short note")
        FULL = "full", _("full")
        REVIEWED = "reviewed", _("reviewed")
        ARCHIVED = "archived", _("archived")
        HIDDEN = "hidden", _("hidden")

    class Audience(models.TextChoices):
        PUBLIC = "public", _("everybody, also without log-in")
        MEMBERS = "members", _("all members")
        DCR_AND_PEERS = "dcr-and-peers", _("rooms and peers, no police or officials")
        PEERS_ONLY = "peers-only", _("peers only")
        COORDINATORS = "coordinators", _("coordinators")

    class ShowAs(models.TextChoices):
        NAME = "name", _("my name")
        ROLE_AND_COUNTRY = "role-country", _("role and country")
        ROLE = "role", _("role only")
        ANONYMOUS = "anonymous", _("a member")

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
    no_identifying = models.BooleanField(default=False)
    language = models.CharField(max_length=8, default="en")
    country = models.CharField(max_length=2, blank=True)
    facility = models.ForeignKey(
        "world.Facility", null=True, blank=True, on_delete=models.SET_NULL, related_name="practices"
    )
    created_at = models.DateTimeField(default=clock.now)
    changed_at = models.DateTimeField(default=clock.now)
    posted_at = models.DateTimeField(null=True, blank=True, db_index=True)
    # The author's dated yes to a public text; a coordinator then publishes it. Taken back = None.
    offered_public_at = models.DateTimeField(null=True, blank=True)
    # Why a coordinator hid it; shown to the author.
    hidden_reason = models.CharField(max_length=300, blank=True)
    # One form sent twice makes one practice.
    form_code = models.CharField(max_length=40, unique=True, null=True, blank=True, editable=False)

    class Meta:
        ordering = ["-posted_at", "-id"]

    def __str__(self) -> str:
        return self.title


class HiddenAuthor(models.Model):
    """Who wrote an anonymous post. Read by the author's own pages and by one audited way only."""

    practice = models.OneToOneField(Practice, on_delete=models.CASCADE, related_name="hidden_author")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return f"hidden author of {self.practice_id}"
