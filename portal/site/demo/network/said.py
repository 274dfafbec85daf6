"""What does the demo network announce, and support? Two events and a piece of news, each marked as the demo's own."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from accounts.actions.network import appoint_delegate
from exchange.statements import actions
from exchange.statements.models import Statement
from portal import clock
from portal.site.demo.network.members import People
from portal.site.demo.network.timeline import Story

COORDINATOR = "coordinator-office"
ZONE = "Europe/Amsterdam"
HOUSE, DELEGATE = "ams", "manager-amsterdam"
SUPPORTERS = (
    "nurse-amsterdam",
    "nurse-frankfurt",
    "nurse-vienna",
    "nurse-brussels",
    "social-worker-paris",
    "nurse-hamburg",
)


def load(people: People) -> list[Story]:
    return [_news(people), _event(people, 24, "webinar"), _event(people, -9, "meeting"), _support(people)]


def _support(people: People) -> Story:
    """Somebody speaks for a house; the house and some members say yes to what is there to be supported, not all by name."""
    yield -5
    house = people.organisations[HOUSE]
    appoint_delegate(people.user(COORDINATOR), house, people.members[DELEGATE])
    for statement in Statement.objects.filter(state=Statement.State.PUBLISHED, translation_of=None)[:1]:
        actions.endorse(people.user(DELEGATE), statement, organisation=house, is_named=True)
        for number, key in enumerate(SUPPORTERS):
            actions.endorse(people.user(key), statement, is_named=number % 2 == 0)


def _news(people: People) -> Story:
    yield -6
    user = people.user(COORDINATOR)
    item = actions.propose_news(
        user,
        {
            "title": "The portal has a page for statements (an example of the demo)",
            "body": "Members propose, a coordinator publishes. Events stand on top of this page, the next one first.",
            "on": clock.today(),
            "audience": "public",
        },
    )
    actions.publish_announcement(user, item)


def _event(people: People, on: int, kind: str) -> Story:
    """`on`: the day it is held; it was announced three weeks before it is over, or last week."""
    yield min(on - 21, -7)
    user = people.user(COORDINATOR)
    day = clock.today() + timedelta(days=on - min(on - 21, -7))
    is_online = kind == "webinar"
    event = actions.propose_event(
        user,
        {
            "title": "Airing a smoking room: what three houses learned (an example of the demo)"
            if is_online
            else "Meeting of coordinators (an example of the demo)",
            "body": "Twenty minutes from each house, then **your questions**. Nothing is recorded.",
            "kind": kind,
            "start": datetime.combine(day, time(15, 0), ZoneInfo(ZONE)),
            "end": datetime.combine(day, time(16, 30), ZoneInfo(ZONE)),
            "zone": ZONE,
            "is_online": is_online,
            "place": "" if is_online else "Amsterdam, the office of the network",
            "who_can_come": "Everybody who works in a room, and peers.",
            "audience": "public" if is_online else "members",
        },
    )
    actions.publish_announcement(user, event)
