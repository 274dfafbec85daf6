"""Is the list the same each time, and do its rules hold?"""

import random
import time

from tests.visits.matching.makers import ask, person, wrote
from visits.matching.facts import Text
from visits.matching.shortlist import shortlist

QUESTION = Text("How do you ventilate a smoking booth in an old building?")


def ids(ranking):
    return [row.expert_id for row in ranking.fits]


def test_texts_change_the_order_of_two_equal_experts():
    request_ = ask(text=QUESTION)
    about_air = wrote("We ventilate two smoking booths in an old house.")
    about_law = wrote("The mayor signed guidelines for toleration.")
    assert ids(shortlist(request_, [person(1, texts=about_air), person(2, texts=about_law)])) == [1, 2]
    assert ids(shortlist(request_, [person(1, texts=about_law), person(2, texts=about_air)])) == [2, 1]


def test_equal_experts_stand_by_id_in_whatever_order_they_come():
    everybody = [person(number, texts=wrote(f"text {number % 3}")) for number in range(1, 60)]
    turned = everybody[:]
    random.Random(5).shuffle(turned)
    assert shortlist(ask(text=QUESTION), turned) == shortlist(ask(text=QUESTION), everybody)
    assert ids(shortlist(ask(), [person(n) for n in (3, 1, 2)])) == [1, 2, 3]


def test_everybody_is_on_the_list_or_has_a_reason_why_not():
    ranking = shortlist(ask(), [person(1), person(2, organisation=70), person(3, is_listed=False)])
    assert ids(ranking) == [1]
    assert [(row.expert_id, row.code) for row in ranking.out] == [(2, "organisation"), (3, "not-vetted")]
    assert ranking.weights_version


def test_peer_expert_is_among_the_first_when_asked():
    everybody = [person(n, country="NL" if n % 2 else "DE") for n in range(1, 6)]
    everybody.append(person(9, topics={}, is_peer=True))
    assert ids(shortlist(ask(), everybody)) == [1, 2, 3, 4, 5, 9]
    ranking = shortlist(ask(wants_peer_expert=True), everybody)
    assert ids(ranking) == [1, 2, 9, 3, 4, 5]
    assert [row.moved_for for row in ranking.fits] == ["", "", "peer", "", "", ""]


def test_participation_wants_a_peer_by_itself():
    everybody = [person(n) for n in range(1, 5)] + [person(9, topics={}, perspectives=frozenset({"peer-worker"}))]
    ranking = shortlist(ask(topic_groups=frozenset({"participation"})), everybody)
    assert ids(ranking)[:3] == [1, 2, 9]


def test_two_countries_among_the_first():
    everybody = [person(n) for n in range(1, 6)] + [person(9, topics={}, country="DE")]
    ranking = shortlist(ask(), everybody)
    assert ids(ranking) == [1, 2, 9, 3, 4, 5]
    assert ranking.fits[2].moved_for == "country"


def test_second_country_does_not_push_out_the_only_peer():
    everybody = [person(n) for n in range(1, 6)]
    everybody += [person(8, topics={}, country="DE"), person(9, topics={}, is_peer=True)]
    assert ids(shortlist(ask(wants_peer_expert=True), everybody)) == [1, 8, 9, 2, 3, 4, 5]


def test_one_country_only_is_no_trouble():
    assert ids(shortlist(ask(wants_peer_expert=True), [person(1), person(2)])) == [1, 2]
    assert ids(shortlist(ask(), [])) == []


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
