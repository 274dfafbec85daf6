"""Can an expert say what they know, offer and do not want?"""

from datetime import timedelta

import pytest

from accounts.models import ExpertProfile
from portal import clock
from portal.search.models import SearchEntry
from tests import makers
from tests.accounts.pages import queries_of

pytestmark = pytest.mark.django_db
URL = "/me/expert/"


def answers(**changes):
    given = {
        "is_listed": "on",
        "bio": "Six years in a smoking room.",
        "kinds": ["study-visit", "remote-advice"],
        "formats": ["remote"],
        "legal_contexts": ["NL", "DE"],
        "legal_bases": ["guideline"],
        "has_opened_a_room": "on",
        "opened_year": "2016",
        "room_models": ["integrated"],
        "routes": ["inhaling"],
        "capacity_per_year": "3",
        "notice_weeks": "4",
        "group_max": "5",
        "audiences": ["police"],
        "fee": "Travel",
        "excluded_countries": ["RU"],
        "will_travel": "on",
        "travel_regions": ["western-europe", "northern-europe"],
        "topics-TOTAL_FORMS": "2",
        "topics-INITIAL_FORMS": "0",
        "topics-0-topic": makers.topic().pk,
        "topics-0-depth": "done",
        "topics-0-said": "Built two booths, 2024",
        "blocked-TOTAL_FORMS": "2",
        "blocked-INITIAL_FORMS": "0",
    }
    given.update({name.replace("__", "-"): value for name, value in changes.items()})
    return given


def day(days):
    return (clock.today() + timedelta(days=days)).isoformat()


def test_everything_is_kept(as_user):
    member, house = makers.member(), makers.organisation()
    blocked = {"blocked__0__start": day(10), "blocked__0__end": day(20)}
    response = as_user(member).post(URL, answers(conflicts=[house.pk], **blocked))
    assert response.status_code == 302
    profile = ExpertProfile.objects.get(member=member)
    assert (profile.is_listed, profile.kinds, profile.capacity_per_year) == (True, ["study-visit", "remote-advice"], 3)
    assert (profile.legal_contexts, profile.excluded_countries) == (["NL", "DE"], ["RU"])
    assert (profile.will_travel, profile.travel_regions) == (True, ["western-europe", "northern-europe"])
    assert list(profile.conflicts.all()) == [house]
    assert [(row.topic.slug, row.depth, row.said) for row in profile.expert_topics.all()] == [
        ("inhalation", "done", "Built two booths, 2024")
    ]
    assert profile.blocked_periods.count() == 1
    assert SearchEntry.objects.get(kind="person").object_id == member.pk


def test_whoever_does_not_travel_keeps_no_regions(as_user):
    member = makers.expert()
    assert as_user(member).post(URL, answers(will_travel="")).status_code == 302
    member.expert_profile.refresh_from_db()
    assert (member.expert_profile.will_travel, member.expert_profile.travel_regions) == (False, [])


def test_a_region_that_is_none_is_said(as_user):
    member = makers.member()
    page = as_user(member).post(URL, answers(travel_regions=["the-moon"]))
    assert "travel_regions" in page.context["form"].errors
    assert not ExpertProfile.objects.filter(member=member).exists()


def test_saving_again_replaces(as_user):
    member = makers.expert("inhalation", "police")
    as_user(member).post(URL, answers())
    assert member.expert_profile.expert_topics.count() == 1


def test_private_exclusions_are_shown_to_nobody(as_user):
    member, house = makers.expert(), makers.organisation(name="A secret rival")
    as_user(member).post(URL, answers(conflicts=[house.pk], excluded_organisations=[house.pk]))
    for reader in (makers.member(), makers.coordinator().user):
        page = as_user(reader).get(f"/people/{member.pk}/").content.decode()
        assert "A secret rival" not in page
        assert "Russia" not in page


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"kinds": []}, "choose at least one thing you offer"),
        ({"topics__0__topic": ""}, "Please choose the topic this is about"),
        ({"topics__0__depth": ""}, "done it myself, or know it"),
        ({"topics__0__topic": "", "topics__0__depth": "", "topics__0__said": ""}, "choose at least one topic"),
        ({"blocked__0__start": day(5)}, "Please give both days"),
        ({"blocked__0__start": day(5), "blocked__0__end": day(2)}, "comes before the first"),
        ({"blocked__0__start": day(-9), "blocked__0__end": day(-2)}, "These days are over"),
        (
            {
                "blocked__0__start": day(5),
                "blocked__0__end": day(9),
                "blocked__1__start": day(9),
                "blocked__1__end": day(12),
            },
            "overlap",
        ),
        ({"opened_year": "2099"}, "has not come yet"),
        ({"capacity_per_year": "-1"}, "greater than or equal to 0"),
        ({"group_max": "many"}, "Enter a whole number"),
        ({"legal_contexts": ["XX"]}, "XX"),
        ({"conflicts": ["9" * 30]}, f"Select a valid choice. {'9' * 30}"),
        ({"topics-TOTAL_FORMS": "9"}, "8"),
    ],
)
def test_bad_input_is_said_and_typed_text_kept(as_user, wrong, words):
    page = as_user(makers.member()).post(URL, answers(**wrong)).content.decode()
    assert words in page
    assert "Six years in a smoking room." in page
    assert not ExpertProfile.objects.exists()


def test_what_is_wrong_in_a_row_stands_above_the_form_too(as_user):
    wrong = answers(blocked__0__start=day(-9), blocked__0__end=day(-2))
    page = as_user(makers.member()).post(URL, wrong).content.decode()
    assert '<a href="#id_blocked-0-end">Last day</a>: These days are over.' in page


def test_the_same_topic_twice(as_user):
    twice = {"topics__1__topic": makers.topic().pk, "topics__1__depth": "know"}
    assert "chosen this topic already" in as_user(makers.member()).post(URL, answers(**twice)).content.decode()


def test_a_draft_needs_nothing(as_user):
    member = makers.member()
    empty = {"capacity_per_year": "3", "notice_weeks": "4", "group_max": "5"}
    forms = {f"{name}-{what}_FORMS": "0" for name in ("topics", "blocked") for what in ("TOTAL", "INITIAL")}
    assert as_user(member).post(URL, {**empty, **forms}).status_code == 302
    assert not SearchEntry.objects.filter(kind="person").exists()


def test_pausing_takes_one_out_of_the_list(as_user):
    member, reader = makers.expert(), makers.member()
    browser = as_user(member)
    assert browser.post("/me/expert/pause/", {"until": day(30), "next": "/visits/"}).url == "/visits/"
    assert f"/people/{member.pk}/" not in as_user(reader).get("/people/").content.decode()
    browser.post("/me/expert/pause/", {"until": ""})
    assert f"/people/{member.pk}/" in as_user(reader).get("/people/").content.decode()


@pytest.mark.parametrize("until", ["yesterday", "2001-01-01"])
def test_a_wrong_day_is_a_message(as_user, until):
    member = makers.expert()
    page = as_user(member).post("/me/expert/pause/", {"until": until}, follow=True).content.decode()
    assert "Please choose a day from today on" in page
    assert ExpertProfile.objects.get(member=member).paused_until is None


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "nowhere"])
def test_pausing_leads_to_no_foreign_house(as_user, elsewhere):
    response = as_user(makers.expert()).post("/me/expert/pause/", {"until": "", "next": elsewhere})
    assert response.url == URL


def test_queries(as_user):
    member = makers.expert("inhalation", "police", "bbv")
    assert len(queries_of(as_user(member), URL)) <= 9
