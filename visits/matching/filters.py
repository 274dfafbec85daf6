"""Who cannot be asked, and why not? Hard rules, each with a code and a sentence for coordinators."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from visits.matching.dates import first_possible_day, free_spells
from visits.matching.facts import ExpertFacts, House, RequestFacts, Window

LEVELS = {"basic": 1, "working": 2, "fluent": 3}
OPEN_INVITATIONS_A_WEEK = 2

Rule = Callable[[RequestFacts, ExpertFacts], bool]


def is_unvetted(request: RequestFacts, expert: ExpertFacts) -> bool:
    return not (expert.is_active and expert.is_listed)


def is_requester(request: RequestFacts, expert: ExpertFacts) -> bool:
    return bool(expert.user) and expert.user in (request.requester, request.deputy)


def is_paused(request: RequestFacts, expert: ExpertFacts) -> bool:
    return expert.paused_until is not None and request.today < expert.paused_until


def offers_another_kind(request: RequestFacts, expert: ExpertFacts) -> bool:
    return request.kind not in expert.kinds


def has_no_capacity(request: RequestFacts, expert: ExpertFacts) -> bool:
    return expert.places_left == 0


def is_asked_enough(request: RequestFacts, expert: ExpertFacts) -> bool:
    return expert.open_invitations >= OPEN_INVITATIONS_A_WEEK


def is_from_same_organisation(request: RequestFacts, expert: ExpertFacts) -> bool:
    return expert.organisation is not None and expert.organisation in request.requester_organisations


def is_kept_apart(request: RequestFacts, expert: ExpertFacts) -> bool:
    """The expert's own private exclusions: countries and organisations."""
    return bool(
        expert.excluded_countries & (request.requester_countries | {request.country})
        or expert.excluded_organisations & request.requester_organisations
    )


def is_not_wanted(request: RequestFacts, expert: ExpertFacts) -> bool:
    """The requester's own private exclusions: people and organisations."""
    return expert.id in request.apart_members or expert.organisation in request.apart_organisations


def is_not_wanted_country(request: RequestFacts, expert: ExpertFacts) -> bool:
    return expert.country in request.not_countries


def has_conflict(request: RequestFacts, expert: ExpertFacts) -> bool:
    """Employers of the last three years on either side, funders, family: what they named, and what the house knows."""
    return (
        bool(expert.conflicts & request.requester_organisations) or expert.organisation in request.former_organisations
    )


def shared_languages(request: RequestFacts, expert: ExpertFacts) -> list[str]:
    """Return the codes both sides speak at working level or better, the expert's best first."""
    shared = [
        code
        for code, level in request.languages.items()
        if LEVELS.get(level, 0) >= LEVELS["working"]
        and LEVELS.get(expert.languages.get(code, ""), 0) >= LEVELS["working"]
    ]
    return sorted(shared, key=lambda code: (-LEVELS[expert.languages[code]], code))


def has_no_language(request: RequestFacts, expert: ExpertFacts) -> bool:
    return not request.interpreter and not shared_languages(request, expert)


def refuses_outsiders(request: RequestFacts, expert: ExpertFacts) -> bool:
    return not request.outsiders <= expert.audiences


def takes_smaller_groups(request: RequestFacts, expert: ExpertFacts) -> bool:
    return request.group_size > expert.group_max


def works_another_way(request: RequestFacts, expert: ExpertFacts) -> bool:
    """Does it happen by call while they work on site only, or the other way round?"""
    if not expert.formats or request.travels == "either":
        return False
    return ("remote" if request.travels == "nobody" else "on-site") not in expert.formats


def does_not_travel(request: RequestFacts, expert: ExpertFacts) -> bool:
    return request.travels == "experts" and not expert.will_travel


def travels_elsewhere(request: RequestFacts, expert: ExpertFacts) -> bool:
    """Do they travel, and not to the part of the world where this would be?"""
    if request.travels != "experts" or not expert.will_travel or not expert.travel_regions:
        return False
    return bool(request.region) and request.region not in expert.travel_regions


def has_house_that_receives_nobody(request: RequestFacts, expert: ExpertFacts) -> bool:
    return request.expert_hosts and bool(expert.houses) and not any(house.receives for house in expert.houses)


