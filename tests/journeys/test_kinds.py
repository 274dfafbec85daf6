"""Can a team walk each kind of request from its first question to a practice, each person in a window of their own?"""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import vobject
from playwright.sync_api import Page

from accounts.models import Member
from tests.journeys import visiting
from tests.journeys.asking import ask
from tests.journeys.looking import can_press, go, press, words
from tests.journeys.runs import HOUSE_ZONE, RUNS, Walk, days_of, windows_of
from tests.visits import story
from visits.actions.clocks import run_all
from visits.actions.shortlist import compute_shortlist
from visits.models import Invitation, PracticeOrigin

pytestmark = [pytest.mark.journey, pytest.mark.usefixtures("words_of_the_house")]


@pytest.mark.parametrize("run", RUNS, ids=str)
@pytest.mark.timeout(240)
def test_from_the_question_to_the_practice(window_of, run):
    walk = Walk(run, window_of)
    requester, expert = walk.pages["requester"], walk.pages["expert"]
    ask(requester, kind=run.kind, travels=run.choice, group=run.group, experts=run.experts, windows=windows_of(run))
    compute_shortlist(walk.request.pk)  # by a real worker: test_running_house.py
    visiting.approve(walk.pages["desk"], walk.request, walk.experts[: max(run.experts, 2)])
    ANSWERS[run.happens](walk)
    agree_on_days(walk)
    if run.house:
        visiting.say_yes_as_house(walk.pages[run.house], walk.request.visit.consents.get())
    assert walk.request.state == "confirmed"
    check_calendar(walk)
    if run.group:
        visiting.accept_house_rules(requester, walk.request)

    story.travel_past(walk.request)
    run_all()
    visiting.say_it_was_held(requester, walk.request)
    visiting.say_it_was_held(expert, walk.request)
    visiting.give_feedback(requester, walk.request)
    visiting.give_feedback(expert, walk.request)
    go(requester, walk.path("feedback/"))
    assert "What the other side says" in words(requester)
    assert "What did you learn?" in words(requester)
    write_and_sign(walk)
    keep_quiet_about_the_others(walk)


def says_yes(walk: Walk) -> None:
    """Everybody who is needed says yes; of three the last one on other days of theirs, so that days are to be agreed."""
    for number in range(walk.run.experts):
        page = walk.pages["expert"] if number == 0 else walk.open(walk.experts[number])
        days = days_of(walk.run)
        if number == 2:
            days = [day + timedelta(days=1) for day in days]
            walk.pages["third"] = page
        say_yes(walk, page, walk.experts[number], days)


def say_yes(walk: Walk, page: Page, expert: Member, days: list[date]) -> None:
    invitation = visiting.invitation_of(walk.request, expert)
    reads_who_travels(walk, page, invitation)
    visiting.answer(page, invitation, "accept", days)


def reads_who_travels(walk: Walk, page: Page, invitation: Invitation) -> None:
    go(page, f"/visits/invitations/{invitation.pk}/")
    assert walk.run.travels in words(page)


def proposes_other_dates(walk: Walk) -> None:
    days = [day + timedelta(weeks=1) for day in days_of(walk.run)]
    invitation = visiting.invitation_of(walk.request, walk.experts[0])
    reads_who_travels(walk, walk.pages["expert"], invitation)
    visiting.answer(walk.pages["expert"], invitation, "propose", days)
    assert "Your dates are with them" in words(walk.pages["expert"])
    go(walk.pages["requester"], walk.path())
    assert "Somebody who fits" in words(walk.pages["requester"])
    press(walk.pages["requester"], "Agree to these dates")


def thinks_first(walk: Walk) -> None:
    before = visiting.all_they_read(walk.pages["requester"], walk.request)
    invitation = visiting.invitation_of(walk.request, walk.experts[0])
    visiting.answer(walk.pages["expert"], invitation, "tentative")
    assert visiting.all_they_read(walk.pages["requester"], walk.request) == before
    says_yes(walk)


