"""The mail server is away, and hangs when it is back: do all forms succeed, and is all sent? In the embedded house, whose
threads no time limit ends."""

import json
import subprocess
import time

import pytest

from tests.faults import forms, mail_server
from tests.faults.background import Background
from tests.faults.house import free_port, wait_for

UNSENT = "SELECT count(*) FROM delivery_delivery WHERE state IN ('waiting', 'sending')"
STATES = "SELECT state, doubts, count(*) FROM delivery_delivery GROUP BY state, doubts"
TRIED_IN_VAIN = "SELECT count(*) FROM delivery_delivery WHERE last_error LIKE 'no-connection%'"
SIGNED_UP = "SELECT email FROM accounts_user WHERE email LIKE 'new.%' ORDER BY id"


@pytest.mark.timeout(240)
def test_every_form_succeeds_and_one_stuck_mail_does_not_hold_up_the_others(open_house):
    house = open_house(EMAIL_HOST="127.0.0.1", EMAIL_PORT=free_port())
    members = house.python("-m", "tests.faults.forms", stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    background = Background(house, ["worker"])
    try:
        answers = forms.come(members, 3, 0)["answers"]
        assert [answer for answer in answers if answer[1] not in (200, 302)] == []
        wait_for(lambda: house.sql(TRIED_IN_VAIN)[0][0], 60, "the worker knocks in vain", 0.2)
        waiting = house.sql(UNSENT)[0][0]
        assert waiting >= 15
        stuck = house.sql(SIGNED_UP)[0][0]

        log, server = mail_server.start(house, {stuck: "stuck"})
        assert server.stdout.readline() == "ready\n"
        back = time.monotonic()
        wait_for(lambda: house.sql(UNSENT)[0][0] <= 1, 30, "all but the stuck one are sent", 0.2)
        others = time.monotonic() - back
        wait_for(lambda: house.sql(UNSENT)[0][0] == 0, 60, "the stuck one is sent too", 0.2)
        whole = time.monotonic() - back
    finally:
        background.end()
        members.stdin.close()

    print(json.dumps({"waiting": waiting, "others_sent": round(others, 1), "all_sent": round(whole, 1)}))
    assert sorted(house.sql(STATES)) == [("sent", 0, waiting - 1), ("sent", 1, 1)]
    found = mail_server.received(log)
    assert len({entry["key"] for entry in found}) == waiting
    assert [entry["to"] for entry in found].count(stuck) == 2, "once more under the same Message-ID"
    assert len(found) == waiting + 1
