"""Redis stops: does every form still succeed, at once, and is all sent when it is back? With a real worker and schedule."""

import json
import shutil
import signal
import subprocess
import sys

import pytest

from tests.faults.house import House, end, free_port, wait_for

pytestmark = [pytest.mark.services, pytest.mark.timeout(180)]
REDIS = shutil.which("redis-server")
UNSENT = "SELECT count(*) FROM delivery_delivery WHERE state IN ('waiting', 'sending')"
STATES = "SELECT state, count(*) FROM delivery_delivery GROUP BY state"
WORKER = [sys.executable, "-m", "celery", "-A", "portal", "--quiet", "worker", "-Q", "now,bulk,canary", "-l", "ERROR"]
WORKER += ["--concurrency", "1", "--without-gossip", "--without-mingle", "--without-heartbeat"]
BEAT = [sys.executable, "-m", "celery", "-A", "portal", "--quiet", "beat", "-l", "ERROR", "--pidfile", ""]


@pytest.fixture
def port():
    if not REDIS:
        pytest.skip("did without Redis: there is no redis-server on this machine")
    return free_port()


@pytest.fixture
def house(tmp_path, port):
    made = House(tmp_path, DEMO=1, REDIS_URL=f"redis://127.0.0.1:{port}/0", LOG_LEVEL="ERROR")
    yield made
    made.close()


def start_redis(house: House, port: int) -> "subprocess.Popen[str]":
    """Empty each time: what was queued before is forgotten, as after the loss of its disk."""
    options = ["--port", str(port), "--save", "", "--appendonly", "no", "--dir", str(house.folder)]
    server = house.start(REDIS, *options)
    wait_for(lambda: b"PONG" in ping(port), 10, "Redis answers")
    return server


def ping(port: int) -> bytes:
    return subprocess.run(["redis-cli", "-p", str(port), "ping"], capture_output=True).stdout


def letters(house: House) -> int:
    return len(list((house.folder / "letterbox").glob("[0-9]*.eml")))


def test_every_form_succeeds_and_all_is_sent_afterwards(house, port):
    server = start_redis(house, port)
    house.start(*WORKER, stderr=subprocess.DEVNULL)
    house.start(*BEAT, stderr=subprocess.DEVNULL)
    wait_for(
        lambda: house.sql("SELECT name FROM delivery_heartbeat WHERE name = 'dispatch'"), 60, "a worker at work", 0.5
    )

    end(server, signal.SIGTERM)
    answers = json.loads(house.run("-m", "tests.faults.forms"))
    print(json.dumps({"forms_without_redis": answers}))
    assert {status for _name, status, _seconds in answers} == {302}
    assert max(seconds for _name, _status, seconds in answers) < 2
    waiting = house.sql(UNSENT)[0][0]
    assert waiting >= 6, "nothing is sent without the queue, and nothing is lost"
    assert letters(house) == 0

    start_redis(house, port)
    wait_for(lambda: house.sql(UNSENT)[0][0] == 0, 60, "all is sent", 0.5)
    states = dict(house.sql(STATES))
    print(json.dumps(states))
    assert set(states) <= {"sent", "not-allowed"}
    assert letters(house) == states["sent"]


def test_without_redis_and_workers_one_command_sends_all(house):
    house.run("-m", "tests.faults.forms")
    house.run("manage.py", "deliver", "--once")

    states = dict(house.sql(STATES))
    assert set(states) <= {"sent", "not-allowed"}
    assert letters(house) == states["sent"]
