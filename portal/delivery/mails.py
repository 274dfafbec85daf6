"""What does a mail say? That there is news, and until when an answer is awaited; never names, topics or places."""

from datetime import datetime, timedelta
from email.utils import parseaddr
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import get_timezone_name
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _

from portal import clock
from portal.delivery import queries, registry, sealing
from portal.delivery.actions import preference_of
from portal.delivery.models import Delivery, Notice, Preference


class NotAllowedError(Exception):
    """This mail must not go out; the text is a code for the row."""


def build(row: Delivery) -> EmailMultiAlternatives:
    """Put an outbox row into a mail for its one recipient, in their language and zone.

    Raises NotAllowedError when it must not be sent (any more), and whatever a broken renderer raises.
    """
    if row.notice is None:
        return _sealed_mail(row)
    user = row.notice.recipient
    if not user.is_active:
        raise NotAllowedError("inactive")
    preference = preference_of(user)
    if queries.reads_in_portal_only(user, preference):
        raise NotAllowedError("portal-only")
    registry.kind(row.notice.kind)  # a kind nobody registered is our mistake: an error, not a silent no
    if row.notice.pk not in registry.texts_for([row.notice]):
        raise NotAllowedError("not-allowed-any-more")
    with translation.override(user.language), timezone.override(ZoneInfo(user.time_zone)):
        return _news_mail(row, row.notice, preference)


def _news_mail(row: Delivery, notice: Notice, preference: Preference) -> EmailMultiAlternatives:
    answer_by = _answer_by(notice)
    unsubscribe = "" if row.must_deliver else f"{settings.SITE_URL}/unsubscribe/{preference.unsubscribe_code}/"
    subject = _("Please answer by %(day)s") % {"day": _short_day(answer_by)} if answer_by else _("News for you")
    words = {
        "subject": subject,
        "recognition_word": preference.recognition_word,
        "asks": registry.kind(notice.kind).asks,
        "day": formats.date_format(answer_by, "l j F, H:i") if answer_by else "",
        "zone": _zone_name(notice.recipient),
        "url": f"{settings.SITE_URL}/r/{notice.code}/",
        "settings_url": f"{settings.SITE_URL}/me/notifications/",
        "unsubscribe_url": unsubscribe,
        "language": notice.recipient.language,
    }
    headers = {}
    if unsubscribe:
        headers = {"List-Unsubscribe": f"<{unsubscribe}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return _mail(
        row,
        notice.recipient.email,
        subject,
        render_to_string("emails/news.txt", words),
        render_to_string("emails/news.html", words),
        headers,
    )


def _sealed_mail(row: Delivery) -> EmailMultiAlternatives:
    if row.payload is None:
        raise NotAllowedError("wiped")
    words = sealing.unseal(row.payload)
    return _mail(row, words["to"], words["subject"], words["text"], words.get("html", ""), {})


def _mail(
    row: Delivery, to: str, subject: str, text: str, html: str, headers: dict[str, str]
) -> EmailMultiAlternatives:
    host = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    message = EmailMultiAlternatives(
        subject,
        text,
        settings.DEFAULT_FROM_EMAIL,
        [to],
        headers={
            # The same for each try, so that a mailbox can see that the second copy is the first.
            "Message-ID": f"<{row.key}@{host}>",
            "X-Notification-Key": row.key,
            "Auto-Submitted": "auto-generated",
            **headers,
        },
    )
    if html:
        message.attach_alternative(html, "text/html")
    return message


def _answer_by(notice: Notice) -> datetime | None:
    """Return until when an answer is awaited, in the zone now active; None when nothing is, or when it is past."""
    if notice.answer_by is None or notice.answer_by <= clock.now() or not registry.kind(notice.kind).asks:
        return None
    return timezone.localtime(notice.answer_by)


def _short_day(day: datetime) -> str:
    """Thursday; or, when that could be two Thursdays, 3 December."""
    near = day.date() - timezone.localtime(clock.now()).date() < timedelta(days=7)
    return formats.date_format(day, "l" if near else "j F")


def _zone_name(user: Any) -> str:
    """Central European Time, in the person's language."""
    try:
        locale = Locale.parse(user.language, sep="-")
    except (UnknownLocaleError, ValueError):
        locale = Locale("en")
    return get_timezone_name(ZoneInfo(user.time_zone), locale=locale)
