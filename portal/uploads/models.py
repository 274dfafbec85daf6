"""What do we keep of a file that somebody handed in? Its row; the bytes lie on the disk under a name that says nothing."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Upload(models.Model):
    """One file. What it belongs to is said by link tables of the floors above, with a foreign key to this one."""

    class State(models.TextChoices):
        CHECKING = "checking", _("being checked")
        READY = "ready", _("ready")
        REFUSED = "refused", _("not taken")

    class Kind(models.TextChoices):
        JPG = "jpg", _("Photo (JPEG)")
        PNG = "png", _("Picture (PNG)")
        WEBP = "webp", _("Picture (WebP)")
        PDF = "pdf", _("PDF")
        DOCX = "docx", _("Word document")
        ODT = "odt", _("LibreOffice document")
        TXT = "txt", _("Plain text")

    PICTURES = (Kind.JPG, Kind.PNG, Kind.WEBP)

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="uploads")
    # The name on the disk: no part of it comes from outside.
    code = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=160)
    kind = models.CharField(max_length=4, choices=Kind.choices)
    # Of the bytes that lie on the disk now: as handed in while checking, cleaned when ready.
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=8, choices=State.choices, default=State.CHECKING)
    reason = models.CharField(max_length=30, blank=True)
    # Codes of what its owner should know: comments, tracked changes, letters converted.
    remarks = models.JSONField(default=list, blank=True)
    created_at = models.DateTimeField()
    checked_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["lease_until"], condition=models.Q(state="checking"), name="uploads_still_checking")
        ]

    def __str__(self) -> str:
        return f"upload:{self.pk}"

    @property
    def is_ready(self) -> bool:
        return self.state == self.State.READY

    @property
    def is_picture(self) -> bool:
        return self.kind in self.PICTURES

    @property
    def names_people(self) -> bool:
        """Does its inside carry names of who wrote in it, as far as the check could see?"""
        return bool({"has_comments", "has_changes"} & set(self.remarks))

    @property
    def is_checking(self) -> bool:
        return self.state == self.State.CHECKING
