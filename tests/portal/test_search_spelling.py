"""Are mistyped words understood, from words alone that the reader may know of?"""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection

from portal.search import fulltext, index, spelling, vocabulary
from portal.search.models import SearchEntry
from portal.search.queries import search
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def posted(django_capture_on_commit_callbacks):
    def make(title, audience="public", **fields):
        practice = makers.practice(
            title=title, audience=audience, topics=[], what_was_done="", what_happened="", **fields
        )
        with django_capture_on_commit_callbacks(execute=True):
            index.put(practice)
        return practice

    return make


def page(words, user=None):
    return search(user or AnonymousUser(), words)


@pytest.mark.parametrize(
    "words", ["ventilaton", "ventilatoin", "ventilatin", "venntilation", "VENTILATON", "véntilaton"]
)
def test_a_slip_is_forgiven_and_said(posted, words):
    practice = posted("Good ventilation")
    found = page(words)
    assert [r.object_id for r in found.results] == [practice.pk]
    assert found.corrected == "ventilation"


def test_only_the_mistyped_word_is_replaced(posted):
    practice = posted("Good ventilation for smoking")
    posted("Smoking outside")
    found = page("smoking ventilaton")
    assert [r.object_id for r in found.results] == [practice.pk]
    assert found.corrected == "smoking ventilation"


def test_nothing_is_corrected_where_something_is_found(posted):
    posted("A stationary van")
    exact = posted("Our stationery")
    found = page("stationery")
    assert [r.object_id for r in found.results] == [exact.pk]
    assert not found.corrected


def test_no_word_comes_from_what_the_reader_may_not_read(posted):
    posted("Zeppelin", audience="coordinators")
    for user in (AnonymousUser(), makers.member().user):
        found = page("zepelin", user)
        assert (found.corrected, found.total) == ("", 0)
    assert page("zepelin", makers.coordinator().user).corrected == "zeppelin"


def test_a_hidden_word_that_is_the_stem_of_an_open_one_is_not_told(posted):
    posted("Two houses")  # "hous" is its stem
    posted("hous", audience="coordinators")
    assert page("hzus").corrected != "hous"


@pytest.mark.parametrize("words", ["zzzz", "fan", "a1b2c3", "x" * 300, "日本語で", "قهوة", "🙂🙂🙂🙂"])
def test_what_is_like_nothing_stays(posted, words):
    posted("Good ventilation")
    assert page(words).corrected == ""


def test_words_that_stand_nowhere_any_more_are_forgotten(posted, django_capture_on_commit_callbacks):
    practice = posted("Zeppelin and ventilation")
    posted("More ventilation")
    with django_capture_on_commit_callbacks(execute=True):
        index.remove(practice)
    assert "zeppelin" not in fulltext.engine().near_words(["zeppelen"])
    assert page("zepelin").corrected == ""
    assert page("ventilaton").corrected == "ventilation"


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        ("fan", "fan", 0),
        ("fan", "fna", 1),
        ("fan", "fa", 1),
        ("fan", "fank", 1),
        ("fan", "pan", 1),
        ("fan", "zeppelin", 3),
    ],
)
def test_slips_are_counted(one, other, count):
    assert spelling.slips(one, other, 2) == count


@pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL only")
def test_without_trigrams_words_are_compared_that_begin_alike(posted, monkeypatch):
    posted("Good ventilation")
    monkeypatch.setattr(vocabulary, "has_trigrams", lambda: False)
    assert page("ventilaton").corrected == "ventilation"


@pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL only")
def test_a_role_that_may_not_have_trigrams_is_told_so():
    with connection.cursor() as cursor:
        cursor.execute("DROP EXTENSION pg_trgm CASCADE")
        cursor.execute("CREATE ROLE nobody_special")
        cursor.execute("GRANT USAGE ON SCHEMA public TO nobody_special")
        cursor.execute("SET ROLE nobody_special")
        try:
            assert "does without pg_trgm" in vocabulary.make_trigrams()
        finally:
            cursor.execute("RESET ROLE")
    assert vocabulary.make_trigrams() == ""
    assert not SearchEntry.objects.exists()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL only")
def test_a_surrounding_transaction_plans_as_before(posted):
    posted("Good ventilation")
    assert page("ventilaton").corrected == "ventilation"
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('enable_seqscan'), current_setting('enable_indexscan')")
        assert cursor.fetchone() == ("on", "on")
