"""What do reading lists, documents and gaps have in common? Somebody made each of them, for certain readers."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal import clock
from portal.audiences import Audience


class OnShelf(models.Model):
    """What a member puts into the library. Everybody reads it only after a coordinator has opened it."""

    Audience = Audience

    class Standing(models.TextChoices):
        SHOWN = "shown", _("shown")
        AWAY = "away", _("put away")
        HIDDEN = "hidden", _("hidden")

    class ShowAs(models.TextChoices):
        NAME = "name", _("my name")
        ROLE_AND_COUNTRY = "role-country", _("role and country")
        ROLE = "role", _("role only")

    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    show_author_as = models.CharField(max_length=16, choices=ShowAs, default=ShowAs.ROLE_AND_COUNTRY)
    standing = models.CharField(max_length=10, choices=Standing, default=Standing.SHOWN, db_index=True)
    audience = models.CharField(max_length=16, choices=Audience, default=Audience.MEMBERS, db_index=True)
    language = models.CharField(max_length=8, default="en")
    topics = models.ManyToManyField("vocabularies.Term", blank=True, related_name="+")
    # The author's dated yes to a public text; a coordinator then opens it. Taken back = None.
    offered_public_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(
        null=True, blank=True, help_text="a coordinator read it and opened it to everybody"
    )
    # Why a coordinator hid it; shown to the author.
    hidden_reason = models.CharField(max_length=300, blank=True)
    # Reports alone hid it; a coordinator decides whether it comes back.
    covered_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Its author has changed it since a coordinator hid it: it waits to be read again.
    waits_since = models.DateTimeField(null=True, blank=True, editable=False)
    made_at = models.DateTimeField(default=clock.now, db_index=True)
    changed_at = models.DateTimeField(default=clock.now)
    # Counts on with every change of the words; a form that began with an older one is told so.
    version = models.PositiveIntegerField(default=1)
    # One form sent twice makes one.
    form_code = models.CharField(max_length=40, unique=True, null=True, blank=True, editable=False)

    class Meta:
        abstract = True
        ordering = ["-made_at", "-id"]

    def __str__(self) -> str:
        return f"{self._meta.model_name} {self.pk}"

    @property
    def is_covered(self) -> bool:
        """Have reports alone hidden it, with no coordinator's word yet?"""
        return self.standing == self.Standing.HIDDEN and self.covered_at is not None

    @property
    def is_public(self) -> bool:
        return self.audience == self.Audience.PUBLIC
