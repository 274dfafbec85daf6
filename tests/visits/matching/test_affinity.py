"""Does nearness really read texts, in any language, the same way each time?"""

import math
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from visits.matching.affinity import DECAY, affinity, ask, learn, read
from visits.matching.corpus import Corpus, keep_up
from visits.matching.stems import guess_language, stems_of, terms_in_words

PROFILES = {
    "air": ["We built two smoking booths with their own ventilation and measured the air.", "Fans and filters."],
    "street": ["Our van visits the open drug scene at night with a nurse."],
    "law": ["The mayor and the prosecutor wrote guidelines for toleration."],
    "silent": [],
    "empty": ["", "  "],
}


def test_the_one_who_wrote_about_it_is_nearest():
    near = affinity({"r": "How do we ventilate a smoking booth?"}, PROFILES)["r"]
    assert max(near, key=near.__getitem__) == "air"
    assert near["silent"] == near["empty"] == 0


def test_same_text_is_as_near_as_can_be():
    assert affinity({"r": PROFILES["law"][0]}, PROFILES)["r"]["law"] == 1


def test_words_nobody_wrote_stay_in_the_norm():
    near = affinity({"plain": "smoking booths", "more": "smoking booths helicopter submarine"}, PROFILES)
    assert 0 < near["more"]["air"] < near["plain"]["air"] / 1.5


def test_mean_falls_with_the_rank():
    texts = ["smoking booths", "night van", "night nurse"]
    alone = {name: affinity({"r": "smoking booths"}, {"a": texts, "b": ["x"]})["r"] for name in "a"}["a"]["a"]
    assert alone == pytest.approx(1 / (1 + 0.8 + 0.64), abs=1e-6)


def test_weight_is_one_plus_log_tf_times_idf():
    corpus = learn({"a": ["van van street", "street"]})
    weights = ask(corpus, "van").weights
    assert weights == {"van": 1.0}
    assert corpus.idf(["van", "street", "never"]) == pytest.approx([math.log(3 / 1.5), math.log(3 / 2.5), math.log(6)])


@pytest.mark.parametrize(
    ("language", "question", "answer"),
    [
        ("nl", "Hoe ventileren jullie de rookruimte?", "Wij hebben twee rookruimtes gebouwd en ventileren ze goed."),
        ("de", "Wie lüftet ihr den Raucherraum?", "Unsere Raucherräume werden mit einer eigenen Anlage gelüftet."),
        ("fr", "Comment parler avec les riverains ?", "Nous parlons chaque mois avec un riverain du quartier."),
        ("es", "¿Cómo hablar con los vecinos?", "Hablamos cada mes con la vecina y el vecino del barrio."),
        ("el", "Πώς μιλάτε με τους γείτονες;", "Μιλάμε κάθε μήνα με τον γείτονα."),
        ("uk", "Як ви говорите з сусідами?", "Ми говоримо з сусідами щомісяця."),
        ("ar", "كيف تتحدثون مع الجيران", "نتحدث مع الجيران كل شهر"),
    ],
)
def test_languages(language, question, answer):
    profiles = {"same": [answer], "other": ["A van at night with a nurse."]}
    near = affinity({"r": question}, profiles, languages={"r": language, "same": language})["r"]
    assert near["same"] > 0.02
    assert near["other"] == 0


def test_one_text_may_be_in_another_language():
    profiles = {"a": ["A van at night.", "Een goed gesprek."]}
    question = {"r": "gesprekken"}
    assert affinity(question, profiles, languages={"r": "nl"})["r"]["a"] == 0
    assert affinity(question, profiles, languages={"r": "nl", "a#1": "nl"})["r"]["a"] > 0


def test_order_of_profiles_and_requests_changes_nothing():
    keys = list(PROFILES)
    random.Random(3).shuffle(keys)
    question = {"r": "measured air in a smoking booth at night", "s": "prosecutor"}
    turned = affinity(dict(reversed(question.items())), {key: PROFILES[key] for key in keys})
    assert turned == affinity(question, PROFILES)


@settings(deadline=None)
@given(some.text(max_size=60), some.lists(some.lists(some.text(max_size=60), max_size=3), max_size=4))
def test_any_text_gives_a_figure_between_0_and_1(question, profiles):
    near = affinity({"r": question}, {str(key): texts for key, texts in enumerate(profiles)})["r"]
    assert len(near) == len(profiles)
    assert all(0 <= value <= 1 for value in near.values())


def test_fifty_kilobytes_and_one_word():
    near = affinity({"long": "smoking booths and air " * 2300, "short": "booth", "none": ""}, PROFILES)
    assert near["long"]["air"] > near["long"]["law"]
    assert near["short"]["air"] > 0
    assert set(near["none"].values()) == {0}


