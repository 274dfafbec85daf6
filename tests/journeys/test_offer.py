"""Can an expert and a house say what they offer, in a browser, and is what is wrong said beside its field?"""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from accounts.models import ExpertProfile, Member
from portal import clock
from tests import makers
from tests.journeys.looking import choose, look, tick
from visits.models import HostOffer

pytestmark = [pytest.mark.journey, pytest.mark.usefixtures("words_of_the_house"), pytest.mark.timeout(240)]


def day(ahead: int) -> str:
    return (clock.today() + timedelta(days=ahead)).isoformat()


def says_beside(page: Page, field: str, words: str) -> None:
    """The message stands in the field's own box."""
    expect(page.locator(f"#div_id_{field}")).to_contain_text(words)


def say_languages(page: Page) -> None:
    page.goto("/me/")
    look(page)
    page.get_by_role("link", name="Profile").first.click()
    for number, (language, level) in enumerate((("en", "fluent"), ("pt", "working")), start=1):
        page.select_option(f'[name="language_{number}"]', language)
        page.select_option(f'[name="level_{number}"]', level)
    look(page)
    page.get_by_role("main").get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved.")).to_be_visible()


def say_what_i_offer(page: Page) -> None:
    """All fields of the expert profile."""
    page.get_by_role("link", name="What others may ask me").first.click()
    look(page)
    for number, (topic, depth) in enumerate((("inhalation", "done"), ("neighbours", "know"))):
        page.select_option(f'[name="topics-{number}-topic"]', str(makers.topic(topic).pk))
        page.select_option(f'[name="topics-{number}-depth"]', depth)
    page.fill('[name="topics-0-said"]', "Two booths in an old shop")
    for name, value in (
        ("kinds", "study-visit"), ("kinds", "remote-advice"), ("formats", "on-site"), ("formats", "remote"),
        ("perspectives", "professional"), ("legal_bases", "law"), ("room_models", "integrated"),
        ("routes", "inhaling"), ("audiences", "researcher"),
    ):  # fmt: skip
        tick(page, name, value)
    choose(page, "I am willing to travel")
    page.fill('[name="bio"]', "I have built two smoking rooms and know what the builder asks.")
    page.select_option('[name="legal_contexts"]', ["NL", "BE"])
    choose(page, "I have helped to open a room")
    for name, value in (
        ("opened_year", "2016"), ("capacity_per_year", "3"), ("notice_weeks", "4"), ("group_max", "5"),
        ("fee", "Travel and a day's fee"), ("blocked-0-start", day(-20)), ("blocked-0-end", day(-10)),
    ):  # fmt: skip
        page.fill(f'[name="{name}"]', value)
    page.select_option('[name="excluded_countries"]', ["US"])
    choose(page, "Members may find me and I may be asked")


def test_an_expert_says_what_they_offer(window_of):
    expert = makers.member(country="NL")
    page = window_of(expert)
    say_languages(page)
    page.goto("/me/")
    say_what_i_offer(page)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Last day: These days are over.")
    says_beside(page, "blocked-0-end", "These days are over.")
    expect(page.locator('[name="bio"]')).to_have_value("I have built two smoking rooms and know what the builder asks.")
    expect(page.locator('[name="topics-0-said"]')).to_have_value("Two booths in an old shop")
    expect(page.locator('[name="blocked-0-start"]')).to_have_value(day(-20))
    look(page)
    assert not ExpertProfile.objects.exists()

    page.fill('[name="blocked-0-start"]', day(20))
    page.fill('[name="blocked-0-end"]', day(30))
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Thank you for offering it.")).to_be_visible()
    look(page)
    profile = ExpertProfile.objects.get()
    assert Member.objects.get(pk=expert.pk).languages == [
        {"code": "en", "level": "fluent"},
        {"code": "pt", "level": "working"},
    ]
    assert dict(profile.expert_topics.values_list("topic__slug", "depth")) == {
        "inhalation": "done",
        "neighbours": "know",
    }
    assert (profile.is_listed, profile.will_travel, profile.has_opened_a_room, profile.opened_year) == (
        True, True, True, 2016,
    )  # fmt: skip
    assert set(profile.kinds) == {"study-visit", "remote-advice"}
    assert (profile.capacity_per_year, profile.notice_weeks, profile.group_max) == (3, 4, 5)
    assert (set(profile.legal_contexts), profile.excluded_countries) == ({"NL", "BE"}, ["US"])
    assert profile.blocked_periods.get().start.isoformat() == day(20)

    page.goto("/me/expert/")
    page.get_by_label("Pause until").fill(day(60))
    page.get_by_role("button", name="Pause", exact=True).click()
    expect(page.get_by_text("You are not asked until then.")).to_be_visible()
    look(page)
    assert ExpertProfile.objects.get().paused_until.isoformat() == day(60)


def test_a_house_says_what_it_offers(window_of):
    keeper = makers.member(category="manager", country="NL")
    facility = makers.facility(signoff_person=keeper.user, name="The room on the quay")
    expert = makers.expert(name="Robin", country="NL")
    page = window_of(keeper, width=390)
    page.goto("/me/")
    page.get_by_role("link", name="The room on the quay").first.click()
    look(page)
    choose(page, "We receive visitors")
    page.get_by_label("Largest group at once").fill("45")
    page.get_by_label("Visits a year, at most").fill("6")
    page.get_by_label("A word about the hours").fill("Mornings, before we open.")
    page.get_by_label("Tuesday, from").fill("12:00")
    page.get_by_label("Tuesday, to").fill("09:00")
    page.get_by_label("Time zone of the house").select_option("Europe/Amsterdam")
    page.get_by_label("Your own rules for visitors").fill("Shoes off. Nobody walks alone.")
    tick(page, "languages", "nl")
    choose(page, "Robin")
    page.get_by_role("button", name="Save the offer").click()
    says_beside(page, "largest_group", "Please say 1 to 20 people.")
    says_beside(page, "day_1_to", "The end must be later than the start.")
    expect(page.get_by_label("Your own rules for visitors")).to_have_value("Shoes off. Nobody walks alone.")
    expect(page.get_by_label("Largest group at once")).to_have_value("45")
    expect(page.get_by_label("Robin")).to_be_checked()
    look(page)
    assert not HostOffer.objects.exists()

    page.get_by_label("Largest group at once").fill("4")
    page.get_by_label("Tuesday, to").fill("15:30")
    page.get_by_role("button", name="Save the offer").click()
    expect(page.get_by_text("Kept. Coordinators see it")).to_be_visible()
    look(page)
    offer = HostOffer.objects.get(facility=facility)
    assert (offer.receives, offer.largest_group, offer.visits_per_year) == (True, 4, 6)
    hours = offer.hours.get()
    assert (hours.weekday, f"{hours.from_hour:%H:%M}", f"{hours.to_hour:%H:%M}") == (1, "12:00", "15:30")
    assert (offer.time_zone, offer.languages, list(offer.experts.all())) == ("Europe/Amsterdam", ["nl"], [expert])
