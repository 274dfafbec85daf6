"""Can one person be everybody and let days pass, in the demo and nowhere else?"""

import os
import subprocess
import sys
from datetime import timedelta

import pytest
from django.urls import NoReverseMatch, reverse

from portal import clock
from portal.schedule import SCHEDULE
from portal.site.demo import clock as demo_clock
from portal.site.demo import letters, people
from portal.site.models import DemoClock
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(settings):
    settings.DEMO = True
    settings.ROOT_URLCONF = "tests.portal.demo_urls"
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "portal.site.demo.middleware.DemoClockMiddleware"]


@pytest.fixture
def jobs(monkeypatch):
    """The days on which the jobs of the house ran, seen from the real today."""
    ran = []
    monkeypatch.setattr(demo_clock, "run_jobs", lambda: ran.append(clock.offset().days))
    monkeypatch.setattr("portal.site.demo.views.catch_up.apply_async", lambda **_how: None)
    monkeypatch.setattr("portal.site.demo.views.WORKER_STARTS_WITHIN", 0.2)
    return ran


def test_without_demo_the_addresses_do_not_exist(client):
    with pytest.raises(NoReverseMatch):
        reverse("demo:be_somebody")
    assert client.post("/demo/be/", {"person": 1}).status_code == 404


def test_production_refuses_the_demo():
    env = {**os.environ, "PRODUCTION": "1", "DEMO": "1", "SECRET_KEY": "x" * 50}
    found = subprocess.run([sys.executable, "-c", "import portal.settings"], env=env, capture_output=True, check=False)
    assert b"PRODUCTION refuses DEMO" in found.stderr


def test_be_somebody_else(demo, client):
    nurse, manager = makers.member(name="A nurse, Lisbon"), makers.member(name="A manager, Porto")
    client.post("/demo/be/", {"person": nurse.user_id})
    assert client.session["_auth_user_id"] == str(nurse.user_id)
    answer = client.post("/demo/be/", {"person": manager.user_id})
    assert client.session["_auth_user_id"] == str(manager.user_id)
    assert answer.url == reverse("site:dashboard")


def test_nobody_by_that_number(demo, client):
    answer = client.post("/demo/be/", {"person": 12345}, headers={"referer": "http://testserver/world/"})
    assert answer.url == "/world/"
    assert "_auth_user_id" not in client.session


def test_be_nobody(demo, client):
    client.post("/demo/be/", {"person": makers.member().user_id})
    client.post("/demo/nobody/")
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("path", ["/demo/be/", "/demo/nobody/", "/demo/clock/", "/demo/clock/onward/"])
def test_nothing_changes_by_reading(demo, client, path):
    assert client.get(path).status_code == 405


def test_days_pass_one_by_one_and_the_jobs_run_on_each(demo, client, jobs):
    client.post("/demo/clock/", {"days": 3})
    assert jobs == [1, 2, 3]
    assert demo_clock.row().offset == timedelta(days=3)


def test_a_long_way_is_shown_while_a_worker_is_on_it(demo, client, jobs, monkeypatch):
    """The worker takes one day and needs long for the next."""

    def take_a_day(**_how):
        DemoClock.objects.update(offset=timedelta(days=1))

    row_as_it_was = demo_clock.row()
    monkeypatch.setattr("portal.site.demo.views.catch_up.apply_async", lambda **_how: None)
    monkeypatch.setattr("portal.site.demo.views.PATIENCE", 0.1)
    monkeypatch.setattr("portal.site.demo.views.time.sleep", lambda _seconds: take_a_day())
    answer = client.post("/demo/clock/", {"days": 3}, headers={"referer": "http://testserver/world/"})
    assert (row_as_it_was.offset, jobs) == (timedelta(), [])
    assert answer.url == "/demo/clock/passing/?days=3&next=%2Fworld%2F"
    page = client.get(answer.url).content.decode()
    assert "1 of 3 have passed" in page
    client.post("/demo/clock/onward/")
    assert jobs == [2, 3]
    assert client.get(answer.url, headers={"hx-request": "true"})["HX-Refresh"] == "true"
    page = client.get(answer.url).content.decode()
    assert "3 days have passed" in page
    assert 'href="/world/"' in page


def test_the_way_leads_nowhere_else(demo, client):
    page = client.get("/demo/clock/passing/?days=x&next=https://elsewhere.example/").content.decode()
    assert 'href="/home/">Go on' in page
    assert "elsewhere" not in page.replace(page[: page.index("<main")], "")


@pytest.mark.parametrize("days", ["0", "-1", "121", "many", ""])
def test_a_clock_never_goes_back_nor_too_far(demo, client, jobs, days):
    client.post("/demo/clock/", {"days": days})
    assert jobs == []
    assert demo_clock.row().offset == timedelta()


def test_each_day_is_taken_by_one_process_only(jobs):
    demo_clock.want(2)
    assert demo_clock.catch_up() == 2
    assert demo_clock.catch_up() == 0
    assert len(jobs) == 2


def test_requests_and_tasks_read_the_clock_from_its_row(demo, client):
    DemoClock.objects.create(pk=1, offset=timedelta(days=5), wanted=timedelta(days=5))
    client.get("/healthz")
    assert clock.offset() == timedelta(days=5)
    clock.set_offset(timedelta())
    demo_clock.read_before_task(task=None)
    assert clock.offset() == timedelta(days=5)


def test_every_job_of_the_schedule_can_be_run(caplog):
    demo_clock.run_jobs()
    assert SCHEDULE
    assert [row.message for row in caplog.records if row.message.startswith("demo.job_")] == []


def test_people_stand_under_their_first_role():
    coordinator, expert, member = makers.coordinator(), makers.expert(), makers.member()
    groups = {heading: [pk for pk, _name in choices] for heading, choices in people.by_role()}
    assert groups == {"Coordinators": [coordinator.user_id], "Experts": [expert.user_id], "Members": [member.user_id]}


def test_only_links_to_the_portal_itself_lead_somewhere(settings):
    text = letters.with_links(f"<b> {settings.SITE_URL}/r/abc/ and https://elsewhere.example/x")
    assert text == f'&lt;b&gt; <a href="/r/abc/">{settings.SITE_URL}/r/abc/</a> and https://elsewhere.example/x'
