"""Does search stay calm and honest whatever is typed?"""

import pytest
from django.contrib.auth.models import AnonymousUser
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.search import index
from portal.search.queries import readable, search
from portal.search.words import words_of
from tests import makers

pytestmark = pytest.mark.django_db
CALM = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
TEXT = "Good ventilation, Łódź café Straße naïve Χώρος комната об'єкт 2024 المكان غرفة 日本 smoking-room"
PIECES = ["fan", '"', "'", "*", "(", ")", ":", "&", "|", "!", "<->", "OR", "NOT", "NEAR(", "%", "\\", "\x00", "\u202e",
          "🙂", "é", "ß", "İ", "ﬁ", "½", "²", "غرفة", "комната", "日本", "=1", "c1", "ventilation", "a", " ", "\n"]  # fmt: skip


@pytest.fixture
def rows():
    open_one = makers.practice(title="Fan", what_was_done=TEXT, audience="public")
    closed = makers.practice(title="Fan", what_was_done=f"{TEXT} zeppelin", audience="coordinators")
    index.put(open_one)
    index.put(closed)
    return open_one, closed


@CALM
@given(words=st.one_of(st.text(max_size=80), st.lists(st.sampled_from(PIECES), max_size=12).map("".join)))
def test_no_text_fails_and_nothing_closed_is_found(rows, words):
    open_one, _closed = rows
    page = search(AnonymousUser(), words)
    mine = set(readable(AnonymousUser()))
    assert {("practice", r.object_id) for r in page.results} <= mine
    assert page.total <= 1
    assert "zeppelin" not in page.corrected
    assert {r.object_id for r in page.results} <= {open_one.pk}


@CALM
@given(data=st.data())
def test_the_beginning_of_a_word_finds_it(rows, data):
    open_one, _closed = rows
    word = data.draw(st.sampled_from([word for word in words_of(TEXT) if len(word) > 1]))
    beginning = word[: data.draw(st.integers(2, len(word)))]
    assert [r.object_id for r in search(AnonymousUser(), beginning).results] == [open_one.pk]


@CALM
@given(
    filters=st.dictionaries(
        st.sampled_from(["kind", "topic", "language", "country", "x"]), st.lists(st.text(max_size=12), max_size=3)
    ),
    after=st.text(max_size=12),
)
def test_no_filter_and_no_mark_fails(rows, filters, after):
    page = search(AnonymousUser(), "fan", filters=filters, after=after)
    assert page.total <= page.unfiltered == 1


@pytest.mark.parametrize("word", ["fan ", "x", "🙂", "غ", "a" * 60 + " ", "' OR 1=1 -- "])
def test_50_kb_pastes(rows, word):
    assert search(AnonymousUser(), word * (50_000 // len(word.encode()))).total <= 1
    long_one = makers.practice(title="Long", audience="public", what_was_done=word * (50_000 // len(word.encode())))
    index.put(long_one)
    assert search(AnonymousUser(), "long").total == 1
