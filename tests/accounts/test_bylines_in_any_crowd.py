"""Does no byline ever describe fewer than five people, whoever is in the network and whatever each of them chose?"""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as some

from accounts.bylines import FEWEST, Crowd
from accounts.regions import region_of

# Few roles and places, so that crowds of four, five and six come up often; two regions, and a code without one.
PEOPLE = some.tuples(
    some.sampled_from(["nurse", "doctor", "peer-worker"]),
    some.sampled_from(["NL", "BE", "DE", "PT", "ES", "XX"]),
    some.sampled_from([False, False, False, True]),
)
CROWDS = some.lists(PEOPLE, max_size=40)
FORMS = ["role-country", "role-region", "role"]


def words(crowd, person, form):
    """The byline as a reader sees it: () is "A member"."""
    role, country, _hides = person
    told = crowd.tells(person, form)
    return {
        "": (),
        "role": (role,),
        "region": (role, region_of(country)),
        "country": (role, country),
    }[told]


def fits(said, person):
    role, country, hides = person
    if not said:
        return True
    return role == said[0] and (len(said) == 1 or (not hides and said[1] in (country, region_of(country))))


@given(CROWDS, some.data())
def test_each_byline_fits_five_whatever_each_of_them_chose(people, data):
    crowd = Crowd(people)
    shown = [words(crowd, person, data.draw(some.sampled_from(FORMS))) for person in people]
    for said in filter(None, shown):
        assert sum(fits(said, person) for person in people) >= FEWEST


@given(CROWDS)
def test_five_at_least_read_the_same_where_nobody_chose(people):
    """Whoever knows everybody and reads every byline is left with five people for each."""
    crowd = Crowd(people)
    alike = Counter(words(crowd, person, "role-country") for person in people)
    assert all(count >= FEWEST for said, count in alike.items() if said)


@given(CROWDS, some.data())
def test_a_chosen_one_could_have_been_chosen_by_five(people, data):
    crowd = Crowd(people)
    form = data.draw(some.sampled_from(["role-region", "role"]))
    could = Counter(words(crowd, person, form) for person in people if form == "role" or not person[2])
    assert all(count >= FEWEST for said, count in could.items() if said)


@given(CROWDS)
def test_a_byline_is_true(people):
    crowd = Crowd(people)
    for person in people:
        for form in FORMS:
            assert fits(words(crowd, person, form), person)


@given(CROWDS)
def test_nobody_is_told_closer_than_they_chose(people):
    crowd = Crowd(people)
    for person in people:
        assert crowd.tells(person, "role") in ("", "role")
        assert crowd.tells(person, "role-region") in ("", "role", "region")
        assert not (person[2] and {crowd.tells(person, form) for form in FORMS} & {"region", "country"})
        assert not (person[0] == "peer-worker" and crowd.tells(person, "role-country") == "country")


@given(CROWDS, some.sets(some.sampled_from(["nurse", "doctor"])))
def test_a_place_beside_a_role_leaves_five_too(people, roles):
    """Each member writes one text about their own country, with a role in its byline or none."""
    crowd = Crowd(people)
    able = [(role, country) for role, country, hides in people if not hides and (not roles or role in roles)]
    told = Counter()
    for _role, country in able:
        how = crowd.tells_place(roles, country, far=False)
        told[{"country": country, "region": region_of(country), "": ""}[how]] += 1
    assert all(count >= FEWEST for said, count in told.items() if said)
    for _role, country in able:
        if crowd.tells_place(roles, country, far=True):
            assert sum(region_of(other) == region_of(country) for _role, other in able) >= FEWEST


def test_a_crowd_in_which_it_would_go_wrong():
    """The tests above can fail: by counting alone the sixth would be "nurse, western Europe"."""
    people = [("nurse", "NL", False)] * 5 + [("nurse", "BE", False)]
    assert Crowd(people).tells(people[-1], "role-country") == ""
    assert Crowd(people).tells(people[0], "role-country") == "country"
    assert Crowd([*people, *[("nurse", "DE", False)] * 4]).tells(people[5], "role-country") == "region"
