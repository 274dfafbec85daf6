"""Are the points of everybody at once the points of each pair, to the digit?"""

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from tests.visits.matching.makers import TODAY, ask, person
from tests.visits.matching.test_score import experts, requests
from visits.matching.facts import Text
from visits.matching.filters import ruled_out
from visits.matching.grid import Crowd, best, candidates, points
from visits.matching.score import Near, concept_weights, score, words_share
from visits.matching.shortlist import drawn
from visits.matching.weights import CURRENT

THINGS = some.frozensets(some.sampled_from(["naloxone", "peer worker", "smoking room"]))
SIZES = ["under-50k", "50k-200k", "200k-1m", "over-1m"]
MORE_REQUEST = some.fixed_dictionaries(
    {
        "legal_level": some.sampled_from(["", "city", "national"]),
        "city_size": some.sampled_from(["", *SIZES]),
        "text": THINGS.map(lambda concepts: Text("how", "en", concepts)),
        "languages": some.dictionaries(some.sampled_from(["en", "fr", "nl"]), some.sampled_from(["basic", "working"])),
    }
)
MORE_EXPERT = some.fixed_dictionaries(
    {
        "legal_levels": some.frozensets(some.sampled_from(["city", "national"])),
        "city_sizes": some.frozensets(some.sampled_from(SIZES)),
        "country": some.sampled_from(["NL", "DE", "BE"]),
        "texts": some.lists(THINGS.map(lambda concepts: Text("what", "nl", concepts)), max_size=2).map(tuple),
    }
)


def with_more(one, more):
    return type(one)(**{**vars(one), **more})


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    some.builds(with_more, requests, MORE_REQUEST),
    some.lists(some.tuples(some.builds(with_more, experts, MORE_EXPERT), some.floats(0, 1)), min_size=1, max_size=5),
)
def test_points_are_those_of_each_pair(request_, pairs):
    everybody = [expert for expert, _near in pairs]
    found = points(Crowd(everybody, TODAY), request_, np.array([near for _expert, near in pairs]))
    telling = concept_weights(everybody)
    for column, (expert, near) in enumerate(pairs):
        known = {concept for text in expert.texts for concept in text.concepts}
        words = words_share(request_.text.concepts, known, telling)
        one = score(request_, expert, Near(near, words))
        assert dict(zip(CURRENT.parts, (found[:, column] / 10).tolist(), strict=True)) == one.parts


def test_best_are_those_who_may_be_asked_in_the_order_of_their_points_and_of_the_draw():
    everybody = [person(number, organisation=70 if number % 3 == 0 else 50) for number in range(1, 31)]
    totals = np.array([700 + number // 10 for number in range(1, 31)])
    found = list(best(Crowd(everybody, TODAY), ask(id=4), totals, 12))
    assert [value for _at, value in found] == sorted((value for _at, value in found), reverse=True)
    assert not any(ruled_out(ask(), everybody[at]) for at, _value in found)
    equals = [everybody[at].id for at, value in found if value == 702]
    assert equals == sorted(equals, key=lambda one: drawn(4, one))


def test_candidates_hold_another_country_and_a_peer_however_far_down():
    everybody = [person(number) for number in range(1, 31)]
    everybody += [person(31, country="DE"), person(32, is_peer=True), person(33, country="BE", organisation=70)]
    totals = np.array([900 - number for number in range(1, 34)])
    found = candidates(Crowd(everybody, TODAY), ask(wants_peer_expert=True), totals, 5)
    assert [everybody[at].id for at, _value in found] == [1, 2, 3, 4, 5, 31, 32]
    assert len(candidates(Crowd(everybody, TODAY), ask(), totals, 5)) == 6