def has_small_house(request: RequestFacts, expert: ExpertFacts) -> bool:
    """An expert without a house in the portal passes: the coordinator picks another."""
    open_houses = [house for house in expert.houses if house.receives]
    return (
        request.expert_hosts
        and bool(open_houses)
        and max(house.largest_group for house in open_houses) < request.group_size
    )


def _could_receive(request: RequestFacts, expert: ExpertFacts) -> list[House]:
    """The expert's houses that are open and large enough; empty where no house of theirs is needed."""
    if not request.expert_hosts:
        return []
    return [house for house in expert.houses if house.receives and house.largest_group >= request.group_size]


def has_full_house(request: RequestFacts, expert: ExpertFacts) -> bool:
    """Have the houses given away all their visits of the years that are asked for?"""
    found = _could_receive(request, expert)
    years = {day.year for window in request.windows for day in window} or {request.today.year}
    return bool(found) and all(years <= house.full_in for house in found)


def has_house_closed_then(request: RequestFacts, expert: ExpertFacts) -> bool:
    """Do all the windows lie in months in which the houses receive nobody?"""
    found = _could_receive(request, expert)
    if not found or not request.windows or request.flexible:
        return False
    return not any(house.is_open_on(day) for house in found for window in request.windows for day in _days(window))


def _days(window: Window) -> Iterator[date]:
    """The first day of each month the window touches is enough to know months and years by."""
    day, last = window
    while day <= last:
        yield day
        day = (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def has_no_free_date(request: RequestFacts, expert: ExpertFacts) -> bool:
    return bool(request.windows) and not request.flexible and not free_spells(request, expert)


def needs_more_notice(request: RequestFacts, expert: ExpertFacts) -> bool:
    if request.flexible or not request.windows:
        return False
    first = first_possible_day(request, expert)
    return all(end < first for _start, end in request.windows)


# In the order in which they are asked: what the coordinator can do nothing about comes first.
RULES: tuple[tuple[str, Rule], ...] = (
    ("not-vetted", is_unvetted),
    ("self", is_requester),
    ("organisation", is_from_same_organisation),
    ("conflict", has_conflict),
    ("kept-apart", is_kept_apart),
    ("not-wanted", is_not_wanted),
    ("country", is_not_wanted_country),
    ("kind", offers_another_kind),
    ("language", has_no_language),
    ("outsiders", refuses_outsiders),
    ("format", works_another_way),
    ("travel", does_not_travel),
    ("travel-region", travels_elsewhere),
    ("group", takes_smaller_groups),
    ("house-closed", has_house_that_receives_nobody),
    ("house-small", has_small_house),
    ("house-full", has_full_house),
    ("house-months", has_house_closed_then),
    ("paused", is_paused),
    ("capacity", has_no_capacity),
    ("notice", needs_more_notice),
    ("dates", has_no_free_date),
    ("asked-enough", is_asked_enough),
)

FILTER_WORDS: dict[str, Promise] = {
    "not-vetted": _("Is not listed as an expert at the moment."),
    "self": _("Made this request."),
    "organisation": _("Belongs to the organisation that asks."),
    "conflict": _("Has a conflict of interest: worked there within three years, or named it as a funder or family."),
    "kept-apart": _("Keeps apart from this country or organisation, for private reasons."),
    "not-wanted": _("The requester asked, in private, not to ask this person or organisation."),
    "country": _("Works in a country the requester left out."),
    "kind": _("Does not offer this kind of request."),
    "language": _("Shares no language at working level, and no interpreter comes."),
    "outsiders": _("Does not receive all of the outside visitors who would come."),
    "format": _("Works on site only, or by call only, and this is the other."),
    "travel": _("Does not travel."),
    "travel-region": _("Travels, but to other parts of the world."),
    "group": _("Takes smaller groups."),
    "house-closed": _("Their house receives nobody at the moment."),
    "house-small": _("Their house is too small for this group."),
    "house-full": _("Their house has given away its visits of this year."),
    "house-months": _("Their house receives nobody in these months."),
    "paused": _("Takes a pause."),
    "capacity": _("Has done as many visits this year as they offered."),
    "notice": _("Needs more notice than these dates leave."),
    "dates": _("Is not free on any of these dates."),
    "asked-enough": _("Already has two open invitations this week."),
}


def ruled_out(request: RequestFacts, expert: ExpertFacts) -> str:
    """Return the code of the first rule that says no; empty when the expert may be asked."""
    return next((code for code, says_no in RULES if says_no(request, expert)), "")
