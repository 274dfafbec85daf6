"""Can results be narrowed, sorted and paged, and do all numbers count only what the reader may read?"""

from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from exchange.practices.models import Practice
from portal.search import codes, index, postgresql, registry, sqlite
from portal.search.facets import Years
from portal.search.queries import search
from portal.search.registry import Entry, SearchKind
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def notes(monkeypatch):
    """A kind of its own, whose facets are said by the test: notes("Fan", language="fr", year=2020, readers="ME")."""
    said = {}

    def entry(practice):
        return said[practice.pk]

    kinds = {
        name: SearchKind(
            name, name.title(), Practice, Practice.objects.none, entry, lambda user: Practice.objects.all()
        )
        for name in ("note", "other")
    }
    monkeypatch.setattr(registry, "_kinds", kinds)
    monkeypatch.setattr(registry, "_tokens", [lambda user: ["PU"] if user.is_anonymous else ["PU", "ME"]])

    def make(title, *, readers="PU", **fields):
        practice = makers.practice(title=title)
        fields = {"body": "", "language": "en", **fields}
        said[practice.pk] = Entry(title=title, url=f"/p/{practice.pk}/", readers=[readers], **fields)
        index.put(practice)
        return practice.pk

    monkeypatch.setattr(index, "_kinds_of", lambda obj: [kinds["note"]])
    return make


def found(**options):
    return [result.object_id for result in search(AnonymousUser(), "fan", **options).results]


def test_ticks_narrow_and_count_what_they_would_add(notes):
    both = notes("Fan", language="fr", topics=["inhalation"])
    french = notes("Fan", language="fr", topics=["police"])
    english = notes("Fan", language="en", topics=["inhalation", "police"])
    page = search(AnonymousUser(), "fan", filters={"language": ["fr"], "topic": ["inhalation"]})
    assert [r.object_id for r in page.results] == [both]
    assert (page.total, page.unfiltered) == (1, 3)
    # a language is counted among what has the topic, a topic among what has the language
    assert page.counts["language"] == {"fr": 1, "en": 1}
    assert page.counts["topic"] == {"inhalation": 1, "police": 1}
    assert set(found(filters={"language": ["fr", "en"]})) == {both, french, english}


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("country", {"country": "NL"}),
        ("perspective", {"perspective": "police"}),
        ("evidence", {"evidence": "published"}),
    ],
)
def test_each_facet_finds_its_own(notes, name, fields):
    wanted = notes("Fan", **fields)
    notes("Fan")
    (value,) = fields.values()
    assert found(filters={name: [value]}) == [wanted]
    assert search(AnonymousUser(), "fan").counts[name] == {value: 1}


def test_years_from_and_to(notes):
    pages = {year: notes("Fan", year=year) for year in (2018, 2020, 2022)}
    notes("Fan")
    assert set(found(years=Years(2020, None))) == {pages[2020], pages[2022]}
    assert set(found(years=Years(None, 2018))) == {pages[2018]}
    assert set(found(years=Years(2019, 2021))) == {pages[2020]}


def test_numbers_hold_nothing_that_the_reader_may_not_read(notes):
    notes("Fan", language="en", year=2020, country="NL")
    for _time in range(3):
        notes("Fan", readers="ME", language="uk", year=1999, country="UA", topics=["police"], perspective="police")
    page = search(AnonymousUser(), "fan")
    assert (page.total, page.unfiltered, page.counts_by_kind) == (1, 1, {"note": 1})
    assert page.counts["language"] == {"en": 1}
    assert page.counts["year"] == {"2020": 1}
    assert page.counts["country"] == {"NL": 1}
    assert not page.counts["topic"]
    assert not page.counts["perspective"]
    assert search(AnonymousUser(), "fan", filters={"country": ["UA"]}).total == 0


def test_unknown_filters_are_as_if_they_were_not_there(notes):
    notes("Fan")
    assert search(AnonymousUser(), "fan", filters={"readers": ["ME"], "kind": [""], "topic": ["a b"]}).total == 1


def test_the_newest_first(notes):
    years = (2018, 2022, 2020)
    pages = {year: notes("Fan " * (year - 2016), written_at=datetime(year, 5, 1, tzinfo=UTC)) for year in years}
    assert found(by_date=True) == [pages[2022], pages[2020], pages[2018]]


@pytest.mark.parametrize("by_date", [False, True])
def test_pages_hold_everything_once(notes, by_date):
    everything = {notes("Fan", body="fan " * (number % 3)) for number in range(11)}
    seen, after = [], ""
    while True:
        page = search(AnonymousUser(), "fan", limit=4, after=after, by_date=by_date)
        seen += [r.object_id for r in page.results]
        if not (after := page.next_after):
            break
    assert len(seen) == 11
    assert set(seen) == everything


@pytest.mark.parametrize("after", ["x", "-1", "0", "99999999", "9" * 40, "1 OR 1=1", "²"])
def test_a_mark_that_is_none_gives_the_first_page(notes, after):
    first = [notes("Fan") for _time in range(3)]
    assert set(found(after=after)) == set(first)


def test_a_mark_of_what_the_reader_may_not_read_tells_nothing(notes):
    from portal.search.models import SearchEntry

    notes("Fan")
    hidden = notes("Fan", readers="ME")
    mark = SearchEntry.objects.get(object_id=hidden).pk
    assert found(after=str(mark)) == found()


def test_a_very_common_word_is_bounded_and_a_filter_reaches_further(notes, monkeypatch):
    for engine in (postgresql, sqlite):
        monkeypatch.setattr(engine, "MOST_RANKED", 3)
    old = notes("Fan", language="fr", written_at=datetime(2001, 1, 1, tzinfo=UTC))
    for _time in range(4):
        notes("Fan")
    page = search(AnonymousUser(), "fan")
    assert page.is_bounded
    assert page.total == 3
    assert old not in found()
    assert found(filters={"language": ["fr"]}) == [old]


def test_a_value_that_is_new_is_counted_at_once(notes):
    notes("Fan", country="NL")
    assert search(AnonymousUser(), "fan").counts["country"] == {"NL": 1}
    notes("Fan", country="PT")
    assert search(AnonymousUser(), "fan").counts["country"] == {"NL": 1, "PT": 1}


def test_every_value_has_a_sign_of_its_own():
    signs = [codes.sign(pk) for pk in (1, 2, 500, 19_999, 20_000, 60_000)]
    assert len(set(signs)) == 6
    assert all(len(sign) == 1 and sign.isprintable() for sign in signs[:4])


@pytest.mark.skipif(connection.vendor != "sqlite", reason="an index of SQLite's own")
def test_matches_are_read_from_an_index_and_not_from_rows_as_long_as_their_texts(notes):
    notes("Fan")
    with CaptureQueriesContext(connection) as caught:
        assert found()
    sql = next(row["sql"] for row in caught if "WITH exact" in row["sql"])
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        plan = [row[3] for row in cursor.fetchall()]
    assert any("COVERING INDEX search_rows_in_short" in step for step in plan)
