"""Is the calendar file right to the minute in the zone of the house, for a reader that is not ours, and neutral?"""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import vobject

from portal import clock
from tests import makers
from visits.calendar import calendar_file
from visits.models import Session, Visit, VisitRequest

pytestmark = pytest.mark.django_db


def make_visit(zone="Europe/Berlin", *days, state=VisitRequest.State.CONFIRMED, **fields):
    """A confirmed visit with one session from 10:00 to 16:00 on each day (default: 9 March 2027), in the zone."""
    request = VisitRequest.objects.create(
        kind="study-visit", title="Smoking rooms in Ghent", requester=makers.user(), state=state
    )
    visit = Visit.objects.create(request=request, zone=zone, **fields)
    for day in days or ("2027-03-09",):
        start = datetime.fromisoformat(f"{day}T10:00").replace(tzinfo=ZoneInfo(zone))
        Session.objects.create(visit=visit, start=start, end=start + timedelta(hours=6))
    return visit


def read(visit):
    """What an independent reader makes of the file."""
    return vobject.readOne(calendar_file(visit).decode())


# Each pair of days stands around a change of the clocks; the moments are counted by hand.
ACROSS = [
    ("Europe/Berlin", "2027-03-27", "09:00", "2027-03-28", "08:00"),
    ("Europe/Berlin", "2027-10-30", "08:00", "2027-10-31", "09:00"),
    ("Europe/London", "2027-03-27", "10:00", "2027-03-28", "09:00"),
    ("America/Vancouver", "2026-03-07", "18:00", "2026-03-08", "17:00"),
    ("Australia/Sydney", "2027-04-03", "23:00", "2027-04-04", "00:00"),
    ("Australia/Sydney", "2027-10-02", "00:00", "2027-10-03", "23:00"),
    ("Asia/Kathmandu", "2027-03-27", "04:15", "2027-03-28", "04:15"),
]


@pytest.mark.parametrize(("zone", "before", "utc_before", "after", "utc_after"), ACROSS)
def test_independent_reader_sees_ten_oclock_on_both_sides_of_the_change(zone, before, utc_before, after, utc_after):
    events = read(make_visit(zone, before, after)).vevent_list
    starts = [event.dtstart.value for event in events]
    assert [start.strftime("%Y-%m-%d %H:%M") for start in starts] == [f"{before} 10:00", f"{after} 10:00"]
    assert [start.astimezone(UTC).strftime("%H:%M") for start in starts] == [utc_before, utc_after]
    assert [event.dtend.value - event.dtstart.value for event in events] == [timedelta(hours=6)] * 2


@pytest.mark.parametrize(
    ("zone", "utc"),
    [
        ("Europe/Berlin", "2027-03-28T01:30"),
        ("Australia/Sydney", "2027-10-02T16:10"),
        ("Europe/London", "2027-03-28T01:00"),
    ],
)
def test_first_hour_of_summer_time(zone, utc):
    """The hour in which a rule that begins an hour late would be wrong."""
    visit = make_visit(zone)
    start = datetime.fromisoformat(utc).replace(tzinfo=UTC)
    visit.sessions.update(start=start, end=start + timedelta(hours=1))
    assert read(visit).vevent.dtstart.value.astimezone(UTC) == start


def test_rules_of_the_zone_by_hand():
    text = calendar_file(make_visit("Europe/Berlin", "2027-03-28")).decode()
    assert "TZID:Europe/Berlin" in text
    assert "DTSTART;TZID=Europe/Berlin:20270328T100000" in text
    summer = text[text.index("BEGIN:DAYLIGHT") : text.index("END:DAYLIGHT")].split()
    assert {"DTSTART:20270328T020000", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200"} <= set(summer)


def test_vancouver_and_no_clock_change_at_all():
    assert calendar_file(make_visit("UTC")).decode().count("BEGIN:STANDARD") == 1
    assert "DTSTART;TZID=America/Vancouver:20270309T100000" in calendar_file(make_visit("America/Vancouver")).decode()


def test_neutral_and_private():
    visit = make_visit()
    text = calendar_file(visit).decode()
    found = read(visit)
    assert found.method.value == "PUBLISH"
    assert found.vevent.summary.value == "Appointment"
    assert not {"LOCATION", "DESCRIPTION", "ATTENDEE", "ORGANIZER", "VALARM"} & set(text.replace(":", "\n").split("\n"))
    assert not any(word in text for word in ("Ghent", "Smoking", "DCR", "visit"))


def test_name_stays_and_sequence_grows():
    visit = make_visit("Europe/Berlin", "2027-03-09", "2027-03-10")
    first = read(visit).vevent_list
    visit.sequence = 3
    second = read(visit).vevent_list
    assert [event.uid.value for event in first] == [f"{visit.uid}-1", f"{visit.uid}-2"]
    assert [event.uid.value for event in second] == [event.uid.value for event in first]
    assert [event.sequence.value for event in first + second] == ["0", "0", "3", "3"]


def test_stamp_is_the_houses_clock(travel):
    travel(days=40)
    assert read(make_visit()).vevent.dtstamp.value == clock.now().replace(microsecond=0)


@pytest.mark.parametrize(
    ("state", "status"), [("confirmed", "CONFIRMED"), ("cancelled", "CANCELLED"), ("planning", "TENTATIVE")]
)
def test_status(state, status):
    assert read(make_visit(state=state)).vevent.status.value == status


def test_lines_end_and_fold_as_the_standard_says():
    file = calendar_file(make_visit("America/Argentina/ComodRivadavia"))
    assert file.endswith(b"END:VCALENDAR\r\n")
    assert all(len(line) <= 75 for line in file.split(b"\r\n"))


def test_visit_without_days_is_an_empty_calendar():
    visit = make_visit()
    visit.sessions.all().delete()
    assert b"VEVENT" not in calendar_file(visit)
