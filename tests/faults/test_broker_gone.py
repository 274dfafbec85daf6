"""Redis stops, or loses all it had: does every form still succeed, at once, and is all sent when it is back? With real
workers and schedule."""

import json
import os
import shutil
import signal
import statistics
import subprocess
import time
from operator import itemgetter
from typing import Any

import pytest

from tests.faults import forms
from tests.faults.background import Background
from tests.faults.house import House, end, start_redis, wait_for

# More on demand (docs/operating.md): OUTAGE=600 MEMBERS=200
OUTAGE = float(os.environ.get("OUTAGE", "4"))
MEMBERS = int(os.environ.get("MEMBERS", "5"))
pytestmark = [pytest.mark.services, pytest.mark.timeout(300 + 4 * OUTAGE)]
UNSENT = "SELECT count(*) FROM delivery_delivery WHERE state IN ('waiting', 'sending')"
STATES = "SELECT state, count(*) FROM delivery_delivery GROUP BY state"
AT_WORK = "SELECT name FROM delivery_heartbeat WHERE name = 'dispatch'"
COMPUTING = "SELECT count(*) FROM visits_visitrequest WHERE shortlist = 'computing'"


def letters(house: House) -> int:
    return len(list((house.folder / "letterbox").glob("[0-9]*.eml")))


def test_every_form_succeeds_and_all_is_sent_afterwards(open_house, redis_port):
    house = open_house(DEMO=1, REDIS_URL=f"redis://127.0.0.1:{redis_port}/0")
    server = start_redis(house, redis_port)
    members = house.python("-m", "tests.faults.forms", stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    background = Background(house, ["worker", "worker", "schedule"])
    try:
        wait_for(lambda: house.sql(AT_WORK), 60, "a worker at work", 0.2)
        usual = forms.come(members, 3, 0)["answers"]  # also warms up what a web process has long done
        all_is_sent(house, "Redis there")
        end(server, signal.SIGTERM)
        forms_succeed(house, members, usual, "Redis stopped")
        server = start_redis(house, redis_port)
        all_is_sent(house, "Redis back with what it had")

        end(server, signal.SIGKILL)
        shutil.rmtree(house.folder / "redis")
        forms_succeed(house, members, usual, "Redis killed, its folder deleted")
        start_redis(house, redis_port)
        all_is_sent(house, "Redis back, empty")
    finally:
        background.end()
        members.stdin.close()


def p95(answers: list[Any]) -> float:
    return float(sorted(seconds for _name, _status, seconds in answers)[int(len(answers) * 0.95)])


def forms_succeed(house: House, members: "subprocess.Popen[str]", usual: list[Any], when: str) -> None:
    """All is answered, as quickly as ever; nothing is sent meanwhile, and nothing is lost."""
    before = letters(house)
    result = forms.come(members, MEMBERS, OUTAGE)
    answers = result["answers"]
    figures = {
        "when": when,
        "members": MEMBERS,
        "asked": len(answers),
        "failed": [answer for answer in answers if answer[1] != (200 if answer[0] == "browse" else 302)],
        "median": statistics.median(seconds for _name, _status, seconds in answers),
        "p95": p95(answers),
        "p95_with_redis": p95(usual),
        "slowest": sorted(answers, key=itemgetter(2))[-3:],
        "waiting": house.sql(UNSENT)[0][0],
    }
    print(json.dumps(figures))
    assert figures["failed"] == []
    assert figures["median"] < 2
    if OUTAGE > 10:  # a machine that is busy with other tests is slow with Redis too
        assert figures["p95"] < 2
    assert figures["waiting"] >= 5 * MEMBERS, "sign-up, code, reset, answer and request make a mail each"
    assert letters(house) == before
    assert result["right_password_after_six_wrong"] == 200, "wrong passwords are counted without Redis too"


def all_is_sent(house: House, when: str) -> None:
    back = time.monotonic()
    # Workers ask for a lost Redis in longer and longer steps, up to half a minute.
    wait_for(lambda: house.sql(UNSENT)[0][0] == 0, 120, f"all is sent: {when}", 0.2)
    states = dict(house.sql(STATES))
    print(json.dumps({"when": when, "seconds_until_all_is_sent": round(time.monotonic() - back, 1), **states}))
    assert set(states) <= {"sent", "not-allowed"}
    assert letters(house) == states["sent"]
    if OUTAGE > 10:  # the schedule looks once a minute for lists that were asked for in vain
        wait_for(lambda: house.sql(COMPUTING)[0][0] == 0, 90, f"all lists are made: {when}", 1)


def test_without_redis_and_workers_one_command_sends_all(open_house, redis_port):
    house = open_house(DEMO=1, REDIS_URL=f"redis://127.0.0.1:{redis_port}/0")
    members = house.python("-m", "tests.faults.forms", stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    members.communicate("2 0\n", timeout=60)
    assert house.sql(UNSENT)[0][0] >= 10

    house.run("manage.py", "deliver", "--once")

    states = dict(house.sql(STATES))
    assert set(states) <= {"sent", "not-allowed"}
    assert letters(house) == states["sent"]
