"""When could a house receive this group? Its visiting hours in words, the first days that fit, and whether it ever can."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from itertools import groupby

from django.db.models import OuterRef, QuerySet, prefetch_related_objects
from django.utils.dates import MONTHS, WEEKDAYS_ABBR
from django.utils.translation import gettext as _

from portal import clock
from portal.rows import RowsOf, hold
from visits import houses
from visits.completeness import NOTICE, group_travels, host_kind
from visits.gate import is_express
from visits.kinds import KINDS
from visits.models import HostOffer, VisitingHours, VisitRequest

# How far ahead days are looked for: a year, and a little more.
AHEAD = timedelta(days=400)
# Where a house names no hours, and as the middle of long days.
USUAL = (time(10), time(16))
# A longer stay leaves out the days on which the house receives nobody, where it receives on most days of the week.
WORKING_WEEK = 5
FEWEST_WEEKDAYS = 3
MOST_LIKELY = 40  # houses looked at while a request is written

Hours = tuple[time, time]


@dataclass(frozen=True)
class Fit:
    """The first days on which a house could receive the group, with hours that hold on each of them."""

    days: Sequence[date]
    from_hour: time
    to_hour: time


def with_hours(offers: QuerySet[HostOffer]) -> list[HostOffer]:
    """Load the houses with their visiting hours: one query for both."""
    rows = offers.annotate(hour_rows=RowsOf(VisitingHours.objects.filter(offer=OuterRef("pk"))))
    return [hold_hours(row, row.hour_rows) for row in rows]


def hold_hours(offer: HostOffer, rows: list[VisitingHours]) -> HostOffer:
    hold(offer, "hours", rows)
    return offer


def days_in_a_row(request: VisitRequest) -> int:
    """Return how many days follow each other; calls and meetings each have a day of their own."""
    return request.duration_days if KINDS[request.kind].unit == "days" else 1


def days_of_stay(offer: HostOffer, first: date, length: int) -> list[date]:
    """Return the days of a stay: one after the other, over more than a week without those when nobody may come."""
    weekdays = {row.weekday for row in offer.hours.all()}
    if length <= WORKING_WEEK or first.weekday() not in weekdays or len(weekdays) < FEWEST_WEEKDAYS:
        weekdays = set(range(7))
    ahead = (first + timedelta(days=number) for number in range(length * 7))
    return [day for day in ahead if day.weekday() in weekdays][:length]


def days_from(offers: Iterable[HostOffer], first: date, length: int) -> list[date]:
    """Return the days of a stay at the first house that receives on all of them; else one after the other."""
    for offer in offers:
        days = days_of_stay(offer, first, length)
        if not houses.no_to_days(offer, days):
            return days
    return [first + timedelta(days=number) for number in range(length)]


def hours_on(offer: HostOffer, weekdays: Iterable[int]) -> list[Hours]:
    """Return the hours at which visitors may come on each of these weekdays, the earliest first."""
    rows = list(offer.hours.all())
    if not rows:
        return [USUAL]
    common: list[Hours] | None = None
    for weekday in sorted(set(weekdays)):
        today = [(row.from_hour, row.to_hour) for row in rows if row.weekday == weekday]
        common = today if common is None else list(_overlaps(common, today))
    return sorted(common or [])


def _overlaps(some: Iterable[Hours], others: Sequence[Hours]) -> Iterator[Hours]:
    for start, end in some:
        for other_start, other_end in others:
            first, last = max(start, other_start), min(end, other_end)
            if first < last:
                yield first, last


def first_fit(
    offer: HostOffer,
    request: VisitRequest,
    first: date,
    last: date,
    spent: Mapping[tuple[int, int], houses.Taken],
) -> Fit | None:
    """Return the first days between these two, both included, on which the house's terms allow the group; else None."""
    length, people = days_in_a_row(request), houses.people_who_come(request)
    day = max(first, clock.today() + timedelta(days=1))
    while (days := days_of_stay(offer, day, length))[-1] <= last:
        so_far = spent.get((offer.facility_id, day.year), houses.Taken())
        full = houses.is_full(offer, so_far, people, length)
        is_closed = full or any(one.month in offer.months_closed for one in days)
        # The longest hours: a group that may stay from morning to evening need not leave at eleven.
        hours = [] if is_closed else hours_on(offer, (one.weekday() for one in days))
        if hours:
            return Fit(days, *_middle(max(hours, key=_length)))
        day += timedelta(days=1)
    return None


def _length(hours: Hours) -> int:
    start, end = hours
    return (end.hour - start.hour) * 60 + end.minute - start.minute


def _middle(hours: Hours) -> Hours:
    """Return the usual hours of a visit as far as the house allows them, else the house's own."""
    first, last = max(hours[0], USUAL[0]), min(hours[1], USUAL[1])
    return (first, last) if first < last else hours


