"""Each part is kept by itself, bad input is said at its field, and only the requester gets in."""

import re
from datetime import timedelta

import pytest

from portal import clock
from tests import makers
from tests.house.counting import counted
from visits.models import VisitRequest

pytestmark = pytest.mark.django_db


def url(asked, part):
    return f"/visits/{asked.pk}/edit/{part}/"


def day(ahead):
    return (clock.today() + timedelta(days=ahead)).isoformat()


GOOD = {
    1: {"kind": "peer-review"},
    2: {
        "title": "How do others air a smoking room?",
        "question_1": "How many air changes are enough?",
        "question_3": "What did the neighbours say about it?",
        "why_now": "Because the builder asks us. " * 5,
        "topics_chosen": ["inhalation", "space-design"],
    },
    3: {
        "stage": "running",
        "country": "PT",
        "city": "Lisbon",
        "legal_basis": "law",
        "language_1": "pt",
        "level_1": "fluent",
        "language_2": "en",
        "level_2": "working",
        "interpreter": "no",
        "routes": ["inhaling"],
        "preferred_countries": ["NL", "DE"],
        "not_countries": [],
    },
    4: {"duration_days": "2", "flexible": "on", "window_1_start": day(40), "window_1_end": day(44)}
    | {"window_3_start": day(60), "window_3_end": day(61)},
    5: {
        "group_size": "4",
        "experts_needed": "2",
        "wants_peer_expert": "on",
        "peer_in_group": "no",
        "why_no_peer": "Their shifts are full.",
        "who_pays": "grant",
        "peer_fee": "150 euros a day",
    },
    6: {
        "confidentiality": "sensitive",
        "media_plan": "No media, no photos",
        "accepts_code": "on",
        "promises_report": "on",
    },
}


@pytest.mark.parametrize("part", GOOD)
def test_each_part_opens_with_what_was_kept(as_user, part):
    asked = makers.visit_request()
    page = as_user(asked.requester).get(url(asked, part))
    assert page.status_code == 200
    assert not page.context["form"].errors


@pytest.mark.parametrize("part", GOOD)
def test_each_part_is_kept_and_the_next_one_opens(as_user, part):
    asked = makers.visit_request()
    answer = as_user(asked.requester).post(url(asked, part), GOOD[part])
    assert answer.status_code == 302, answer.context["form"].errors
    assert answer["Location"] == (f"/visits/{asked.pk}/edit/{part + 1}/" if part < 6 else f"/visits/{asked.pk}/edit/")


def test_what_was_written_is_what_is_kept(as_user):
    asked = makers.visit_request()
    browser = as_user(asked.requester)
    for part in (2, 3, 4, 5, 6):
        browser.post(url(asked, part), GOOD[part])
    asked = VisitRequest.objects.get(pk=asked.pk)
    assert asked.questions == [GOOD[2]["question_1"], GOOD[2]["question_3"]]
    assert sorted(topic.slug for topic in asked.topics.all()) == ["inhalation", "space-design"]
    assert asked.languages == [{"code": "pt", "level": "fluent"}, {"code": "en", "level": "working"}]
    assert [(str(w.start), str(w.end)) for w in asked.windows.all()] == [(day(40), day(44)), (day(60), day(61))]
    assert (asked.experts_needed, asked.peer_in_group, asked.wants_peer_expert) == (2, False, True)
    assert (asked.confidentiality, asked.preferred_countries) == ("sensitive", ["NL", "DE"])


@pytest.mark.parametrize(
    ("part", "changes", "field"),
    [
        (2, {"title": "Short"}, "title"),
        (2, {"title": "x" * 121}, "title"),
        (2, {"question_3": "How?"}, "question_3"),
        (2, {"question_1": "", "question_3": ""}, "question_1"),
        (2, {"why_now": "Because."}, "why_now"),
        (2, {"topics_chosen": ["inhalation", "police", "legal", "bbv"]}, "topics_chosen"),
        (3, {"level_1": ""}, "level_1"),
        (3, {"language_1": "", "level_1": "", "language_2": "", "level_2": ""}, "language_1"),
        (3, {"country": "ZZ"}, "country"),
        (4, {"window_1_start": day(12)}, "window_1_start"),
        (4, {"window_1_end": day(39)}, "window_1_end"),
        (4, {"window_3_start": day(42)}, "window_3_start"),
        (4, {"window_3_start": "", "window_3_end": ""}, "window_2_start"),
        (4, {"window_1_start": "soon"}, "window_1_start"),
        (4, {"duration_days": "9"}, "duration_days"),
        (5, {"group_size": "11"}, "group_size"),
        (5, {"group_size": "many"}, "group_size"),
        (5, {"peer_fee": ""}, "peer_fee"),
        (5, {"peer_in_group": ""}, "peer_in_group"),
        (5, {"outsiders": ["journalist"]}, "outsiders"),
        (6, {"accepts_code": ""}, "accepts_code"),
        (6, {"promises_report": ""}, "promises_report"),
    ],
)
def test_bad_input_is_said_at_the_field_and_what_was_typed_stays(as_user, part, changes, field):
    asked = makers.visit_request()
    page = as_user(asked.requester).post(url(asked, part), {**GOOD[part], **changes})
    assert page.status_code == 200
    assert field in page.context["form"].errors
    assert VisitRequest.objects.get(pk=asked.pk).title == asked.title
    typed = changes.get(field, "")
    assert not isinstance(typed, str) or typed.encode() in page.content


