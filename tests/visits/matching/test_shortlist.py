"""Is the list the same each time, and do its rules hold?"""

import random
import time
from dataclasses import replace

import pytest

from tests.visits.matching.makers import ask, person, wrote
from visits.matching.facts import ExpertFacts, Text
from visits.matching.shortlist import drawn, shortlist

QUESTION = Text("How do you ventilate a smoking booth in an old building?")


def ids(ranking):
    return [row.expert_id for row in ranking.fits]


def test_texts_change_the_order_of_two_equal_experts():
    request_ = ask(text=QUESTION)
    about_air = wrote("We ventilate two smoking booths in an old house.")
    about_law = wrote("The mayor signed guidelines for toleration.")
    assert ids(shortlist(request_, [person(1, texts=about_air), person(2, texts=about_law)])) == [1, 2]
    assert ids(shortlist(request_, [person(1, texts=about_law), person(2, texts=about_air)])) == [2, 1]


def test_order_of_the_experts_changes_nothing():
    everybody = [person(number, texts=wrote(f"text {number % 3}")) for number in range(1, 60)]
    turned = everybody[:]
    random.Random(5).shuffle(turned)
    assert shortlist(ask(text=QUESTION), turned) == shortlist(ask(text=QUESTION), everybody)


def test_ten_thousand_equals_are_drawn_fairly_and_the_same_each_time():
    """Each request draws anew: over many requests the small ids come no sooner than the large ones."""
    everybody = range(1, 10_001)
    first = [min(everybody, key=lambda one, seed=seed: drawn(seed, one)) for seed in range(1, 41)]
    assert first == [min(everybody, key=lambda one, seed=seed: drawn(seed, one)) for seed in range(1, 41)]
    assert len(set(first)) > 35
    assert 3500 < sum(first) / len(first) < 6500


def test_equals_stand_as_they_were_drawn():
    equals = [person(number) for number in range(1, 30)]
    orders = {tuple(ids(shortlist(ask(id=seed), equals))) for seed in (1, 2, 3)}
    assert len(orders) == 3
    assert ids(shortlist(ask(id=2), equals)) == sorted(range(1, 30), key=lambda one: drawn(2, one))


def test_everybody_is_on_the_list_or_has_a_reason_why_not():
    ranking = shortlist(ask(), [person(1), person(2, organisation=70), person(3, is_listed=False)])
    assert ids(ranking) == [1]
    assert [(row.expert_id, row.code) for row in ranking.out] == [(2, "organisation"), (3, "not-vetted")]
    assert ranking.weights_version


def placed(number, **fields):
    """Equal but for the visits they have had: small numbers stand first."""
    return person(number, capacity_per_year=100, visits_this_year=number, **fields)


def test_peer_expert_is_among_the_first_when_asked():
    everybody = [placed(n, country="NL" if n % 2 else "DE") for n in range(1, 6)]
    everybody.append(person(9, topics={}, is_peer=True))
    assert ids(shortlist(ask(), everybody)) == [1, 2, 3, 4, 5, 9]
    ranking = shortlist(ask(wants_peer_expert=True), everybody)
    assert ids(ranking) == [1, 2, 9, 3, 4, 5]
    assert [row.moved_for for row in ranking.fits] == ["", "", "peer", "", "", ""]


def test_participation_wants_a_peer_by_itself():
    everybody = [placed(n) for n in range(1, 5)] + [person(9, topics={}, perspectives=frozenset({"peer-worker"}))]
    ranking = shortlist(ask(topic_groups=frozenset({"participation"})), everybody)
    assert ids(ranking)[:3] == [1, 2, 9]


def test_two_countries_among_the_first():
    everybody = [placed(n) for n in range(1, 6)] + [person(9, topics={}, country="DE")]
    ranking = shortlist(ask(), everybody)
    assert ids(ranking) == [1, 2, 9, 3, 4, 5]
    assert ranking.fits[2].moved_for == "country"


def test_second_country_does_not_push_out_the_only_peer():
    everybody = [placed(n) for n in range(1, 6)]
    everybody += [person(8, topics={}, country="DE"), person(9, topics={}, is_peer=True)]
    assert ids(shortlist(ask(wants_peer_expert=True), everybody)) == [1, 8, 9, 2, 3, 4, 5]


def test_one_country_only_is_no_trouble():
    assert ids(shortlist(ask(wants_peer_expert=True), [placed(1), placed(2)])) == [1, 2]
    assert ids(shortlist(ask(), [])) == []


ODD = [
    "",
    "ventilation",
    "smoking booths and air " * 2300,
    "كيف تتحدثون مع الجيران عن غرفة التدخين",
    "Rookruimte mit eigener Lüftung, y una salida de aire, for two people",
    "🙂 ‮txet desrever‬ \x00 \u200f",
]


@pytest.mark.parametrize("question", ODD)
def test_any_text_on_either_side_makes_a_list_whose_parts_add_up(question):
    everybody = [person(n, texts=wrote(body)) for n, body in enumerate(ODD, 1)]
    everybody += [person(20), person(21, texts=wrote(*ODD)), ExpertFacts(22)]
    ranking = shortlist(ask(text=Text(question)), everybody)
    assert sorted([*ids(ranking), *(row.expert_id for row in ranking.out)]) == sorted(one.id for one in everybody)
    for row in ranking.fits:
        assert sum(round(10 * points) for points in row.parts.values()) == round(10 * row.total)
        assert sum(round(10 * one["points"]) for one in row.near) <= round(10 * row.parts["affinity"])


def test_ids_say_nothing_where_scores_differ():
    everybody = [placed(n) for n in range(1, 9)]
    turned = [replace(one, id=100 - one.id) for one in everybody]
    assert [100 - one for one in ids(shortlist(ask(), turned))] == ids(shortlist(ask(), everybody))


def test_thousand_experts_with_five_texts_each():
    source = random.Random(1)
    stock = ["".join(source.choices("abcdefghiklmnoprstuv", k=source.randint(3, 10))) for _ in range(4000)]
    everybody = [
        person(n, texts=wrote(*(" ".join(source.choices(stock, k=60)) for _ in range(5)))) for n in range(1, 1001)
    ]
    request_ = ask(text=Text(" ".join(source.choices(stock, k=80))))
    start = time.process_time()
    ranking = shortlist(request_, everybody)
    assert len(ranking.fits) == 1000
    # One second of work on a quiet machine; a loaded one may take its time, but not search every pair by hand.
    assert time.process_time() - start < 6