def explain(corpus, text, profile):
    return read(corpus, ask(corpus, text)).nearest(profile)


def test_explanation_names_the_nearest_texts_in_the_askers_words():
    corpus = learn(PROFILES)
    nearest = explain(corpus, "How do you ventilate smoking booths?", "air")
    assert nearest[0].text == 0
    assert set(nearest[0].shared) == {"smoking booths", "ventilate"}
    assert explain(corpus, "How?", "silent") == []


def test_gains_add_up_to_the_cosine():
    corpus = learn(PROFILES)
    assert explain(corpus, PROFILES["street"][0], "street")[0].cosine == pytest.approx(1)


def test_three_nearest_and_the_rest_are_the_nearness():
    corpus = learn({"a": ["smoking booths", "a booth at night", "night van", "night", "booth"], "b": ["x", "y", "z"]})
    reading = read(corpus, ask(corpus, "booths at night for smoking"))
    nearest, near = reading.nearest("a"), reading.by_key()["a"]
    assert len(nearest) == 3
    rest = near - sum(one.brings for one in nearest)
    assert rest > 0
    assert nearest[0].brings > nearest[1].brings > nearest[2].brings > 0
    assert nearest[1].brings / nearest[1].cosine == pytest.approx(DECAY * nearest[0].brings / nearest[0].cosine)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("We built two booths and they are in use", "en"),
        ("Wij hebben een ruimte gebouwd en die is in gebruik", "nl"),
        ("Wir haben einen Raum gebaut und er ist gut", "de"),
        ("Nous avons ouvert une salle avec les riverains", "fr"),
        ("Hablamos con los vecinos y con la policía", "es"),
        ("Μιλάμε με τους γείτονες", "el"),
        ("Naloxone", "en"),
    ],
)
def test_language_is_guessed_from_small_words(text, language):
    assert guess_language(text) == language


def test_stems_and_what_they_stood_for():
    assert stems_of("Smoking rooms", "en") == ["smoke", "room"]
    assert terms_in_words("Smoking rooms, smoked", "en")["smoke room"] == "smoking rooms"


def test_pale_words_are_never_shown():
    corpus = learn({"a": ["somebody wants ventilation", "one", "two"]})
    assert explain(corpus, "Somebody wants ventilation", "a")[0].shared == ("ventilation",)


def test_what_every_request_says_of_itself_is_no_reason():
    """Shared words like "whom, visit" told nothing; the subject beside it does."""
    corpus = learn({"a": ["a visit to those with whom we use naloxone, as you may ask", "one", "two"]})
    assert explain(corpus, "With whom may we visit you and ask about naloxone?", "a")[0].shared == ("naloxone",)
    assert explain(corpus, "With whom may we visit you and ask?", "a")[0].shared == ()


WORDS = ["smoking", "booth", "van", "night", "nurse", "air", "booths", "law", "mayor", "the"]
BODIES = some.lists(some.sampled_from(WORDS), max_size=6).map(" ".join)
PEOPLE = some.dictionaries(some.sampled_from("abcdef"), some.lists(BODIES, max_size=4), max_size=5)


@settings(deadline=None)
@given(some.lists(PEOPLE, min_size=1, max_size=5), BODIES)
def test_corpus_that_grew_is_the_one_learned_at_once(steps, question):
    """Texts come, change places, and go, in any order: what was kept gives the figures of what is learned anew."""
    grown = Corpus()
    for profiles in steps:
        grown = keep_up(grown, {key: [(text, "en") for text in texts] for key, texts in profiles.items()})
    assert read(grown, ask(grown, question)).by_key() == affinity({"r": question}, steps[-1])["r"]


def test_text_is_read_once(monkeypatch):
    cut = []
    monkeypatch.setattr("visits.matching.corpus.stems_of", lambda text, language: cut.append(text) or text.split())
    first = keep_up(Corpus(), {"a": [("one", "en"), ("two", "en")], "b": []})
    assert keep_up(first, {"a": [("one", "en"), ("two", "en")], "b": []}) is first
    keep_up(first, {"b": [("three", "en")], "a": [("two", "en"), ("one", "en")]})
    assert cut == ["one", "two", "three"]


def test_small_block_becomes_part_of_the_large_one_and_what_is_gone_is_forgotten():
    texts = [(f"word{n} word{n + 1} booth", "en") for n in range(60)]
    corpus = keep_up(Corpus(), {"a": texts[:40]})
    blocks = set()
    for many in range(41, 61):
        corpus = keep_up(corpus, {"a": texts[:many]})
        blocks.add(len(corpus.blocks))
    assert blocks == {1, 2}
    assert keep_up(corpus, {"a": texts[:3]}).size() < corpus.size() / 2
