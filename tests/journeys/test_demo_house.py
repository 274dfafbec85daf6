"""Can one person walk through a running demo alone: be somebody else, let days pass, read the mail, follow its link?"""

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection
from playwright.sync_api import expect

from portal import clock
from portal.site import shipped
from portal.site.models import LoadedFolder
from tests import makers
from tests.faults.house import ROOT, free_port, wait_for
from tests.journeys.looking import look

pytestmark = [pytest.mark.journey, pytest.mark.timeout(180)]


@pytest.fixture
def people(words_of_the_house, settings):
    """Three people instead of the whole demo network, which takes half a minute to tell."""
    settings.DEMO = True
    for load in shipped.loads():
        mark = shipped.fingerprint(load.folder)
        LoadedFolder.objects.create(name=load.name, fingerprint=mark, loaded_at=clock.now())
    makers.member(name="A nurse, Lisbon")
    asked = makers.application("information-requested", user=makers.user(email="applicant@demo.example"))
    asked.due_at = clock.now() + timedelta(days=30)
    asked.save()
    question = "Since when does your room exist?"
    asked.messages.create(author=makers.coordinator().user, body=question, at=clock.now())


def address_of_rows(folder: Path) -> str:
    """On PostgreSQL the running house works on the test's own rows; on SQLite, which are in memory, on a copy."""
    at = connection.settings_dict
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(folder / "portal.sqlite3")])
        return f"sqlite:///{folder / 'portal.sqlite3'}"
    secret = f":{quote(at['PASSWORD'])}" if at["PASSWORD"] else ""
    return f"postgres://{at['USER']}{secret}@{at['HOST']}:{at['PORT'] or 5432}/{at['NAME']}"


@pytest.fixture
def house(people, tmp_path):
    """What `make run` starts with DEMO=1, a web server and a worker with its schedule; returns its address."""
    port, said = free_port(), tmp_path / "said.txt"
    env = {name: value for name, value in os.environ.items() if name not in ("REDIS_URL", "EMAIL_HOST", "SITE_URL")}
    env |= {"DATA_DIR": str(tmp_path), "DATABASE_URL": address_of_rows(tmp_path), "DEMO": "1", "PORT": str(port)}
    with said.open("w") as log:
        command = [sys.executable, "-m", "portal.run"]
        running = subprocess.Popen(command, cwd=ROOT, env=env, stdout=log, stderr=log, start_new_session=True)
    try:
        wait_for(lambda: "The portal is ready" in said.read_text(), 90, "the portal is ready", 0.1)
        yield f"http://localhost:{port}"
    finally:
        running.terminate()
        running.wait(timeout=30)


def test_one_person_is_everybody_and_lets_days_pass(browser, house):
    context = browser.new_context(base_url=house, viewport={"width": 1280, "height": 900})
    context.set_default_timeout(20_000)
    page = context.new_page()
    page.goto("/join/")
    bar = page.get_by_role("complementary", name="Demo")
    expect(bar).to_contain_text("Nobody: not logged in")
    bar.locator("summary").click()
    look(page)
    page.get_by_label("Be somebody else").select_option(label="A nurse, Lisbon")
    page.get_by_role("button", name="Be this one").click()
    expect(page.get_by_text("You are now: A nurse, Lisbon")).to_be_visible()
    assert page.url.endswith("/home/")
    look(page)

    bar.locator("summary").click()
    page.get_by_label("Let days pass").fill("8")
    page.get_by_role("button", name="Move the clock").click()
    expect(page.get_by_text("8 days have passed")).to_be_visible(timeout=60_000)
    expect(bar).to_contain_text("8 days ahead")
    look(page)

    page.set_viewport_size({"width": 390, "height": 844})
    bar.locator("summary").click()
    look(page)
    page.get_by_role("link", name="Mail that was sent").click()
    letter = page.get_by_role("article")
    wait_for(lambda: page.reload() and letter.count(), 20, "the reminder is sent", 0.5)
    expect(letter).to_contain_text("To applicant")
    look(page)
    letter.get_by_role("button", name="Be this person").click()
    expect(bar).to_contain_text("applicant")
    letter.get_by_role("link").first.click()
    expect(page.get_by_text("Since when does your room exist?").first).to_be_visible()
    assert page.url.endswith("/join/")
    look(page)
    context.close()
