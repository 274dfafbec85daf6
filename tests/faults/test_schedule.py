"""Days pass and nobody answers: does the running schedule remind, lapse and ask the next, each once and in time?

A real worker with its schedule, as `make run` starts it; its minutes are made seconds, and the clock of all processes is
moved through the demo's own row.
"""

import json
from collections import Counter
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings

from portal.workdays import is_working_day, working_days_between
from tests.faults import at_work
from tests.faults.house import House, wait_for

pytestmark = pytest.mark.timeout(300)
MARK = "SELECT at FROM delivery_heartbeat WHERE name = 'canary'"


@pytest.fixture
def house(open_house):
    return at_work.open_demo(open_house)


def jump(house: House, to: datetime) -> None:
    """Move the clock and do nothing else: what happens now is done by the schedule alone."""
    seconds = round((to - datetime.now(UTC)).total_seconds())
    moved = f"interval '{seconds} seconds'" if house.database else f"{seconds * 1_000_000}"
    house.sql("DELETE FROM site_democlock")
    house.sql(f'INSERT INTO site_democlock (id, "offset", wanted) VALUES (1, {moved}, {moved})')


def noon(start: datetime, working: int) -> datetime:
    """Return noon on the given working day after the start, where the network is."""
    day = start.astimezone(ZoneInfo(settings.TIME_ZONE)).replace(hour=12)
    while working:
        day += timedelta(days=1)
        working -= is_working_day(day.date())
    return day


def moment(value: Any) -> datetime:
    found = datetime.fromisoformat(value) if isinstance(value, str) else value
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def sent(house: House, user: int) -> Counter[str]:
    """Which kinds of mail has this person got, how often?"""
    rows = house.sql(
        "SELECT kind FROM delivery_delivery JOIN delivery_notice ON notice_id = delivery_notice.id"
        f" WHERE recipient_id = {user} AND state = 'sent'"
    )
    return Counter(kind.removeprefix("visits.") for (kind,) in rows)


def told(house: House, user: int, kind: str) -> list[datetime]:
    """When was this person told that?"""
    rows = house.sql(
        f"SELECT created_at FROM delivery_notice WHERE recipient_id = {user} AND kind = 'visits.{kind}' ORDER BY id"
    )
    return [moment(at) for (at,) in rows]


def letters(house: House, user: int) -> int:
    """How many letters lie in the letterbox for this person?"""
    ((address,),) = house.sql(f"SELECT email FROM accounts_user WHERE id = {user}")
    found = (message_from_bytes(path.read_bytes()) for path in (house.folder / "letterbox").glob("[0-9]*.eml"))
    return sum(letter["To"] == address for letter in found)


def states(house: House) -> list[str]:
    return [state for (state,) in house.sql('SELECT state FROM visits_invitation ORDER BY "order"')]


def answer_by(house: House, user: int) -> datetime:
    ((found,),) = house.sql(
        "SELECT answer_by FROM visits_invitation JOIN accounts_member ON expert_id = accounts_member.id"
        f" WHERE user_id = {user}"
    )
    return moment(found)


def wait_for_rounds(house: House) -> None:
    """Wait until the schedule has come round twice more, seen by the mark that one of its jobs leaves."""
    for _round in range(2):
        before = house.sql(MARK)
        wait_for(lambda seen=before: house.sql(MARK) != seen, 20, "the schedule comes round")


@pytest.fixture
def ids(house):
    """One request: the first has been asked, the second is next on the list."""
    return json.loads(house.run("-m", "tests.faults.asked", "asked"))


def test_reminded_twice_lapsed_and_the_next_is_asked(house, ids):
    first, second = ids["first"], ids["second"]
    at_work.start(house, "worker", "schedule", celery=at_work.QUICK)
    wait_for(lambda: sent(house, first) == {"invited": 1}, 60, "the first is asked by mail")
    (asked,) = told(house, first, "invited")

    jump(house, noon(asked, 2) - timedelta(days=1))
    wait_for_rounds(house)
    assert sent(house, first) == {"invited": 1}, "nobody is reminded early"
    jump(house, noon(asked, 2))
    wait_for(lambda: sent(house, first)["invitation_reminder"] == 1, 20, "a reminder after 2 working days")
    jump(house, noon(asked, 4))
    wait_for(lambda: sent(house, first)["invitation_reminder"] == 2, 20, "a reminder after 4 working days")
    jump(house, answer_by(house, first) - timedelta(minutes=5))
    wait_for_rounds(house)
    assert states(house) == ["invited", "suggested"], "nobody lapses early"
    jump(house, answer_by(house, first) + timedelta(minutes=1))
    wait_for(lambda: sent(house, second)["invited"] == 1, 20, "the next is asked by mail")
    assert states(house) == ["lapsed", "invited"]

    # The second is silent, too; now days pass as by the demo bar, while the schedule goes on asking.
    house.run("-m", "tests.faults.days", "10")
    wait_for(lambda: sent(house, ids["coordinator"])["list_exhausted"] == 1, 20, "the coordinator is told")
    wait_for_rounds(house)
    assert states(house) == ["lapsed", "lapsed"]
    for user in (first, second):
        check_once_and_in_time(house, user)
    assert not {"invitation_lapsed", "invited"} & set(sent(house, ids["requester"]))


def check_once_and_in_time(house: House, user: int) -> None:
    assert sent(house, user) == {"invited": 1, "invitation_reminder": 2, "invitation_lapsed": 1}
    assert letters(house, user) == 4
    (asked,), (lapsed,) = told(house, user, "invited"), told(house, user, "invitation_lapsed")
    reminded = told(house, user, "invitation_reminder")
    assert [working_days_between(asked, at, ()) for at in (*reminded, answer_by(house, user))] == [2, 4, 5]
    assert timedelta() <= lapsed - answer_by(house, user) < timedelta(days=1, minutes=10)
