"""Does every row of the outbox come to the end it should, and only once?"""

import smtplib
from datetime import timedelta

import pytest
from django.core import mail

from portal import clock
from portal.delivery import dispatch, leases, outbox
from portal.delivery.models import Delivery, Preference
from portal.delivery.post import Answer, Outcome, Post
from tests import makers
from tests.portal import notices

pytestmark = pytest.mark.django_db


def state_of(row):
    row.refresh_from_db()
    return row.state


def ready(row):
    """Let the back-off be over."""
    Delivery.objects.filter(pk=row.pk).update(retry_at=None)


@pytest.fixture
def answers(monkeypatch):
    """The server's answers, one for each mail, the last one for ever; "sent" afterwards."""
    queue = []

    def send(self, message, on_hand_over):
        on_hand_over()
        return queue.pop(0) if queue else Answer(Outcome.SENT)

    monkeypatch.setattr(Post, "send", send)
    return queue


def test_due_row_is_sent_once():
    row = notices.delivery()

    assert dispatch.run() == {"sent": 1}
    assert dispatch.run() == {}
    assert (state_of(row), row.attempts, row.lease_owner) == ("sent", 1, "")
    assert len(mail.outbox) == 1


def test_notify_twice_writes_one_row():
    notices.register()
    user = makers.user()

    for _ in range(2):
        outbox.notify(notices.NEWS, "same-event", [user, user], {"thing": 1})

    assert Delivery.objects.count() == 1


def test_row_waits_until_its_time_and_the_clock_may_be_moved(travel):
    notices.delivery(not_before=clock.now() + timedelta(days=2))

    assert dispatch.run() == {}
    travel(days=3)
    assert dispatch.run() == {"sent": 1}


def test_moved_clock_neither_frees_a_lease_nor_hurries_a_retry(travel, answers):
    held, deferred = notices.delivery(), notices.delivery()
    answers.append(Answer(Outcome.DEFERRED, "450"))
    Delivery.objects.filter(pk=held.pk).update(lease_owner="other", lease_until=clock.real_now() + timedelta(seconds=9))
    assert dispatch.run() == {"deferred": 1}

    travel(days=30)

    assert dispatch.run() == {}
    assert state_of(deferred) == state_of(held) == "waiting"


def test_gone_object_is_not_sent():
    row = notices.delivery(thing=0)

    dispatch.run()

    assert (state_of(row), row.last_error) == ("not-allowed", "not-allowed-any-more")
    assert mail.outbox == []


def test_closed_account_gets_nothing():
    row = notices.delivery(notices.MUST)
    row.notice.recipient.is_active = False
    row.notice.recipient.save()

    dispatch.run()

    assert (state_of(row), row.last_error) == ("not-allowed", "inactive")


@pytest.mark.parametrize("is_protected", [True, False])
def test_whoever_reads_in_the_portal_only_gets_no_mail_whatever_it_is(is_protected):
    user = makers.user(protected=is_protected)
    Preference.objects.create(user=user, mail=is_protected, unsubscribe_code="x")
    news, asks, must = (notices.delivery(kind, user=user) for kind in (notices.NEWS, notices.ASKS, notices.MUST))

    dispatch.run()

    assert [state_of(row) for row in (news, asks, must)] == ["not-allowed"] * 3
    assert mail.outbox == []
    assert user.notices.count() == 3  # the inbox has it all


def test_codes_one_asks_for_come_all_the_same():
    user = makers.user(protected=True)
    Preference.objects.create(user=user, mail=False, unsubscribe_code="x")
    in_a_while = clock.now() + timedelta(minutes=15)
    row = outbox.post_sealed(to=user.email, subject="Your code", text="ABC123", expires_at=in_a_while)

    dispatch.run()

    assert state_of(row) == "sent"
    assert [message.to for message in mail.outbox] == [[user.email]]


def test_fast_queue_goes_first(answers):
    bulk, now = notices.delivery(notices.NEWS), notices.delivery(notices.ASKS)

    assert [row.pk for row in leases.claim("me")] == [now.pk, bulk.pk]
    assert leases.claim("you") == []


def test_all_mail_can_be_paused(settings):
    notices.delivery()
    settings.PAUSE_ALL_MAIL = True
    assert dispatch.run() == {}

    settings.PAUSE_ALL_MAIL = False
    assert dispatch.run() == {"sent": 1}


@pytest.mark.parametrize("attempts", range(1, 10))
def test_back_off_grows_with_some_chance_in_it(attempts, answers):
    row = notices.delivery()
    Delivery.objects.filter(pk=row.pk).update(attempts=attempts - 1)
    answers.append(Answer(Outcome.DEFERRED, "451"))

    dispatch.run()

    row.refresh_from_db()
    minutes = (row.retry_at - clock.real_now()).total_seconds() / 60
    assert 0.88 < minutes / leases.RETRIES[attempts - 1] < 1.11
    assert (row.state, row.last_error, row.lease_until) == ("waiting", "451", None)


def test_after_the_last_retry_the_mail_has_failed_and_the_notice_stays(answers):
    row = notices.delivery()
    Delivery.objects.filter(pk=row.pk).update(attempts=len(leases.RETRIES))
    answers.append(Answer(Outcome.DEFERRED, "451"))

    dispatch.run()

    assert (state_of(row), row.last_error) == ("failed", "gave-up 451")
    assert row.notice is not None


def test_refused_for_good_is_not_tried_again(answers):
    row = notices.delivery(notices.MUST)
    answers.append(Answer(Outcome.FAILED, "550"))

    assert dispatch.run() == {"failed": 1}
    assert dispatch.run() == {}
    assert (state_of(row), row.last_error, row.sent_at) == ("failed", "550", None)


