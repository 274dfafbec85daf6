"""What do we keep of the other side's voice? Its words, its consent, who was asked for it, and the teller's slip."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from exchange.practices.models.practice import Practice
from portal import clock


class Voice(models.Model):
    """The second voice beside a practice's own text: its own author, language, consent and status."""

    class Side(models.TextChoices):
        STAFF = "staff", _("the professional side")
        SERVICE_USER = "service-user", _("the service users' side")

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        SHOWN = "shown", _("shown")
        HIDDEN = "hidden", _("hidden")
        WITHDRAWN = "withdrawn", _("taken back")

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="voices")
    side = models.CharField(max_length=14, choices=Side)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT, db_index=True)
    words = models.TextField(max_length=2000, blank=True)
    language = models.CharField(max_length=8, default="en")
    # Empty when anonymous: then only HiddenVoiceAuthor knows.
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    show_author_as = models.CharField(max_length=16, choices=Practice.ShowAs, default=Practice.ShowAs.ANONYMOUS)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    # The author's (or, on a slip, the teller's) dated yes to this text at this audience; taken back = None.
    consent_at = models.DateTimeField(null=True, blank=True)
    # To whom the author's yes holds: shown to these readers or fewer, hidden as soon as the practice has more.
    audience = models.CharField(max_length=16, choices=Practice.Audience, default=Practice.Audience.MEMBERS)
    no_identifying = models.BooleanField(default=False)
    hidden_reason = models.CharField(max_length=300, blank=True)
    # When readers' reports hid it and no coordinator has decided yet.
    covered_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Changed while it was hidden: it waits for a coordinator to read it again.
    waits_since = models.DateTimeField(null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=clock.now)
    changed_at = models.DateTimeField(default=clock.now)
    form_code = models.CharField(max_length=40, unique=True, null=True, blank=True, editable=False)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"voice {self.pk}"


class HiddenVoiceAuthor(models.Model):
    """Who wrote an anonymous voice; as HiddenAuthor for practices."""

    voice = models.OneToOneField(Voice, on_delete=models.CASCADE, related_name="hidden_author")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return f"hidden author of voice {self.voice_id}"


class VoiceOffer(models.Model):
    """A member who could write the second voice was asked; private, as an invitation is."""

    class State(models.TextChoices):
        OFFERED = "offered"
        TAKEN = "taken"
        DECLINED = "declined"
        LAPSED = "lapsed"

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="voice_offers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.OFFERED)
    offered_at = models.DateTimeField()
    answer_by = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["practice", "user"], name="one_voice_offer_each")]

    def __str__(self) -> str:
        return f"voice offer {self.pk}"


class TellerSlip(models.Model):
    """A random code on paper: whoever told the story reads, corrects or takes it back without an account.

    Only the hash is kept. It opens one practice or one voice.
    """

    code_hash = models.CharField(max_length=64, unique=True)
    practice = models.OneToOneField(
        Practice, null=True, blank=True, on_delete=models.CASCADE, related_name="teller_slip"
    )
    voice = models.OneToOneField(Voice, null=True, blank=True, on_delete=models.CASCADE, related_name="teller_slip")
    made_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(practice__isnull=False, voice__isnull=True) | Q(practice__isnull=True, voice__isnull=False),
                name="slip_opens_one_text",
            )
        ]

    def __str__(self) -> str:
        return f"slip {self.pk}"
