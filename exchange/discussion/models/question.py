"""What do we keep of a question? Its words, its readers, and who stands behind an anonymous one."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from exchange.practices.models import Practice
from portal import clock


class Question(models.Model):
    """What one member wants to know from the others."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        CLOSED = "closed", _("closed")
        HIDDEN = "hidden", _("hidden")

    class Audience(models.TextChoices):
        """As for practices, but never everybody: questions are asked among members."""

        MEMBERS = "members", _("all members")
        DCR_AND_PEERS = "dcr-and-peers", _("rooms and peers, no police or officials")
        PEERS_ONLY = "peers-only", _("peers only")
        COORDINATORS = "coordinators", _("coordinators")

    # Empty when anonymous: then only HiddenAsker knows.
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="questions"
    )
    show_author_as = models.CharField(max_length=16, choices=Practice.ShowAs, default=Practice.ShowAs.ROLE_AND_COUNTRY)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN, db_index=True)
    audience = models.CharField(max_length=16, choices=Audience, default=Audience.MEMBERS, db_index=True)
    title = models.CharField(max_length=160)
    body = models.TextField(max_length=20_000, blank=True)
    topics = models.ManyToManyField("vocabularies.Term", blank=True, related_name="+")
    language = models.CharField(max_length=8, default="en")
    # Counts on with every change of the words; a form that began with an older one is told so.
    version = models.PositiveIntegerField(default=1)
    asked_at = models.DateTimeField(default=clock.now, db_index=True)
    edited_at = models.DateTimeField(null=True, blank=True)
    # Why a coordinator hid it; shown to whoever asked.
    hidden_reason = models.CharField(max_length=300, blank=True)
    # When readers' reports hid it: the state that a coordinator gives it back to. Empty = not hidden by reports.
    state_before_hidden = models.CharField(max_length=10, choices=State, blank=True, editable=False)
    # Since when it waits to be read again: hidden, and changed by whoever asked.
    waits_since = models.DateTimeField(null=True, blank=True, editable=False)
    form_code = models.CharField(max_length=40, unique=True, null=True, blank=True, editable=False)

    class Meta:
        ordering = ["-asked_at", "-id"]

    def __str__(self) -> str:
        return self.title

    @property
    def is_covered(self) -> bool:
        """Have reports alone hidden it, with no coordinator's word yet?"""
        return self.state == self.State.HIDDEN and bool(self.state_before_hidden)


class OlderQuestion(models.Model):
    """What a question said before a change. Names nobody: who asked it, the question says, or nobody does."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="older")
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=160)
    body = models.TextField(max_length=20_000, blank=True)
    until = models.DateTimeField()

    class Meta:
        ordering = ["-version"]
        constraints = [models.UniqueConstraint(fields=["question", "version"], name="one_older_question_per_version")]

    def __str__(self) -> str:
        return f"version {self.version} of question {self.question_id}"


class HiddenAsker(models.Model):
    """Who asked an anonymous question. Read by the asker's own pages and by one audited way only."""

    question = models.OneToOneField(Question, on_delete=models.CASCADE, related_name="hidden_asker")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return f"hidden asker of {self.question_id}"


class QuestionOffer(models.Model):
    """An expert was told in private that somebody asks what they know. Nobody else ever reads who that was."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="offers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    # The first after a week without an answer, the second after two.
    turn = models.PositiveSmallIntegerField()
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["question", "user"], name="one_offer_each")]

    def __str__(self) -> str:
        return f"offer {self.pk}"
