"""On which of the requested days is an expert free?"""

from datetime import date, timedelta

from visits.matching.facts import ExpertFacts, RequestFacts, Window

DAY = timedelta(days=1)


def first_possible_day(request: RequestFacts, expert: ExpertFacts) -> date:
    """Return today plus the expert's notice; a requester under threat has the express lane and waits for nobody."""
    if request.stage == "under-threat":
        return request.today
    return request.today + timedelta(weeks=expert.notice_weeks)


def free_spells(request: RequestFacts, expert: ExpertFacts) -> list[Window]:
    """Return the parts of the requester's windows that are long enough and on which nothing is blocked."""
    first = first_possible_day(request, expert)
    spells = []
    for start, end in request.windows:
        enough = min(request.duration_days, (end - start).days + 1)
        for spell in _without(expert.blocked, max(start, first), end):
            if (spell[1] - spell[0]).days + 1 >= enough:
                spells.append(spell)
    return spells


def _without(blocked: tuple[Window, ...], start: date, end: date) -> list[Window]:
    spells = []
    for busy_from, busy_to in sorted(blocked):
        if busy_to < start or busy_from > end:
            continue
        if busy_from > start:
            spells.append((start, busy_from - DAY))
        start = max(start, busy_to + DAY)
    if start <= end:
        spells.append((start, end))
    return spells