def says_no_and_the_next_is_asked(walk: Walk) -> None:
    before = visiting.all_they_read(walk.pages["requester"], walk.request)
    declining = walk.open(walk.experts[0])
    visiting.answer(declining, visiting.invitation_of(walk.request, walk.experts[0]), "decline")
    assert visiting.status(declining, walk.path()) == 404
    assert visiting.all_they_read(walk.pages["requester"], walk.request) == before
    say_yes(walk, walk.pages["expert"], walk.experts[1], days_of(walk.run))


ANSWERS = {
    "yes": says_yes,
    "other dates": proposes_other_dates,
    "let me check": thinks_first,
    "not this time": says_no_and_the_next_is_asked,
}


def agree_on_days(walk: Walk) -> None:
    """The requester agrees where they have not yet; whoever named other days than the rest does, too."""
    requester = walk.pages["requester"]
    go(requester, walk.path())
    assert ("The house" in words(requester)) == bool(walk.run.house)
    if walk.run.happens != "other dates":
        press(requester, "Agree to these dates")
    if "third" in walk.pages:
        visiting.agree_to_days(walk.pages["third"], walk.request)


def check_calendar(walk: Walk) -> None:
    """An independent reader finds the agreed hours in the time of the house, for each who said yes, and nobody else."""
    zone = ZoneInfo(HOUSE_ZONE if walk.run.house == "house" else walk.request.requester.time_zone)
    agreed = walk.request.proposals.get(state="agreed")
    hours = [datetime.combine(date.fromisoformat(day), agreed.from_hour, tzinfo=zone) for day in agreed.days]
    for name in {"requester", "expert", walk.run.house or "requester"}:
        events = vobject.readOne(walk.pages[name].request.get(walk.path("calendar.ics")).text()).vevent_list
        starts = [event.dtstart.value for event in events]
        assert [f"{start:%Y-%m-%d %H:%M}" for start in starts] == [f"{hour:%Y-%m-%d %H:%M}" for hour in hours]
        assert [start.astimezone(UTC) for start in starts] == [hour.astimezone(UTC) for hour in hours]
    if walk.run.kind == "job-shadowing":
        assert len({hour.utcoffset() for hour in hours}) == 2, "the clocks are changed in between"
    assert visiting.status(walk.pages["desk"], walk.path("calendar.ics")) == 404


def write_and_sign(walk: Walk) -> None:
    """The side that learned writes, the side that the kind names signs, and nobody else is let to either."""
    run, pages = walk.run, walk.pages
    sides = {name for name in ("requester", "expert", "house") if name in pages}
    assert {name for name in sides if visiting.status(pages[name], walk.path("report/")) == 200} == {run.writes}
    go(pages[run.writes], walk.path())
    assert "It is your turn: write the report" in words(pages[run.writes])
    visiting.write_report(pages[run.writes], walk.request)

    reading = {name for name in sides if visiting.status(pages[name], walk.path("report/sign-off/")) == 200}
    assert reading == {run.writes, run.signs}
    go(pages[run.writes], walk.path("report/sign-off/"))
    assert not can_press(pages[run.writes], "Sign it off")
    visiting.sign_off(pages[run.signs], walk.request)
    assert walk.request.state == "closed"

    visiting.make_practice(pages[run.writes], walk.request)
    practice = PracticeOrigin.objects.get(visit=walk.request.visit).practice
    assert pages[run.writes].url.endswith(f"/practices/{practice.pk}/edit/")
    assert pages[run.writes].input_value('[name="title"]') == practice.title == visiting.LEARNED
    assert practice.state == "draft"


def keep_quiet_about_the_others(walk: Walk) -> None:
    """Neither the requester nor an expert who came reads anything of those who were asked and did not come."""
    stayed = walk.request.invitations.filter(state="declined").select_related("expert")
    assert bool(stayed) == (walk.run.happens == "not this time")
    for name in ("requester", "expert") if stayed else ():
        read = "".join(visiting.all_they_read(walk.pages[name], walk.request))
        assert [row for row in stayed if row.expert.name in read] == []
    for row in walk.request.invitations.all():
        assert visiting.status(walk.pages["requester"], f"/visits/invitations/{row.pk}/") == 404
    assert visiting.status(walk.pages["requester"], f"/desk/requests/{walk.request.pk}/") == 404
