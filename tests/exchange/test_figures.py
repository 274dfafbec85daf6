"""Are figures said, ordered and compared as their sources give them?"""

from decimal import Decimal

import pytest

from exchange.world import chart, figures, maps, table
from exchange.world.models import Figure, Source
from tests import makers

EMCDDA = Source(pk=1, slug="emcdda", publisher="EMCDDA, quoted by Drug War Facts", is_inventory=True)
PRESS = Source(pk=2, slug="press", publisher="Bolts (publisher inferred)")


def figure(number, year, source=EMCDDA, **fields):
    number = None if number is None else Decimal(str(number))
    return Figure(**{"indicator": "facilities", "number": number, "year": year, "source": source, "pk": 1, **fields})


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (figure("31.00", 2016), "31"),
        (figure("0.50", 2016), "0.5"),
        (figure("10.00", 2016, unit="percent"), "10 %"),
        (figure(None, 2016, words="about 1600"), "about 1600"),
        (figure(None, 2016, words="2 million", unit="GBP"), "2 million GBP"),
        (figure(1998, 1998, indicator="opening-year"), "1998"),
        (figure("248208.00", 2017), "248208"),
    ],
)
def test_a_value_is_said_as_the_source_gave_it(row, said):
    assert figures.say_value(row) == said


def test_newest_first_and_undated_last():
    counts = figures.room_counts([figure(1, None), figure(2, 2014), figure(3, 2018)])
    assert [count.year for count in counts] == [2018, 2014, None]


def test_sources_that_agree_share_a_count():
    counts = figures.room_counts([figure(31, 2016), figure(31, 2016, PRESS)])
    assert [source.said_by for source in counts[0].sources] == ["EMCDDA", "Bolts"]


def test_a_count_knows_its_cities():
    counts = figures.room_counts([figure(31, 2016), figure(25, 2016, indicator="cities")])
    assert counts[0].where == "25 cities"


def test_a_place_is_not_the_country():
    assert figures.room_counts([figure(3, 2024, place="Amsterdam")]) == []
    assert figures.other_figures([figure(3, 2024, place="Amsterdam")])[0].place == "Amsterdam"


@pytest.mark.parametrize(
    ("rows", "number"),
    [
        ([(31, 2016), (31, 2017)], 0),
        ([(31, 2016), (37, 2016)], 1),
        ([(24, 2018), (37, 2019)], 1),
        ([(30, 2014), (24, 2018)], 0),
        ([(1, 2016), (2, 2017)], 0),
        ([(31, None), (37, None)], 0),
    ],
)
def test_disagreement_is_same_year_or_a_leap(rows, number):
    counts = figures.room_counts([figure(*row) for row in rows])
    assert len(figures.disagreements(counts)) == number


def test_the_line_joins_monitoring_bodies_only():
    rows = [figure(30, 2014), figure(37, 2016, PRESS), figure(31, 2016), figure(31, 2017)]
    drawn = chart.draw(figures.room_counts(rows))
    assert len(drawn.line.split()) == len(drawn.discs) == 3
    assert [(mark.label, mark.name) for mark in drawn.discs] == [("30", "EMCDDA"), ("31", "EMCDDA"), ("", "")]
    assert [(mark.label, mark.name) for mark in drawn.diamonds] == [("37", "Bolts")]


def test_each_source_is_a_mark_of_its_own_also_where_they_agree():
    drawn = chart.draw(figures.room_counts([figure(31, 2016), figure(31, 2016, PRESS), figure(30, 2014)]))
    assert [mark.title for mark in drawn.marks] == ["2014: 30, EMCDDA", "2016: 31, EMCDDA", "2016: 31, Bolts"]
    assert len({(mark.x, mark.y) for mark in drawn.marks}) == 3


def test_more_than_has_an_arrow_and_what_has_no_year_stands_apart():
    rows = [figure(31, 2016), figure(None, 2022, PRESS, words="more than two dozen"), figure(9, None)]
    drawn = chart.draw(figures.room_counts(rows))
    assert [mark.title for mark in drawn.marks if mark.is_least] == ["2022: more than two dozen, Bolts"]
    assert max(drawn.marks, key=lambda mark: mark.x).title == "?: 9, EMCDDA"
    assert drawn.undated


def test_no_words_lie_over_a_mark_or_each_other():
    rows = [figure(number, 2010 + number % 7, PRESS if number % 2 else EMCDDA) for number in range(20, 40)]
    drawn = chart.draw(figures.room_counts(rows))
    marks = [(mark.x, mark.y) for mark in drawn.marks]
    assert len(marks) == 20
    for mark in drawn.marks:
        width = chart.LETTER * len(f"{mark.label} {mark.name}".strip())
        left = mark.x + mark.dx - {"middle": width / 2, "start": 0, "end": width}[mark.anchor]
        under = [at for at in marks if left < at[0] < left + width and mark.y + mark.dy - 12 < at[1] < mark.y + mark.dy]
        assert not (mark.label and under)


def test_other_services_stand_apart():
    rows = [figure(5, 2020, indicator="nsp-sites"), figure(3, 2020, indicator="clients")]
    assert [row.label for row in figures.services(rows)] == ["places that give out needles and syringes"]
    assert [row.label for row in figures.other_figures(rows)] == ["people who use the service"]


def test_two_years_make_no_chart():
    assert chart.draw(figures.room_counts([figure(30, 2014), figure(31, 2016)])) is None


def test_a_chart_of_zeros_stands():
    drawn = chart.draw(figures.room_counts([figure(0, 2014), figure(0, 2016), figure(0, 2018)]))
    assert drawn.values[0].label == "0"


def test_lead_is_made_of_whole_sentences():
    lead, rest = table.first_sentences("One short. Two short. " + "Three " * 60 + "long.", limit=40)
    assert lead == "One short. Two short."
    assert rest.startswith("Three")
    assert table.first_sentences("") == ("", "")


@pytest.mark.django_db
def test_a_dot_grows_with_the_area_of_its_rooms():
    country = makers.country()
    rooms = [makers.facility(country=country, latitude="52.37", longitude="4.90") for _ in range(4)]
    [dot] = maps.draw("world", "light", [country], rooms).dots
    assert dot.r == pytest.approx(2 * 2.2)


@pytest.mark.django_db
def test_a_country_without_an_outline_has_no_map():
    assert maps.draw_country(makers.country("XX"), []) is None
