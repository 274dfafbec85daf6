"""How do log-in mails travel? Through the outbox, like all others: encrypted, in the fast queue, gone with their code."""

from datetime import timedelta
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from portal import clock
from portal.delivery import outbox


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_code": _("This is not the code of our newest mail. Please look once more."),
    }

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write the mail's row; it leaves within seconds, or expires with the code it carries."""
        message = self.render_mail(template_prefix, email, {"email": email, **context})
        expires_at = clock.now() + timedelta(seconds=settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT)
        outbox.post_sealed(to=email, subject=str(message.subject), text=str(message.body), expires_at=expires_at)

    def format_email_subject(self, subject: str) -> str:
        """No prefix: a subject on a locked phone must not say what the network is about."""
        return subject

    def get_from_email(self) -> str:
        return settings.DEFAULT_FROM_EMAIL