def can_ever(offer: HostOffer, request: VisitRequest) -> bool:
    """Is there any day within a year on which the terms allow this group, were nothing taken yet?

    A house that cannot is not held against anybody's days: the coordinator picks another.
    """
    coming = request.group_size if group_travels(request) else 1
    if coming > offer.largest_group:
        return False
    return first_fit(offer, request, clock.today(), clock.today() + AHEAD, {}) is not None


def binding(offers: Sequence[HostOffer], request: VisitRequest) -> list[HostOffer]:
    """Return the houses whose terms days are held against, with their hours loaded."""
    prefetch_related_objects(list(offers), "hours")
    return [offer for offer in offers if can_ever(offer, request)]


@dataclass(frozen=True)
class Terms:
    """What days are held against: the houses that could receive the group, and what is spent of their years."""

    offers: Sequence[HostOffer] = ()
    spent: Mapping[tuple[int, int], houses.Taken] = field(default_factory=dict)


def terms_of(request: VisitRequest, offers: Sequence[HostOffer]) -> Terms:
    """Return the terms that bind this request at these houses; one query where there are any."""
    able = binding(offers, request) if host_kind(request) == "facility" else []
    return Terms(able, houses.taken([offer.facility_id for offer in able], without=request)) if able else Terms()


def no_to(terms: Terms, request: VisitRequest, days: Sequence[date], from_hour: time, to_hour: time) -> tuple[str, str]:
    """Return ("days" or "hours", why none of these houses could receive them then); ("", "") when one can."""
    found = []
    for offer in terms.offers:
        on_days = houses.no_to_days(offer, days) or houses.no_to_budget(offer, request, days, terms.spent)
        at_hours = "" if on_days else houses.no_to_hours(offer, days, from_hour, to_hour)
        if not on_days and not at_hours:
            return "", ""
        found.append(("days", on_days) if on_days else ("hours", at_hours))
    return found[0] if found else ("", "")


def best_fit(terms: Terms, request: VisitRequest, spells: Iterable[tuple[date, date]]) -> Fit | None:
    """Return what fits in the earliest of these spells of days in which any of the houses can receive the group."""
    for first, last in spells:
        found = [fit for offer in terms.offers if (fit := first_fit(offer, request, first, last, terms.spent))]
        if found:
            return min(found, key=lambda fit: fit.days[0])
    return None


def spells_ahead(request: VisitRequest) -> list[tuple[date, date]]:
    """Return where days are looked for: the dates that were named, then any day with enough notice."""
    soon = clock.today() + (timedelta() if is_express(request) else NOTICE)
    return [*((window.start, window.end) for window in request.windows.all()), (soon, soon + AHEAD)]


def in_words(offer: HostOffer) -> str:
    """Return weekdays with their hours and the months without visitors, "" where a house said nothing."""
    by_day = [
        (weekday, ", ".join(f"{row.from_hour:%H:%M} – {row.to_hour:%H:%M}" for row in rows))
        for weekday, rows in groupby(offer.hours.all(), key=lambda row: row.weekday)
    ]
    said = []
    for _place, group in groupby(enumerate(by_day), key=lambda pair: (pair[1][0] - pair[0], pair[1][1])):
        run = [row for _number, row in group]
        names = str(WEEKDAYS_ABBR[run[0][0]])
        if len(run) > 1:
            names = _("%(first)s to %(last)s") % {"first": names, "last": WEEKDAYS_ABBR[run[-1][0]]}
        said.append(f"{names} {run[0][1]}")
    if offer.months_closed:
        months = ", ".join(str(MONTHS[month]) for month in sorted(offer.months_closed))
        said.append(_("nobody in %(months)s") % {"months": months})
    return "; ".join(said)


def likely(request: VisitRequest) -> list[HostOffer]:
    """Return houses that receive visitors and said when, in the countries liked where some were named; one query."""
    if host_kind(request) != "facility":
        return []
    said = VisitingHours.objects.values("offer")
    offers = HostOffer.objects.filter(receives=True, pk__in=said, facility__signoff_person__isnull=False)
    offers = offers.exclude(facility__country__iso2__in=request.not_countries)
    if request.preferred_countries:
        offers = offers.filter(facility__country__iso2__in=request.preferred_countries)
    return with_hours(offers.select_related("facility").order_by("facility__city", "pk")[:MOST_LIKELY])


def fits_no_house(request: VisitRequest, windows: Iterable[tuple[date, date]]) -> bool:
    """Is there no day in any of these windows on which one of the likely houses could receive them?"""
    offers = [offer for offer in likely(request) if can_ever(offer, request)]
    spells = list(windows)
    return bool(offers and spells) and best_fit(Terms(offers), request, spells) is None
