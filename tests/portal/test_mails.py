"""Does a mail say no more than it may, and all that its reader needs?"""

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings

from portal import clock
from portal.delivery import mails, outbox
from portal.delivery.models import Delivery, Preference
from tests import makers
from tests.portal import notices

pytestmark = pytest.mark.django_db

TUESDAY = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
THURSDAY = datetime(2026, 11, 26, 16, 0, tzinfo=UTC)  # 17:00 in Amsterdam


@pytest.fixture
def tuesday(monkeypatch):
    monkeypatch.setattr(clock.timezone, "now", lambda: TUESDAY)


def build(kind=notices.NEWS, **fields):
    return mails.build(notices.delivery(kind, **fields))


def whole(message):
    return message.message().as_string() + message.body + "".join(str(part.content) for part in message.alternatives)


def test_mail_that_asks_says_until_when(tuesday):
    message = build(notices.ASKS, answer_by=THURSDAY)

    assert message.subject == "Please answer by Thursday"
    assert "Thursday 26 November, 17:00 (Central European Time)" in message.body


def test_day_and_hour_are_the_readers(tuesday):
    reader = makers.user(language="de", time_zone="Pacific/Auckland")
    message = build(notices.ASKS, user=reader, answer_by=THURSDAY)

    assert "Freitag 27 November, 05:00" in message.body
    assert "Freitag" in message.subject


def test_day_that_could_be_two_is_a_date(tuesday):
    message = build(notices.ASKS, answer_by=THURSDAY + timedelta(days=7))

    assert message.subject == "Please answer by 3 December"


def test_day_that_is_past_is_not_asked_for(tuesday):
    message = build(notices.ASKS, answer_by=TUESDAY - timedelta(days=1))

    assert message.subject == "News for you"


def test_news_are_news(tuesday):
    assert build(notices.NEWS, answer_by=THURSDAY).subject == "News for you"


@pytest.mark.parametrize("kind", [notices.NEWS, notices.ASKS, notices.MUST])
def test_protected_reader_gets_no_mail(kind):
    with pytest.raises(mails.NotAllowedError, match="portal-only"):
        build(kind, user=makers.user(protected=True))


@pytest.mark.parametrize("kind", [notices.NEWS, notices.ASKS, notices.MUST])
def test_nothing_of_the_notices_own_words(kind):
    message = whole(build(kind))

    assert not any(word in message for word in ("Mira", "naloxone", "Rotterdam", "consumption", "drug", "DCR"))


def test_own_word_comes_first_and_is_made_at_the_first_mail():
    reader = makers.user()
    message = build(user=reader)

    word = Preference.objects.get(user=reader).recognition_word
    assert message.body.startswith(f"Your word: {word}\n")
    assert word in message.alternatives[0].content


def test_own_word_is_written_as_it_is():
    reader = makers.user()
    Preference.objects.create(user=reader, recognition_word="O'Hara & <b>", unsubscribe_code="x")
    message = build(user=reader)

    assert "Your word: O'Hara & <b>" in message.body
    assert "O&#x27;Hara &amp; &lt;b&gt;" in message.alternatives[0].content


def test_headers():
    row = notices.delivery()
    message = mails.build(row)

    headers = message.extra_headers
    assert headers["Message-ID"] == f"<{row.key}@localhost>"
    assert (headers["X-Notification-Key"], headers["Auto-Submitted"]) == (row.key, "auto-generated")
    assert message.recipients() == [row.notice.recipient.email]
    assert message.from_email == settings.DEFAULT_FROM_EMAIL


def test_link_is_neutral():
    row = notices.delivery()
    message = mails.build(row)

    assert f"{settings.SITE_URL}/r/{row.notice.code}/" in message.body
    assert f'href="{settings.SITE_URL}/r/{row.notice.code}/"' in message.alternatives[0].content


def test_one_click_to_stop_mails_but_not_the_ones_that_must_be_delivered():
    reader = makers.user()
    news, must = build(user=reader), build(notices.MUST, user=reader)

    code = Preference.objects.get(user=reader).unsubscribe_code
    assert news.extra_headers["List-Unsubscribe"] == f"<{settings.SITE_URL}/unsubscribe/{code}/>"
    assert news.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "List-Unsubscribe" not in must.extra_headers
    assert code not in whole(must)


def test_mail_loads_nothing_from_outside():
    html = build().alternatives[0].content

    assert not any(word in html for word in ("<img", "src=", "<link", "url(", "@import", "<script"))


def test_sealed_words_rest_encrypted_and_survive_a_new_key(settings):
    row = outbox.post_sealed(
        to="ana@example.org", subject="Your code", text="Code ABC123", expires_at=clock.now() + timedelta(minutes=15)
    )
    assert b"ABC123" not in bytes(row.payload)
    assert b"ana@" not in bytes(row.payload)

    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another-key"
    message = mails.build(Delivery.objects.get(pk=row.pk))

    assert (message.to, message.body) == (["ana@example.org"], "Code ABC123")
