"""Is everything said that keeps a request from being sent, at the field where it is to be changed?"""

from datetime import timedelta

import pytest

from portal import clock
from tests import makers
from visits.completeness import missing, missing_in, too_soon

pytestmark = pytest.mark.django_db


def fields(request):
    return [(gap.part, gap.field) for gap in missing(request)]


def window(start, end):
    return clock.today() + timedelta(days=start), clock.today() + timedelta(days=end)


def in_dates(*windows, **changes):
    return [
        gap.field
        for gap in missing_in(4, makers.visit_request(windows=[], **changes), windows=[window(*w) for w in windows])
    ]


def test_a_complete_request_lacks_nothing():
    assert missing(makers.visit_request()) == []


@pytest.mark.parametrize(
    ("changes", "part", "field"),
    [
        ({"kind": "unheard-of"}, 1, "kind"),
        ({"kind": "implementation", "hosting": "own"}, 1, "travels"),
        ({"kind": "implementation", "travels": "requester"}, 1, "travels"),
        ({"title": "Too short"}, 2, "title"),
        ({"title": "x" * 9}, 2, "title"),
        ({"questions": []}, 2, "question_1"),
        ({"questions": ["x" * 20, "How?"]}, 2, "question_2"),
        ({"questions": ["x" * 401]}, 2, "question_1"),
        ({"why_now": "x" * 99}, 2, "why_now"),
        ({"why_now": "x" * 1501}, 2, "why_now"),
        ({"topics": []}, 2, "topics"),
        ({"topics": ["inhalation", "space-design", "police", "legal"]}, 2, "topics"),
        ({"stage": ""}, 3, "stage"),
        ({"country": ""}, 3, "country"),
        ({"city": ""}, 3, "city"),
        ({"legal_basis": ""}, 3, "legal_basis"),
        ({"languages": []}, 3, "language_1"),
        ({"languages": [{"code": "en", "level": "basic"}]}, 3, "interpreter"),
        ({"preferred_countries": ["NL", "DE", "CH", "ES"]}, 3, "preferred_countries"),
        ({"preferred_countries": ["NL"], "not_countries": ["NL"]}, 3, "not_countries"),
        ({"duration_days": 4}, 4, "duration_days"),
        ({"group_size": 11}, 5, "group_size"),
        ({"kind": "job-shadowing", "group_size": 3}, 5, "group_size"),
        ({"experts_needed": 4}, 5, "experts_needed"),
        ({"peer_in_group": None}, 5, "peer_in_group"),
        ({"why_no_peer": ""}, 5, "why_no_peer"),
        ({"outsiders": ["journalist"]}, 5, "outsiders"),
        ({"who_pays": ""}, 5, "who_pays"),
        ({"wants_peer_expert": True}, 5, "peer_fee"),
        ({"peer_in_group": True}, 5, "peer_fee"),
        ({"confidentiality": "open"}, 6, "confidentiality"),
        ({"media_plan": ""}, 6, "media_plan"),
        ({"accepts_code": False}, 6, "accepts_code"),
        ({"promises_report": False}, 6, "promises_report"),
    ],
)
def test_each_gap_is_named_at_its_field(changes, part, field):
    assert (part, field) in fields(makers.visit_request(**changes))


def test_group_size_counts_only_if_somebody_of_theirs_travels():
    assert fields(makers.visit_request(kind="on-site-training", group_size=40)) == []


def test_windows_two_or_three_except_where_nobody_travels():
    assert in_dates((40, 44)) == ["window_2_start"]
    assert in_dates(kind="remote-advice", duration_days=1) == []
    assert in_dates((40, 44), (50, 54), (60, 64), (70, 74)) == ["window_3_start"]


def test_windows_that_end_before_they_start_or_overlap_or_are_too_short():
    assert in_dates((50, 40), (60, 64)) == ["window_1_end"]
    assert in_dates((40, 50), (50, 60)) == ["window_2_start"]
    assert in_dates((40, 40), (50, 60)) == ["window_1_end"]


def test_a_window_starts_four_weeks_ahead_to_the_day(travel):
    assert in_dates((27, 40), (50, 60)) == ["window_1_start"]
    assert in_dates((28, 40), (50, 60)) == []
    assert in_dates((0, 40), (-5, -4)) == ["window_1_start", "window_2_start"]


def test_the_message_says_how_many_days_and_from_when():
    today = clock.today()
    message = too_soon(today + timedelta(days=12), "preparing")
    later = today + timedelta(days=28)
    assert message.startswith("This starts in 12 days. Hosts need at least four weeks: please choose ")
    assert f"{later.day} {later:%B}" in message


def test_a_room_under_threat_need_not_wait_four_weeks():
    assert in_dates((2, 5), (9, 12), stage="under-threat") == []
    assert in_dates((0, 5), (9, 12), stage="under-threat") == ["window_1_start"]


def test_a_half_filled_window_says_which_day_is_missing():
    start, end = window(40, 44)
    gaps = missing_in(4, makers.visit_request(), windows=[(start, None), (None, end), (None, None)])
    assert [gap.field for gap in gaps] == ["window_1_end", "window_2_start"]