@pytest.mark.parametrize("kind", [notices.ASKS, notices.MUST])
def test_lost_answer_of_an_awaited_mail_is_tried_once_more_only(kind, answers):
    row = notices.delivery(kind)
    answers += [Answer(Outcome.UNCERTAIN, "timeout")] * 3

    for _ in range(4):
        dispatch.run()
        ready(row)

    assert (state_of(row), row.attempts, row.doubts) == ("uncertain", 2, 1)


def test_lost_answer_of_other_news_counts_as_sent(answers):
    row = notices.delivery(notices.NEWS)
    answers.append(Answer(Outcome.UNCERTAIN, "connection-closed"))

    dispatch.run()

    assert (state_of(row), row.last_error) == ("uncertain", "connection-closed")
    assert row.sent_at is not None


def test_worker_that_died_before_handing_over_leaves_no_doubt():
    row = notices.delivery(notices.NEWS)
    [held] = leases.claim("dead")
    leases.begin(held)
    Delivery.objects.update(lease_until=clock.real_now() - timedelta(seconds=1))

    assert dispatch.run() == {"sent": 1}
    assert (state_of(row), row.doubts, row.attempts) == ("sent", 0, 2)


@pytest.mark.parametrize(("kind", "then"), [(notices.NEWS, "uncertain"), (notices.MUST, "sent")])
def test_worker_that_died_after_handing_over_leaves_a_doubt(kind, then):
    row = notices.delivery(kind)
    [held] = leases.claim("dead")
    leases.begin(held)
    leases.hand_over(held)
    assert dispatch.run() == {}, "the lease still holds"

    Delivery.objects.update(lease_until=clock.real_now() - timedelta(seconds=1))
    dispatch.run()
    ready(row)
    dispatch.run()

    assert (state_of(row), row.doubts) == (then, 1 if then == "sent" else 0)


def test_worker_that_slept_over_its_lease_changes_nothing():
    row = notices.delivery()
    [slow] = leases.claim("slow")
    Delivery.objects.update(lease_until=clock.real_now() - timedelta(seconds=1))
    assert dispatch.run() == {"sent": 1}

    assert not leases.begin(slow)
    with pytest.raises(leases.LeaseLostError):
        leases.hand_over(slow)
    leases.record(slow, Answer(Outcome.FAILED, "550"))
    assert state_of(row) == "sent"


def test_lease_lost_between_two_lines_stops_the_mail(monkeypatch):
    row = notices.delivery()
    begin = leases.begin

    def overtaken(held):
        begun = begin(held)
        Delivery.objects.update(lease_owner="other")
        return begun

    monkeypatch.setattr(leases, "begin", overtaken)
    assert dispatch.run() == {"not-ours": 1}
    assert (state_of(row), mail.outbox) == ("waiting", [])


def test_poison_row_is_parked_after_five_tries_and_others_pass(caplog):
    poison, good = notices.delivery(notices.BROKEN), notices.delivery()

    for _ in range(leases.RENDER_ERRORS):
        dispatch.run()
        ready(poison)

    assert (state_of(poison), poison.last_error, poison.attempts) == ("parked", "LookupError", 0)
    assert state_of(good) == "sent"
    assert "Mira" not in caplog.text


def test_row_that_ends_the_process_each_time_is_parked():
    row = notices.delivery()
    Delivery.objects.filter(pk=row.pk).update(attempts=leases.ATTEMPTS)

    dispatch.run()

    assert (state_of(row), row.last_error) == ("parked", "too-many-attempts")


def test_server_out_of_reach_counts_for_no_row(monkeypatch, settings):
    rows = [notices.delivery() for _ in range(3)]
    with monkeypatch.context() as patch:
        patch.setattr("django.core.mail.backends.locmem.EmailBackend.open", raise_refused)
        assert dispatch.run() == {}
    assert {(state_of(row), row.attempts, row.last_error) for row in rows} == {
        ("waiting", 0, "no-connection connection-closed")
    }

    assert dispatch.run() == {"sent": 3}


def raise_refused(self):
    raise ConnectionRefusedError


def test_kind_nobody_registered_is_an_error_not_a_silent_no():
    row = notices.delivery()
    row.notice.kind = "tests.forgotten"
    row.notice.save()

    assert dispatch.run() == {"render-error": 1}
    assert (state_of(row), row.last_error) == ("waiting", "KeyError")


def test_full_folder_is_no_doubt(settings, monkeypatch, tmp_path):
    settings.EMAIL_BACKEND = "portal.delivery.letterbox.LetterboxBackend"
    settings.LETTERBOX_DIR = tmp_path
    row = notices.delivery()
    with monkeypatch.context() as patch:
        patch.setattr("pathlib.Path.open", raise_full)
        assert dispatch.run() == {"deferred": 1}
    ready(row)

    assert dispatch.run() == {"sent": 1}


def raise_full(self, *args):
    raise OSError(28, "No space left on device")


def test_round_ends_in_time_and_gives_back_the_rest(monkeypatch):
    rows = [notices.delivery() for _ in range(3)]

    assert dispatch.run(seconds=0.0) == {}
    monkeypatch.setattr(dispatch.time, "monotonic", iter([0.0, 1.0, 99.0, 99.0, 99.0]).__next__)
    assert dispatch.run(seconds=10) == {"sent": 1}
    assert sum(state_of(row) == "waiting" and row.lease_owner == "" for row in rows) == 2


def test_smtp_codes_become_outcomes():
    post = Post()
    assert post._by_code(450).outcome is Outcome.DEFERRED
    assert post._by_code(550).outcome is Outcome.FAILED
    assert issubclass(smtplib.SMTPException, OSError), "Post counts on it"
