"""On which days is an expert free?"""

from datetime import date

from tests.visits.matching.makers import ask, person
from visits.matching.dates import free_spells

WINDOW = ((date(2027, 3, 8), date(2027, 3, 19)),)


def test_blocked_days_split_a_window():
    blocked = ((date(2027, 3, 15), date(2027, 3, 16)), (date(2027, 3, 1), date(2027, 3, 9)))
    spells = free_spells(ask(windows=WINDOW, duration_days=2), person(blocked=blocked))
    assert spells == [(date(2027, 3, 10), date(2027, 3, 14)), (date(2027, 3, 17), date(2027, 3, 19))]


def test_overlapping_blocked_periods_are_one():
    blocked = ((date(2027, 3, 8), date(2027, 3, 18)), (date(2027, 3, 9), date(2027, 3, 10)))
    assert free_spells(ask(windows=WINDOW), person(blocked=blocked)) == [(date(2027, 3, 19), date(2027, 3, 19))]
    assert free_spells(ask(windows=WINDOW, duration_days=2), person(blocked=blocked)) == []


def test_notice_cuts_the_beginning():
    assert free_spells(ask(windows=WINDOW), person(notice_weeks=15)) == [(date(2027, 3, 9), date(2027, 3, 19))]


def test_window_shorter_than_the_visit_is_enough_when_all_of_it_is_free():
    assert free_spells(ask(windows=WINDOW, duration_days=20), person()) == list(WINDOW)
