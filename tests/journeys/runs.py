"""Which kinds are walked, by whom, on which days, and what happens on the way?"""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from portal import clock
from tests import makers
from tests.journeys.asking import Windows, windows_ahead
from visits.models import HostOffer, VisitRequest

HOUSE_ZONE = "Europe/Zurich"
# How many days (or calls) the form asks for by itself.
KINDS_DAYS = {
    "study-visit": 2,
    "on-site-training": 2,
    "remote-advice": 1,
    "implementation": 3,
    "job-shadowing": 3,
    "peer-review": 2,
}


@dataclass(frozen=True)
class Run:
    """One row of the table of kinds as people must meet it on the pages, and what happens on the way.

    `house`: whose yes is needed: "house" (a facility's sign-off person), "requester" (their own house) or "".
    """

    kind: str
    travels: str
    house: str
    writes: str
    signs: str
    happens: str = "yes"
    group: int = 0
    choice: str = ""
    experts: int = 1
    width: int = 1280
    scripts: bool = True

    def __str__(self) -> str:
        return f"{self.kind}-{self.happens}-{self.width}" + ("" if self.scripts else "-without-scripts")


STUDY = Run("study-visit", "They come to a house: 2 people", "house", "requester", "house", group=2)
RUNS = [
    replace(STUDY, width=390),
    replace(STUDY, scripts=False),
    Run("on-site-training", "You travel to them", "requester", "requester", "expert", "other dates"),
    Run("remote-advice", "Nobody: you call each other", "", "requester", "expert", "let me check"),
    Run(
        "implementation", "They come to a house: 3 people", "house", "requester", "expert", group=3, choice="requester"
    ),
    Run("job-shadowing", "They come to a house: 2 people", "house", "requester", "house", "not this time", group=2),
    Run("peer-review", "You travel to them", "requester", "expert", "requester", experts=3),
]


class Walk:
    """Who takes part in one run, each with a window, and the request once it is sent."""

    def __init__(self, run: Run, window_of: Any) -> None:
        self.run = run
        self.experts = [
            makers.expert(name=name, languages=[{"code": "en", "level": "fluent"}])
            for name in ("Odile Herbst", "Ruben Falk", "Mira Sand")
        ]
        people = {
            "desk": makers.coordinator(),
            "requester": makers.member(country="IE", organisation=makers.organisation(country="IE", city="Dublin")),
            "expert": self.experts[1 if run.happens == "not this time" else 0],
        }
        if run.house == "house":
            people["house"] = self.house().facility.signoff_person
        self.open = lambda person: window_of(person, width=run.width, scripts=run.scripts)
        self.pages = {name: self.open(person) for name, person in people.items()}

    def house(self) -> HostOffer:
        return makers.host_offer(*self.experts, time_zone=HOUSE_ZONE, own_rules="Please ring at the door of the yard.")

    @property
    def request(self) -> VisitRequest:
        return VisitRequest.objects.get()

    def path(self, rest: str = "") -> str:
        return f"/visits/{self.request.pk}/{rest}"


def windows_of(run: Run) -> Windows | None:
    """Calls need none; the job shadowing lies around the night in which clocks are changed."""
    if run.kind == "remote-advice":
        return []
    if run.kind != "job-shadowing":
        return None
    change = next_clock_change()
    later = change + timedelta(weeks=2)
    return [(change - timedelta(days=3), change + timedelta(days=3)), (later, later + timedelta(days=6))]


def next_clock_change() -> date:
    """The first day from six weeks ahead that has not the hours of the day before, where the house is."""
    day = clock.today() + timedelta(weeks=6)
    while offset(day) == offset(day - timedelta(days=1)):
        day += timedelta(days=1)
    return day


def offset(day: date) -> timedelta | None:
    return datetime.combine(day, time(12), tzinfo=ZoneInfo(HOUSE_ZONE)).utcoffset()


def days_of(run: Run) -> list[date]:
    """Days that the requester named, or any for a call; the job shadowing's go from winter to summer time or back."""
    if run.kind == "job-shadowing":
        return [next_clock_change() + timedelta(days=number) for number in (-1, 0, 1)]
    monday = windows_ahead()[0][0]
    return [monday + timedelta(days=number) for number in range(KINDS_DAYS[run.kind])]
