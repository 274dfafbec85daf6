"""Can a coordinator look closely at one person of a list, or at two beside each other?"""

import pytest

from tests import makers
from tests.visits import story
from visits.actions.shortlist import compute_shortlist

pytestmark = pytest.mark.django_db


def listed():
    near = makers.expert(profile={"legal_bases": ["none"], "routes": ["inhaling"], "has_opened_a_room": True})
    far = makers.expert(country="DE", profile={"legal_bases": ["law"]})
    makers.practice(author=near.user, title="How we air a smoking room", what_was_done="Two fans in an old building.")
    request = story.submitted(routes=["inhaling"], city_size="200k-1m")
    compute_shortlist(request.pk)
    return request, near, far


def url(request, *experts):
    return f"/desk/requests/{request.pk}/compare/?" + "&".join(f"expert={one.pk}" for one in experts)


def test_two_people_side_by_side(as_user):
    request, near, far = listed()
    page = as_user(story.desk_user(request)).get(url(request, near, far))
    assert [one.match.expert for one in page.context["people"]] == [near, far]
    assert [one.similar for one in page.context["people"]] == [(3, 4), (0, 4)]
    law = page.context["rows"][0]
    assert [alike for _known, alike, _is in law.cells] == ["alike", "different"]


def test_points_of_the_texts_and_the_rest_are_the_part(as_user):
    request, near, _far = listed()
    one = as_user(story.desk_user(request)).get(url(request, near)).context["people"][0]
    shown = sum(points for _what, _url, points, _words in one.texts) + one.rest
    assert round(shown, 1) == one.match.parts["affinity"] > 0
    assert one.texts[0][0] == "How we air a smoking room"


def test_why_somebody_is_missing_is_said(as_user):
    request, near, _far = listed()
    near.expert_profile.kinds = []
    near.expert_profile.save()
    compute_shortlist(request.pk)
    page = as_user(story.desk_user(request)).get(url(request, near)).content.decode()
    assert "Does not offer this kind of request." in page


def test_load_and_last_visit_are_said(as_user):
    held = story.held()
    expert = held.invitations.get(state="accepted").expert
    request = story.submitted()
    compute_shortlist(request.pk)
    page = as_user(story.desk_user(request)).get(url(request, expert)).content.decode()
    assert "1 visit this year" in page
    assert "last visit" in page


@pytest.mark.parametrize("typed", ["", "?expert=x", "?expert=99999999", "?expert=1&expert=1&expert=2"])
def test_odd_choices_show_who_can_be_chosen(as_user, typed):
    request, near, _far = listed()
    page = as_user(story.desk_user(request)).get(f"/desk/requests/{request.pk}/compare/{typed}")
    assert page.status_code == 200
    assert near.name in page.content.decode()


def test_what_would_help_is_said_where_few_fit(as_user):
    request, near, far = listed()
    for one in (near, far):
        one.expert_profile.group_max = 1
        one.expert_profile.save()
    compute_shortlist(request.pk)
    page = as_user(story.desk_user(request)).get(f"/desk/requests/{request.pk}/").content.decode()
    assert "2 more would take a smaller group." in page


def test_strangers(as_user):
    request, near, _far = listed()
    assert as_user(makers.member().user).get(url(request, near)).status_code == 404
