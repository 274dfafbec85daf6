"""What does each page of the story cost? Questions to the database (all, and those that count: tests/house/counting.py),
bytes, milliseconds; on demand, no gate."""

import time
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import makers
from tests.house.counting import own
from tests.visits import story

pytestmark = pytest.mark.django_db


def measure(browser: Any, name: str, path: str) -> str:
    browser.get(path)  # what is kept for a minute is kept now, as on any day but the first
    with CaptureQueriesContext(connection) as seen:
        began = time.perf_counter()
        answer = browser.get(path)
        took = (time.perf_counter() - began) * 1000
    queries = [row["sql"] for row in seen]
    return (
        f"{name:<24}{answer.status_code:>4}{len(queries):>5} SQL{len(own(queries)):>4} counted"
        f"{len(answer.content) / 1000:>8.1f} kB{took:>8.0f} ms"
    )


def test_pages_of_the_story(client, as_user, capsys):
    coordinator = makers.coordinator()
    for _number in range(25):
        makers.practice()
    asked = story.inviting()
    held = story.held()
    applied = makers.application("in-review")
    requester, desk = as_user(asked.requester), as_user(coordinator.user)
    invitation = story.asked(asked)[0]
    rows = [
        measure(client, "home", "/"),
        measure(client, "countries", "/world/"),
        measure(client, "a country", "/world/nl/"),
        measure(client, "map of Europe", "/world/maps/europe.light.svg"),
        measure(client, "library", "/library/"),
        measure(client, "join", "/join/"),
        measure(requester, "dashboard", "/home/"),
        measure(requester, "practices", "/practices/"),
        measure(requester, "search", "/search/?q=smoking"),
        measure(requester, "people", "/people/"),
        measure(requester, "inbox", "/inbox/"),
        measure(requester, "visits", "/visits/"),
        measure(requester, "ask", "/visits/new/"),
        measure(requester, "a request", f"/visits/{asked.pk}/"),
        measure(as_user(held.requester), "a held visit", f"/visits/{held.pk}/"),
        measure(as_user(held.requester), "report", f"/visits/{held.pk}/report/"),
        measure(as_user(invitation.expert), "invitation", f"/visits/invitations/{invitation.pk}/"),
        measure(desk, "desk", "/desk/"),
        measure(desk, "desk: requests", "/desk/requests/"),
        measure(desk, "desk: a request", f"/desk/requests/{asked.pk}/"),
        measure(desk, "desk: applications", "/desk/applications/"),
        measure(desk, "desk: an application", f"/desk/applications/{applied.pk}/"),
        measure(desk, "desk: network", "/desk/network/"),
    ]
    with capsys.disabled():
        print("\n" + "\n".join(rows))
