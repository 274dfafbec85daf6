"""What does a house's offer allow? Its hours, its months, and its budget of the year; each no comes in words."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, Min, OuterRef, Q
from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from visits.completeness import group_travels
from visits.models import HostConsent, HostOffer, Visit, VisitRequest

R = VisitRequest.State
# The house has said yes, and the visit goes on or took place.
COUNTED = (R.CONFIRMED, R.HELD, R.CLOSED)
GOES_ON = (R.INVITING, R.PLANNING)


def no_to_days(offer: HostOffer, days: Iterable[date]) -> str:
    """Return why the house receives nobody on one of these days, or ""."""
    weekdays = {row.weekday for row in offer.hours.all()}
    for day in days:
        if day.month in offer.months_closed:
            return _("The house receives nobody in %(month)s. Please choose another month.") % {
                "month": MONTHS[day.month]
            }
        if weekdays and day.weekday() not in weekdays:
            return _("The house receives visitors on %(weekdays)s; %(day)s is another day.") % {
                "weekdays": in_words(sorted(weekdays)),
                "day": date_format(day, "D j F"),
            }
    return ""


def no_to_hours(offer: HostOffer, days: Iterable[date], from_hour: time, to_hour: time) -> str:
    """Return why these hours are outside the house's visiting hours of one of the days, or ""."""
    for day in days:
        rows = [row for row in offer.hours.all() if row.weekday == day.weekday()]
        if rows and not any(row.from_hour <= from_hour and to_hour <= row.to_hour for row in rows):
            return _("On a %(weekday)s the house receives visitors from %(hours)s, by its own clock.") % {
                "weekday": WEEKDAYS[day.weekday()],
                "hours": ", ".join(f"{row.from_hour:%H:%M} – {row.to_hour:%H:%M}" for row in rows),
            }
    return ""


def no_to_proposal(offer: HostOffer, days: Sequence[date], from_hour: time, to_hour: time) -> str:
    return no_to_days(offer, days) or no_to_hours(offer, days, from_hour, to_hour)


def too_large(offer: HostOffer) -> str:
    return _("This house receives at most %(n)s visitors; this group is larger.") % {"n": offer.largest_group}


def in_words(weekdays: Sequence[int]) -> str:
    return ", ".join(str(WEEKDAYS[number]) for number in weekdays)


@dataclass(frozen=True)
class Taken:
    """What is spent of a year: visits, and visitors times days."""

    visits: int = 0
    days: int = 0


def taken(
    facilities: Iterable[Any] | None = None, *, without: VisitRequest | None = None
) -> Mapping[tuple[int, int], Taken]:
    """Return (facility id, year) → what its yes has been given to, this request apart; one query for all houses."""
    said_yes = HostConsent.objects.filter(visit=OuterRef("pk"), state=HostConsent.State.AGREED)
    rows = Visit.objects.filter(
        Q(request__state__in=COUNTED) | Q(Exists(said_yes), request__state__in=GOES_ON), facility__isnull=False
    ).select_related("request")
    if facilities is not None:
        rows = rows.filter(facility__in=facilities)
    if without is not None and without.pk:
        rows = rows.exclude(request=without.pk)
    found: defaultdict[tuple[int, int], Taken] = defaultdict(Taken)
    for visit in rows.annotate(first=Min("sessions__start"), many=Count("sessions", distinct=True)):
        if visit.first is None or visit.facility_id is None:
            continue
        year = visit.first.astimezone(ZoneInfo(visit.zone)).year
        before = found[visit.facility_id, year]
        found[visit.facility_id, year] = Taken(
            before.visits + 1, before.days + visit.many * people_who_come(visit.request)
        )
    return found


def people_who_come(request: VisitRequest) -> int:
    return request.group_size if group_travels(request) else request.experts_needed


def is_full(offer: HostOffer, spent: Taken, people: int = 0, days: int = 1) -> bool:
    """Is there no room left this year for a visit of so many people and days?"""
    most = offer.visitor_days_per_year
    return spent.visits >= offer.visits_per_year or (most is not None and spent.days + people * days > most)


def no_to_budget(
    offer: HostOffer,
    request: VisitRequest,
    days: Sequence[date],
    so_far: Mapping[tuple[int, int], Taken] | None = None,
) -> str:
    """Return why the year's budget has no room for these days, or ""; `so_far` as `taken` returns it, asked for if None."""
    if not days:
        return ""
    if so_far is None:
        so_far = taken([offer.facility_id], without=request)
    spent = so_far.get((offer.facility_id, days[0].year), Taken())
    if not is_full(offer, spent, people_who_come(request), len(days)):
        return ""
    if spent.visits >= offer.visits_per_year:
        return _("%(n)s visits a year were said, and that number is reached.") % {"n": offer.visits_per_year}
    return _("%(n)s visitor days a year were said; %(spent)s are taken, and this visit needs %(more)s.") % {
        "n": offer.visitor_days_per_year,
        "spent": spent.days,
        "more": people_who_come(request) * len(days),
    }
