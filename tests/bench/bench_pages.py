"""What does each page of the story cost? Questions to the database, bytes, milliseconds; on demand, no gate."""

import time
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import makers
from tests.visits import story

pytestmark = pytest.mark.django_db


def measure(browser: Any, name: str, path: str) -> str:
    browser.get(path)  # what is kept for a minute is kept now, as on any day but the first
    with CaptureQueriesContext(
        connection,
    ) as seen:
        began = time.perf_counter()
        answer = browser.get(path)
        took = (time.perf_counter() - began) * 1000
    return f"{name:<24}{answer.status_code:>4}{len(seen):>5} SQL{len(answer.content) / 1024:>8.1f} kB{took:>8.0f} ms"


def test_pages_of_the_story(client, as_user, capsys):
    coordinator = makers.coordinator()
    for _number in range(25):
        makers.practice()
    asked = story.inviting()
    held = story.held()
    requester, desk = as_user(asked.requester), as_user(coordinator.user)
    invitation = story.asked(asked)[0]
    rows = [
        measure(client, "home", "/"),
        measure(client, "countries", "/world/"),
        measure(client, "a country", "/world/nl/"),
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
    ]
    with capsys.disabled():
        print("\n" + "\n".join(rows))
