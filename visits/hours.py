"""How are days and hours said? In the time of the house, and in the reader's own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from portal import clock
from visits.completeness import host_kind
from visits.models import DateProposal, HostOffer, VisitRequest
from visits.visiting_hours import with_hours


@dataclass(frozen=True)
class Spell:
    """Days and hours in words: `hours` in the reader's time, `there` in the house's, "" where both are the same."""

    days: str
    hours: str
    there: str


def zone_of(asked: VisitRequest, expert_ids: Sequence[int] = ()) -> str:
    """Return the zone in which days are proposed: the house's (picked, or an expert's), else the requester's."""
    return zone_at(asked, offers_of(asked, expert_ids))


def zone_at(asked: VisitRequest, offers: Sequence[HostOffer]) -> str:
    facility = asked.picked_facility
    return (offers[0].time_zone if offers else "") or getattr(facility, "time_zone", "") or asked.requester.time_zone


def offers_of(asked: VisitRequest, expert_ids: Sequence[int] = ()) -> list[HostOffer]:
    """Return the terms of the houses in which it could be (the picked one, or the experts'), the likeliest first."""
    offers = HostOffer.objects.select_related("facility")
    if asked.picked_facility_id:
        return with_hours(offers.filter(facility=asked.picked_facility_id))
    if host_kind(asked) == "facility" and expert_ids:
        # The same houses of which one is asked when a date is chosen (actions.consents.house_of).
        able = offers.filter(receives=True, facility__signoff_person__isnull=False)
        theirs = HostOffer.experts.through.objects.filter(member__in=expert_ids).values("hostoffer")
        return with_hours(able.filter(pk__in=theirs).order_by("pk"))
    return []


def spell_of_proposal(proposal: DateProposal, zone: str) -> Spell:
    days = [date.fromisoformat(day) for day in proposal.days]
    return spell([(_at(day, proposal.from_hour, zone), _at(day, proposal.to_hour, zone)) for day in days], zone)


def spell(moments: Sequence[tuple[datetime, datetime]], zone: str) -> Spell:
    """Put moments into words; days are those of the reader's calendar."""
    if not moments:
        return Spell("", "", "")
    mine = timezone.get_current_timezone()
    here = [(start.astimezone(mine), end.astimezone(mine)) for start, end in moments]
    hours = _hours(moments[0], mine)
    there = _hours(moments[0], ZoneInfo(zone))
    if (local := moments[0][0].astimezone(ZoneInfo(zone)).date()) != here[0][0].date():
        # Over there it is another day.
        there = f"{_day(local)}, {there}"
    return Spell(days_in_words([start.date() for start, _end in here]), hours, "" if there == hours else there)


def _at(day: date, hour: time, zone: str) -> datetime:
    return datetime.combine(day, hour, tzinfo=ZoneInfo(zone))


def _hours(moment: tuple[datetime, datetime], zone: tzinfo) -> str:
    start, end = (date_format(one.astimezone(zone), "H:i") for one in moment)
    return _("%(start)s to %(end)s") % {"start": start, "end": end}


def days_in_words(days: Sequence[date], *, with_year: bool = False) -> str:
    """Tue 19 to Wed 20 January; days that do not follow each other are listed. With its year it reads so on paper."""
    if not days:
        return ""
    if with_year:
        named = [date_format(day, "j F Y") for day in (days[0], days[-1])]
        return (
            named[0]
            if days[0] == days[-1]
            else _("%(first)s to %(last)s") % dict(zip(("first", "last"), named, strict=True))
        )
    runs: list[list[date]] = []
    for day in days:
        if runs and day - runs[-1][-1] == timedelta(days=1):
            runs[-1].append(day)
        else:
            runs.append([day])
    return ", ".join(span_in_words(run[0], run[-1]) for run in runs)


def both_clocks(moment: datetime, zone: str) -> str:
    """Return a moment by the house's clock, and by the reader's where that is another."""
    there, here = moment.astimezone(ZoneInfo(zone)), timezone.localtime(moment)
    said = f"{_day(there.date())}, {there:%H:%M}"
    if there.utcoffset() == here.utcoffset():
        return said
    mine = f"{here:%H:%M}" if here.date() == there.date() else f"{_day(here.date())}, {here:%H:%M}"
    return _("%(there)s at the house, %(mine)s your time") % {"there": said, "mine": mine}


def day_in_words(day: date) -> str:
    return _day(day)


def clock_times(start: datetime, end: datetime | None, zone: str = "") -> str:
    """Return 10:00 to 11:30 in the zone, in the reader's own where none is named."""
    where = ZoneInfo(zone) if zone else timezone.get_current_timezone()
    return _hours((start, end), where) if end else date_format(start.astimezone(where), "H:i")


def day_of(moment: datetime | None) -> str:
    """Return the day of a moment in the reader's calendar."""
    return _day(timezone.localtime(moment).date()) if moment else ""


def span_in_words(first: date, last: date) -> str:
    """Tue 19 to Wed 20 January."""
    if first == last:
        return _day(last)
    same_month = (first.month, first.year) == (last.month, last.year)
    start = date_format(first, "D j") if same_month else _day(first)
    return _("%(first)s to %(last)s") % {"first": start, "last": _day(last)}


def _day(day: date) -> str:
    return date_format(day, "D j F" if day.year == clock.today().year else "D j F Y")
