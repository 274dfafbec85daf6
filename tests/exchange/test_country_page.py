"""Does a country's page show its figures with date and source, its story and its rooms, and hide what is not checked?"""

import re

import pytest
from django.core.management import call_command
from django.urls import reverse

from exchange.world.models import Country
from portal import clock
from tests import makers

pytestmark = pytest.mark.django_db
URL = reverse("world:country_page", args=["nl"])


def text(response):
    return re.sub(r"\s+", " ", response.content.decode())


@pytest.fixture
def recalled():
    return makers.source(slug="recalled", title="Unverified recollection")


def test_counts_stand_side_by_side_newest_first(client):
    for number, year in [(30, 2014), (24, 2018), (31, 2016)]:
        makers.figure(number, year)
    page = text(client.get(URL))
    assert re.findall(r'<p class="figure">(\d+)</p>', page) == ["24", "31", "30"]
    assert "These do not agree" not in page


def test_disagreement_is_said_in_words(client):
    makers.figure(31, 2016)
    makers.figure(37, 2016, source=makers.source(publisher="FurFur; a magazine"), note="worded loosely")
    page = text(client.get(URL))
    assert "For 2016 the sources say 31 (EMCDDA) and 37 (FurFur)." in page
    assert "37, 2016: worded loosely." in page


def test_a_figure_without_a_year_says_so(client):
    makers.figure(75, None, indicator="facilities-with-client-participation", unit="percent")
    page = text(client.get(URL))
    assert '<b class="mid">75 %</b> <span class="soft">date unknown</span>' in page


def test_three_dated_counts_make_a_chart(client):
    makers.figure(30, 2014)
    makers.figure(31, 2016)
    assert "<polyline" not in text(client.get(URL))
    makers.figure(24, 2018)
    assert "<polyline" in text(client.get(URL))


def test_milestones_have_kind_and_source(client):
    makers.milestone(year=1996, event="Guidelines make rooms possible", kind="law")
    page = text(client.get(URL))
    assert '<li class="law"><span class="year">1996</span>Guidelines make rooms possible' in page
    assert "A yearly report" in page


def test_a_decade_is_not_a_year(client):
    makers.milestone(year=1970, event="From the 1970s: informal tolerance")
    assert '<span class="year">1970s</span>' in text(client.get(URL))


def test_what_comes_from_memory_is_hidden_until_confirmed(client, as_user, recalled):
    country = makers.country(first_opened_year=1994, first_opened_source=recalled)
    step = makers.milestone(event="A ruling", source=recalled)
    # Long enough that no random mark of the page holds it by chance.
    makers.figure(4321, 2020, source=recalled)
    makers.facility(name="Room from memory", confidence="recalled", source=recalled)
    hidden = ["A ruling", "4321", "Room from memory", "1994"]
    for reader in (client, as_user(makers.member())):
        page = text(reader.get(URL))
        assert [word for word in hidden if word in page] == []
    page = text(as_user(makers.coordinator().user).get(URL))
    assert [word for word in hidden if word not in page] == []
    step.confirmed_on = country.checked_on = clock.today()
    step.save()
    country.save()
    page = text(client.get(URL))
    assert "A ruling" in page
    assert "1994" in page


def test_titles_of_the_library_stand_at_the_side(client):
    for _ in range(4):
        makers.reference(country="NL")
    makers.country()
    page = text(client.get(URL))
    assert page.count("A study of rooms") == 3
    assert "/library/?country=NL" in page


def test_a_country_with_nothing_says_so(client):
    makers.country("SL")
    page = text(client.get(reverse("world:country_page", args=["sl"])))
    assert "No national count with a source yet" in page
    assert "No room of this country is in our record" in page


def test_an_unknown_country_is_not_found(client):
    assert client.get(URL).status_code == 404


def test_refuses_posts(client):
    makers.country()
    assert client.post(URL).status_code == 405


@pytest.mark.parametrize("rows", [1, 10])
def test_questions_stay_flat(client, rows, django_assert_max_num_queries):
    country = makers.country()
    for year in range(rows):
        makers.facility(country=country)
        makers.milestone(country=country, year=1990 + year)
        makers.figure(30 + year, 2000 + year)
        makers.reference(country="NL")
    client.get(URL)
    with django_assert_max_num_queries(6):
        client.get(URL)


