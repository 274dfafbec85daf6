"""Does nearness really read texts, in any language, the same way each time?"""

import math
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from visits.matching.affinity import affinity, ask, explain, learn
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
    van, street = corpus.idf[corpus.terms["van"]], corpus.idf[corpus.terms["street"]]
    assert van == pytest.approx(math.log(3 / 1.5))
    assert street == pytest.approx(math.log(3 / 2.5))


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


def test_explanation_names_the_nearest_texts_in_the_askers_words():
    corpus = learn(PROFILES)
    nearest = explain(corpus, ask(corpus, "How do you ventilate smoking booths?"), "air")
    assert nearest[0].text == 0
    assert set(nearest[0].shared) == {"smoking booths", "ventilate"}
    assert explain(corpus, ask(corpus, "How?"), "silent") == []


def test_gains_add_up_to_the_cosine():
    corpus = learn(PROFILES)
    question = ask(corpus, PROFILES["street"][0])
    assert explain(corpus, question, "street")[0].cosine == pytest.approx(1)


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
    assert explain(corpus, ask(corpus, "Somebody wants ventilation"), "a")[0].shared == ("ventilation",)
