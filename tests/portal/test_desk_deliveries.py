"""Do staff see how the outbox does, and nothing of what is in it?"""

from datetime import timedelta

import pytest

from portal import clock
from portal.audit.models import AuditEvent
from portal.delivery import dispatch, queries
from portal.delivery.models import Delivery, Heartbeat
from tests import makers
from tests.portal import notices

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(as_user):
    return as_user(makers.coordinator())


def test_states_never_contents(desk):
    row = notices.delivery(notices.MUST)
    Delivery.objects.filter(pk=row.pk).update(state="failed", last_error="550")

    page = desk.get("/desk/deliveries/").text

    assert "550" in page
    assert not any(word in page for word in (row.notice.recipient.email, "Mira", "tests.must", row.key))


@pytest.mark.parametrize("maker", [makers.member, makers.user])
def test_does_not_exist_for_others(as_user, maker):
    browser = as_user(maker())

    assert browser.get("/desk/deliveries/").status_code == 404
    assert browser.post("/desk/deliveries/retry/").status_code == 404


def test_parked_mails_may_try_again(desk):
    row = notices.delivery()
    Delivery.objects.filter(pk=row.pk).update(state="parked", render_errors=5, last_error="KeyError")
    assert "Try them again" in desk.get("/desk/deliveries/").text
    assert desk.get("/desk/deliveries/retry/").status_code == 405

    desk.post("/desk/deliveries/retry/")

    assert dispatch.run() == {"sent": 1}
    assert AuditEvent.objects.get(action="delivery.retried").subject_id == row.pk


def test_queries_stay_flat(desk, django_assert_max_num_queries):
    for number in range(10):
        row = notices.delivery()
        Delivery.objects.filter(pk=row.pk).update(state="failed", last_error=f"55{number}")
    with django_assert_max_num_queries(20) as found:
        desk.get("/desk/deliveries/")

    assert len([query for query in found.captured_queries if '"delivery_' in query["sql"]]) <= 4


def test_silence_is_known_by_marks_not_by_processes(travel):
    assert queries.health().is_silent
    dispatch.beat("canary")
    travel(days=9)
    assert not queries.health().is_silent

    Heartbeat.objects.update(at=clock.real_now() - timedelta(seconds=91))
    assert queries.health().is_silent


def test_late_mail_and_dead_worker_are_seen():
    late, held = notices.delivery(), notices.delivery()
    Delivery.objects.filter(pk=late.pk).update(not_before=clock.now() - timedelta(minutes=6))
    Delivery.objects.filter(pk=held.pk).update(state="sending", lease_until=clock.real_now() - timedelta(seconds=1))

    health = queries.health()

    assert health.is_late
    assert (health.due, health.overdue_leases, health.counts["sending"]) == (1, 1, 1)
