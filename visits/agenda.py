"""What happens when on a visit? The lines of the agenda by day, in the house's time and the reader's."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from visits import hours
from visits.models import AgendaLine, VisitRequest


@dataclass(frozen=True)
class Said:
    """One line: `hours` in the reader's time, `there` by the house's clock, "" where both are the same."""

    hours: str
    there: str
    line: AgendaLine


@dataclass(frozen=True)
class Day:
    """One day or call of the visit, by the house's calendar."""

    name: str
    lines: list[Said]


def dates_of(asked: VisitRequest) -> list[date]:
    """Return the days of the visit by the house's calendar; none while no days are agreed."""
    visit = getattr(asked, "visit", None)
    if visit is None:
        return []
    return [session.start.astimezone(ZoneInfo(visit.zone)).date() for session in visit.sessions.all()]


def days_of(asked: VisitRequest) -> list[Day]:
    """Return the agenda day by day; two queries. Lines of days that fell away stand with the last day."""
    days = dates_of(asked)
    lines = list(asked.agenda.all())
    return [
        Day(
            hours.day_in_words(day),
            [_said(line, day, asked.visit.zone) for line in lines if min(line.day, len(days)) == number],
        )
        for number, day in enumerate(days, 1)
    ]


def _said(line: AgendaLine, day: date, zone: str) -> Said:
    start = datetime.combine(day, line.from_hour, tzinfo=ZoneInfo(zone))
    end = datetime.combine(day, line.to_hour, tzinfo=ZoneInfo(zone)) if line.to_hour else None
    mine, there = hours.clock_times(start, end), hours.clock_times(start, end, zone)
    return Said(mine, "" if mine == there else there, line)
