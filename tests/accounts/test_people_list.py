"""Are people found by what they know, and is nobody pointed out?"""

import pytest

from accounts import directory, reading_limit
from portal.search import index
from tests import makers
from tests.accounts.pages import assert_flat

pytestmark = pytest.mark.django_db
URL = "/people/"


def listed(client, query=""):
    return [person.pk for person in client.get(URL + query).context["found"].people]


@pytest.fixture
def reader(as_user):
    return as_user(makers.member())


def test_filters(reader):
    booth = makers.expert("inhalation", languages=[{"code": "pt", "level": "fluent"}])
    other = makers.expert("police", depth="know", profile={"kinds": ["peer-review"]})
    assert set(listed(reader)) == {booth.pk, other.pk}
    assert listed(reader, "?topic=inhalation") == [booth.pk]
    assert listed(reader, "?topic=police&depth=done") == []
    assert listed(reader, "?language=pt") == [booth.pk]
    assert set(listed(reader, "?kind=peer-review")) == {booth.pk, other.pk}
    assert listed(reader, "?kind=study-visit") == [booth.pk]


def test_words(reader):
    booth = makers.expert(profile={"bio": "Rebuilt two booths in an old house."})
    makers.expert("police")
    index.put(booth)
    assert listed(reader, "?q=booth") == [booth.pk]
    assert listed(reader, "?q=zeppelin") == []


def test_small_numbers_are_not_told(reader):
    for _number in range(3):
        makers.expert()
    found = reader.get(URL).context["found"]
    topics = next(one for one in found.filters if one.name == "topic")
    assert [choice.count for choice in topics.choices] == ["<5"]
    assert "Fewer than five people fit" in reader.get(URL).content.decode()


def test_a_region_with_few_people_is_no_filter(reader):
    for _number in range(5):
        makers.expert(country="NL")
    alone = makers.expert(country="MX")
    regions = next(one for one in reader.get(URL).context["found"].filters if one.name == "region")
    assert [choice.value for choice in regions.choices] == ["western-europe"]
    assert alone.pk not in listed(reader, "?region=central-america")


def test_a_hidden_country_is_found_by_no_region(reader):
    for _number in range(5):
        makers.expert()
    hidden = makers.expert(visibility={"country": "coordinators"})
    assert hidden.pk not in listed(reader, "?region=western-europe")


def test_protected_members_stand_in_no_list_and_no_number(reader):
    for _number in range(5):
        makers.expert()
    hidden = makers.expert(user=makers.user(protected=True))
    found = reader.get(URL).context["found"]
    assert hidden.pk not in [person.pk for person in found.people]
    assert found.total == 5


@pytest.mark.parametrize(
    "query", ["?page=abc", "?page=-1", "?page=99999999999", "?topic=%00", "?region=nowhere", "?q=%22"]
)
def test_odd_addresses_are_harmless(reader, query):
    assert reader.get(URL + query).status_code == 200


def test_pages(reader):
    for _number in range(22):
        makers.expert()
    assert len(listed(reader)) == directory.PAGE
    assert len(listed(reader, "?page=2")) == 22 - directory.PAGE


def test_flat(reader):
    def grow():
        for _number in range(10):
            makers.expert("inhalation", "police")

    makers.expert()
    assert_flat(reader, URL, grow, most=6)


def test_person_page(reader):
    member = makers.expert(profile={"bio": "Two booths.", "fee": "Travel"})
    page = reader.get(f"/people/{member.pk}/").content.decode()
    assert "Two booths." in page
    assert member.name not in page


def test_gone_members_are_not_found(reader):
    for state in ("suspended", "left"):
        assert reader.get(f"/people/{makers.expert(state=state).pk}/").status_code == 404
    assert reader.get("/people/999999/").status_code == 404


def test_person_page_queries(reader):
    member = makers.expert("inhalation")

    def grow():
        profile = member.expert_profile
        for slug in ("police", "bbv", "needs"):
            profile.expert_topics.create(topic=makers.topic(slug), depth="know")

    assert_flat(reader, f"/people/{member.pk}/", grow, most=8)


def test_reading_is_counted_and_ends(reader, monkeypatch):
    monkeypatch.setattr(reading_limit, "SOFT", 1)
    monkeypatch.setattr(reading_limit, "HARD", 2)
    url = f"/people/{makers.expert().pk}/"
    assert "nobody shall copy" not in reader.get(url).content.decode()
    assert "nobody shall copy" in reader.get(url).content.decode()
    assert reader.get(url).status_code == 429


def test_organisations(reader):
    seen, hidden = makers.organisation(), makers.organisation(protected=True)
    page = reader.get("/organisations/").content.decode()
    assert seen.name in page
    assert hidden.name not in page
