"""Is everything found by those who may read it, and by nobody else?"""

# words of other alphabets are what is tested

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command

from exchange.practices.models import Practice
from portal.search import index, registry
from portal.search.models import SearchEntry
from portal.search.queries import search
from portal.search.registry import Entry, SearchKind
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def notes(monkeypatch):
    """A kind of its own: practices as notes, with the readers that `country` names. Returns a maker."""

    def entry(practice):
        readers = [practice.country] if practice.country else []
        return Entry(practice.title, practice.what_was_done, f"/p/{practice.pk}/", readers, practice.language)

    kind = SearchKind("note", "Note", Practice, Practice.objects.all, entry, lambda user: Practice.objects.all())
    other = SearchKind(
        "other",
        "Other",
        Practice,
        Practice.objects.none,
        lambda p: Entry("", "", "", []),
        lambda user: Practice.objects.none(),
    )
    monkeypatch.setattr(registry, "_kinds", {"note": kind, "other": other})
    monkeypatch.setattr(registry, "_tokens", [lambda user: ["PU"] if user.is_anonymous else ["PU", "ME"]])

    def make(title, body="", readers="PU", language="en"):
        practice = makers.practice(title=title, what_was_done=body, country=readers, language=language)
        index.put(practice)
        return practice

    return make


def found(words, user=None, **options):
    return [result.object_id for result in search(user or AnonymousUser(), words, **options).results]


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("en", "Airing the smoking rooms", "room"),
        ("en", "One room", "rooms"),
        ("en", "Good ventilation saves work", "ventil"),
        ("en", "Good ventilation saves work", "VENTILATI"),
        ("fr", "Les salles de consommation", "salle"),
        ("fr", "Un accès pour les périphéries", "peripherie"),
        ("nl", "De buren van de gebruiksruimtes", "gebruiksruimte"),
        ("de", "Ein Rauchraum für Gäste", "gaste"),
        ("de", "Mit den Nachbarn reden", "nachbar"),
        ("ru", "Комнаты для курения", "комната"),
        ("uk", "Кімната для куріння", "кімната"),
        ("el", "Οι χώροι χρήσης", "χωροι"),
        ("en", "Inject/inhale at www.example.org/room.html", "inhale"),
    ],
)
def test_words_are_found_in_their_forms(notes, language, text, words):
    practice = notes("A title", text, language=language)
    notes("Something else")
    assert found(words) == [practice.pk]


def test_a_word_in_the_title_weighs_more(notes):
    in_body = notes("Night shifts", "We talked about naloxone once, among many other things.")
    in_title = notes("Naloxone at the door", "A box beside the entrance.")
    assert found("naloxone") == [in_title.pk, in_body.pk]


def test_all_words_first_and_some_words_when_nothing_has_all(notes):
    both = notes("Smoking room", "with a fan")
    one = notes("Smoking on the balcony")
    assert found("smoking fan") == [both.pk]
    page = search(AnonymousUser(), "smoking zeppelin")
    assert {r.object_id for r in page.results} == {both.pk, one.pk}
    assert page.is_partial


def test_small_words_are_not_asked_for(notes):
    practice = notes("Airing a smoking room")
    assert found("how do we air the smoking room?") == [practice.pk]


def test_readers_decide_about_results_and_counts(notes):
    notes("Open fan", readers="PU")
    closed = notes("Closed fan", readers="ME")
    nobody = notes("Hidden fan", readers="")
    anonymous, member = search(AnonymousUser(), "fan"), search(makers.member().user, "fan")
    assert (anonymous.total, anonymous.counts_by_kind) == (1, {"note": 1})
    assert (member.total, member.counts_by_kind) == (2, {"note": 2})
    assert closed.pk in [r.object_id for r in member.results]
    assert not SearchEntry.objects.filter(object_id=nobody.pk).exists()


def test_a_changed_object_is_found_by_its_new_words_only(notes):
    practice = notes("Old fan")
    practice.title, practice.country = "New window", "ME"
    index.put(practice)
    index.put(practice)
    member = makers.member().user
    assert found("fan", member) == []
    assert found("window", member) == [practice.pk]
    assert found("window") == []


def test_remove_leaves_no_words(notes):
    practice = notes("A rare zeppelin")
    index.remove(practice)
    assert found("zeppelin") == []
    assert not SearchEntry.objects.exists()


def test_an_unregistered_model_is_said_clearly(notes):
    with pytest.raises(LookupError, match="User"):
        index.put(makers.user())


@pytest.mark.parametrize(
    "words",
    [
        '"', "'", "a OR", "AND", "NOT fan", "title:fan", "fan*", "*", "(", "fan)", "NEAR(fan", "^fan", "-fan", "fan &", "|",
        "!fan", "<->", "fan:*", "%", "%s", "\\", "\x00", "🙂", "🙂 fan", "; DROP TABLE", "x" * 10_000, "fan " * 3_000,
        "\u202efan", "f\u0301an", "１２", "²", "١٢", "日本語", "_", "__fan__", "{title} : fan", "3e5", "1.5", "\ud7ff", "'fan':*",
    ],
)  # fmt: skip
def test_hostile_words_never_fail(notes, words):
    notes("A fan")
    page = search(AnonymousUser(), words)
    assert page.total in {0, 1}


def test_marks_are_the_only_html(notes):
    notes('<script>alert("fan")</script>', "<b>fans</b> & <mark>fan</mark> <img src=x onerror=alert(1)>")
    result = search(AnonymousUser(), "fan").results[0]
    assert result.title == "&lt;script&gt;alert(&quot;<mark>fan</mark>&quot;)&lt;/script&gt;"
    assert "<b>" not in result.snippet
    assert "<img" not in result.snippet
    assert "&lt;b&gt;<mark>fans</mark>&lt;/b&gt;" in result.snippet


def test_the_snippet_shows_where_the_words_are(notes):
    notes("Title", "word " * 200 + "the loud fan was changed " + "word " * 200)
    text = search(AnonymousUser(), "fan").results[0].snippet
    assert text.startswith("… ")
    assert "<mark>fan</mark>" in text
    assert len(text) < 400


def test_pages_and_kinds(notes):
    for number in range(5):
        notes(f"Fan {number}")
    assert len(found("fan", limit=2)) == 2
    assert found("fan", kind="other") == []
    assert search(AnonymousUser(), "fan", kind="other").counts_by_kind == {"note": 5}


def test_rebuild_twice_gives_the_same(notes, capsys):
    practice = notes("A fan")
    forgotten = makers.practice(title="A second fan", country="PU")
    SearchEntry.objects.filter(object_id=practice.pk).update(title="wrong")
    for _time in range(2):
        call_command("rebuild_search")
        assert sorted(found("fan")) == [practice.pk, forgotten.pk]
        assert SearchEntry.objects.count() == 2
    assert "note: 2 entries" in capsys.readouterr().out


def test_rebuild_takes_out_what_is_gone(notes):
    practice = notes("A fan")
    Practice.objects.filter(pk=practice.pk).delete()
    assert index.rebuild("note") == {"note": 0}
    assert found("fan") == []


def test_one_query_when_something_is_found_and_five_at_most(notes, django_assert_max_num_queries):
    for number in range(12):
        notes(f"Fan {number}", "A fan is loud. " * 50)
    search(AnonymousUser(), "fan")  # synonyms and lists are kept for a minute from here on
    with django_assert_max_num_queries(1):
        search(AnonymousUser(), "fan", filters={"language": ["en"]}, limit=5)
    with django_assert_max_num_queries(5):
        search(AnonymousUser(), "zeppelin loudd balcony")
