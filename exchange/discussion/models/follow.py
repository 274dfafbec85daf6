"""What do we keep of who wants to hear of new answers?"""

from django.conf import settings
from django.db import models

from exchange.discussion.models.comment import SUBJECT_NAMES, UnderSomething, exactly_one


class ThreadFollow(UnderSomething):
    """A member hears of new answers under something, or has said that they do not want to.

    Without a row, only whoever asked or wrote it hears of them: so no row ever says who that was.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    is_on = models.BooleanField(default=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(condition=exactly_one(), name="follow_has_one_subject"),
            *(models.UniqueConstraint(fields=["user", name], name=f"one_follow_of_a_{name}") for name in SUBJECT_NAMES),
        ]

    def __str__(self) -> str:
        return f"follow {self.pk}"