def test_the_list_of_errors_says_which_of_the_windows_it_means(as_user):
    asked = makers.visit_request()
    page = as_user(asked.requester).post(url(asked, 4), {**GOOD[4], "window_3_start": day(42)}).content.decode()
    assert "Third window (if you like), From</a>: This overlaps" in page
    assert "First window, From" not in page


def test_save_and_close_keeps_what_is_half_done(as_user):
    asked = makers.visit_request(title="", questions=[])
    answer = as_user(asked.requester).post(url(asked, 2), {"title": "Air", "question_2": "How?", "close": "1"})
    asked.refresh_from_db()
    assert answer["Location"] == "/visits/"
    assert (asked.title, asked.questions) == ("Air", ["How?"])


def test_group_size_is_asked_only_if_somebody_of_theirs_travels(as_user):
    training = makers.visit_request(kind="on-site-training")
    page = as_user(training.requester).get(url(training, 5))
    assert "group_size" not in page.context["form"].fields


def test_who_travels_decides_whose_house_it_is(as_user):
    asked = makers.visit_request(kind="implementation", duration_days=3)
    as_user(asked.requester).post(url(asked, 1), {"kind": "implementation", "travels": "experts"})
    asked.refresh_from_db()
    assert (asked.travels, asked.hosting) == ("experts", "own")


def test_another_kind_brings_the_length_into_its_bounds(as_user):
    asked = makers.visit_request(kind="job-shadowing", duration_days=10)
    as_user(asked.requester).post(url(asked, 1), {"kind": "study-visit"})
    asked.refresh_from_db()
    assert (asked.kind, asked.duration_days) == ("study-visit", 3)


def test_a_group_of_more_than_six_is_warned_not_stopped(as_user):
    asked = makers.visit_request()
    page = as_user(asked.requester).post(url(asked, 5), {**GOOD[5], "group_size": "8"}, follow=True)
    assert "more than six" in page.content.decode()


def test_what_a_coordinator_asked_back_stands_above_the_form(as_user):
    asked = makers.visit_request(state="returned", word="Which of the two questions comes first?")
    assert "Which of the two questions" in as_user(asked.requester).get(url(asked, 2)).content.decode()


def test_a_request_that_was_sent_cannot_be_changed(as_user):
    asked = makers.visit_request(state="inviting")
    answer = as_user(asked.requester).post(url(asked, 2), GOOD[2])
    asked.refresh_from_db()
    assert answer["Location"] == f"/visits/{asked.pk}/"
    assert asked.title != GOOD[2]["title"]


def test_strangers_find_nothing(as_user, client):
    asked = makers.visit_request()
    assert as_user(makers.member()).get(url(asked, 2)).status_code == 404
    assert as_user(makers.coordinator()).get(url(asked, 2)).status_code == 404
    assert as_user(asked.requester).get(f"/visits/{asked.pk}/edit/7/").status_code == 404
    assert client.get(url(asked, 2)).status_code == 302


@pytest.mark.parametrize("part", GOOD)
def test_few_queries(as_user, part):
    asked = makers.visit_request()
    assert counted(as_user(asked.requester), url(asked, part)) <= 6


def test_what_was_typed_outlives_a_session_that_ends(as_user, client):
    asked = makers.visit_request()
    browser = as_user(asked.requester)
    form = browser.get(url(asked, 2)).content.decode()
    mark = re.search(r'name="typed_by" value="([^"]+)"', form)[1]
    browser.logout()
    sent = browser.post(url(asked, 2), {**GOOD[2], "typed_by": mark})
    assert sent.status_code == 302
    assert "login" in sent["Location"]
    browser.force_login(asked.requester, backend="django.contrib.auth.backends.ModelBackend")
    page = browser.get(url(asked, 2)).content.decode()
    assert GOOD[2]["question_3"] in page
    assert "Your session had ended" in page