def test_every_page_of_the_real_data_is_light(client, as_user):
    desk = as_user(makers.coordinator())  # for whom the head of the page is longest
    call_command("import_world", verbosity=0)
    call_command("import_library", verbosity=0)
    for iso2 in Country.objects.values_list("iso2", flat=True):
        url = reverse("world:country_page", args=[iso2.lower()])
        page = client.get(url).content.decode()
        assert len(desk.get(url).content) <= 30_000, iso2
        assert "(recalled)" not in page.replace("(year recalled)", "").replace("(month recalled)", ""), iso2


def test_many_rooms_are_shown_in_two_steps(client):
    for _ in range(13):
        makers.facility()
    page = text(client.get(URL))
    assert page.count('class="title-link"') == 12
    assert "Show one more room" in page
    assert text(client.get(URL + "?rooms=all")).count('class="title-link"') == 13


def test_an_inferred_year_says_so(client):
    makers.figure(31, 2016, source=makers.source(publisher="Press", year=2017, note="Year inferred."))
    assert "Press, 2017 (year inferred)" in text(client.get(URL))


def test_a_confirmed_row_from_memory_no_longer_says_that_it_is_unchecked(client, recalled):
    makers.milestone(source=recalled, confirmed_on=clock.today())
    page = text(client.get(URL))
    assert "Checked by a coordinator" in page
    assert "not checked</span>" not in page


def test_every_count_stands_in_a_table_with_who_says_so(client):
    for number, year in [(30, 2014), (31, 2016), (24, 2018), (37, None), (9, 2010)]:
        makers.figure(number, year, note="a loose word" if year is None else "")
    rows = re.findall(r"<tr><td><b>(\d+)</b></td><td>([^<]+)</td><td>(.*?)</td>", text(client.get(URL)))
    assert [row[:2] for row in rows] == [
        ("24", "2018"), ("31", "2016"), ("30", "2014"), ("9", "2010"), ("37", "date unknown"),
    ]  # fmt: skip
    assert all("EMCDDA" in row[2] for row in rows)
    assert rows[-1][2].endswith("<br>a loose word")


def test_other_services_have_a_block_of_their_own(client, as_user):
    makers.figure(5, 2020, indicator="oat-clients")
    page = text(client.get(URL))
    assert page.index("Other harm-reduction services") < page.index("people in opioid agonist treatment (OAT)")
    empty = f"/world/{makers.country('SL').iso2.lower()}/"
    assert "No figure with a source yet" in text(client.get(empty))
    here = as_user(makers.member(country="SL"))
    address = re.search(r'href="([^"]+indicator=nsp-sites)"', text(here.get(empty)))
    form = text(here.get(address[1]))
    assert '<option value="nsp-sites" selected>places that give out needles and syringes</option>' in form
    assert '<optgroup label="Other harm-reduction services">' in form


def test_experts_are_counted_from_five_on_and_nobody_can_be_told_from_none(client):
    makers.country()
    assert "Fewer than five experts" in text(client.get(URL))
    for _ in range(4):
        makers.expert(country="NL")
    hiding, protected = makers.expert(country="NL", visibility={"country": "coordinators"}), makers.expert(country="NL")
    protected.user.protected = True
    protected.user.save()
    assert "Fewer than five experts" in text(client.get(URL))
    hiding.visibility = {}
    hiding.save()
    assert "5 experts of this country" in text(client.get(URL))


def test_practices_that_show_the_country_stand_there_for_whoever_may_read_them(client, as_user):
    makers.country()
    for _ in range(5):
        makers.member(country="NL", category="nurse")
    author = makers.member(country="NL", category="nurse").user
    for title, fields in {
        "For everybody": {"audience": "public", "place_shown": "country"},
        "For members": {"place_shown": "country"},
        "From nowhere": {"audience": "public", "place_shown": "nowhere"},
    }.items():
        makers.practice(title=title, country="NL", author=author, show_author_as="role", **fields)
    told = [title for title in ("For everybody", "For members", "From nowhere") if title in text(client.get(URL))]
    assert told == ["For everybody"]
    page = text(as_user(makers.member()).get(URL))
    assert "For members" in page
    assert "From nowhere" not in page
