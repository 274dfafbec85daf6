"""Does telling the broker cost nobody time or an error, whatever state the broker is in?"""

import time

import pytest
from django.db import transaction
from kombu import pools

from portal.celery import app
from portal.delivery import poke, tasks
from portal.delivery.models import Delivery, Notice
from portal.schedule import SCHEDULE
from tests.faults.house import free_port, wait_for
from tests.portal import notices


@pytest.fixture
def broker(settings):
    """broker(url): use that broker for the time of the test."""
    kept = app.conf.broker_url, app.conf.broker_transport_options
    settings.POKE_DISPATCHER = True

    def use(url, **options):
        app.conf.broker_url, app.conf.broker_transport_options = url, options
        pools.reset()
        app._pool = app.amqp._producer_pool = None

    yield use
    use(kept[0], **kept[1])


@pytest.mark.django_db
def test_off_in_tests(monkeypatch):
    monkeypatch.setattr(poke, "tell_broker", lambda: pytest.fail("must not be asked"))
    tasks.poke_dispatcher()
    time.sleep(0.05)


def test_broker_that_is_down_is_a_no_at_once(broker):
    broker(f"redis://127.0.0.1:{free_port()}/0", socket_connect_timeout=0.3, max_retries=0)

    began = time.monotonic()
    assert poke.tell_broker() is False
    assert time.monotonic() - began < 3  # retries would take half a minute; other tests keep the machine busy


def test_full_disk_is_a_no(broker, tmp_path, monkeypatch):
    folders = {"data_folder_in": str(tmp_path), "data_folder_out": str(tmp_path), "control_folder": str(tmp_path)}
    broker("folder://localhost/", **folders)

    def full(self, text):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.write_text", full)
    assert poke.tell_broker() is False


def test_nobody_waits_even_for_a_broker_that_hangs(settings, monkeypatch):
    settings.POKE_DISPATCHER = True
    asked = []

    def hang():
        asked.append(time.monotonic())
        time.sleep(0.5)
        return True

    monkeypatch.setattr(poke, "tell_broker", hang)
    began = time.monotonic()
    for _ in range(1000):
        tasks.poke_dispatcher()

    assert time.monotonic() - began < 0.3
    wait_for(lambda: asked, 5, "the broker is told")
    time.sleep(1.5)
    assert len(asked) <= 3, "a thousand pokes are one or two"


@pytest.mark.django_db(transaction=True)
def test_commit_pokes_once_it_is_done(monkeypatch):
    poked = []
    monkeypatch.setattr(tasks, "poke", lambda: poked.append(1))

    notices.delivery()

    assert poked == [1]


@pytest.mark.django_db(transaction=True)
def test_rolled_back_change_tells_nobody(monkeypatch):
    poked = []
    monkeypatch.setattr(tasks, "poke", lambda: poked.append(1))
    with transaction.atomic():
        notices.delivery()
        transaction.set_rollback(True)

    assert (poked, Notice.objects.count(), Delivery.objects.count()) == ([], 0, 0)


def test_settings_of_the_queue():
    assert app.conf.task_acks_late
    assert app.conf.task_reject_on_worker_lost
    assert (app.conf.worker_prefetch_multiplier, app.conf.accept_content) == (1, ["json"])
    assert app.conf.result_backend is None
    assert app.conf.task_ignore_result


def test_every_periodic_job_exists_and_may_be_left_out_when_late():
    app.loader.import_default_modules()
    for name, job in SCHEDULE.items():
        assert job["task"] in app.tasks, name
        assert job["options"]["expires"] <= job["schedule"] * 2, name
