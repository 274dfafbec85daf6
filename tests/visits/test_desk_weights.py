"""Can the weights be changed, with a look at what would change first, and does every list say what made it?"""

import pytest

from tests import makers
from tests.visits import story
from visits.actions import weighing
from visits.actions.shortlist import compute_shortlist
from visits.matching.weights import CURRENT
from visits.models import Match, VisitRequest, WeightSet
from visits.weighing import in_force

pytestmark = pytest.mark.django_db
URL = "/desk/matching/weights/"
OTHER = {**CURRENT.parts, "fairness": 0, "topics": 40}
GOOD = {**OTHER, "note": "Topics first, for a month."}


def two_experts_and_a_request():
    """One has done it and is tired, the other knows it and is rested: which stands first, the weights say."""
    tired = makers.expert(profile={"capacity_per_year": 12})
    rested = makers.expert(depth="know", country="DE", languages=[{"code": "en", "level": "fluent"}])
    request = story.submitted()
    compute_shortlist(request.pk)
    return request, tired, rested


def test_preview_says_what_would_change_and_changes_nothing(as_user):
    request, *_experts = two_experts_and_a_request()
    user = story.desk_user(request)
    turned = {**CURRENT.parts, "topics": 0, "fairness": 40}
    assert as_user(user).post(URL, {**turned, "note": "Rest first, for a month."}).status_code == 302
    draft = WeightSet.objects.get()
    assert "being looked through" in as_user(user).get(URL).content.decode()
    weighing.compute_preview(draft.pk)
    page = as_user(user).get(URL).content.decode()
    assert "One open list was looked through." in page
    assert in_force() == CURRENT
    assert Match.objects.filter(weights__isnull=False).count() == 0


def test_preview_names_who_changes_places(as_user):
    request, done, knows = two_experts_and_a_request()
    makers.practice(author=knows.user, title=request.title, what_was_done=request.why_now)
    turned = dict.fromkeys(CURRENT.parts, 0) | {"affinity": 100}
    draft = weighing.preview_weights(story.desk_user(request), turned, "Only texts, to see it")
    assert weighing.compute_preview(draft.pk) == 1
    assert [(row.expert, row.was, row.would_be) for row in draft.changes.all()] == [(knows, 2, 1), (done, 1, 2)]
    page = as_user(story.desk_user(request)).get(URL).content.decode()
    assert f"{knows.name}: from place 2 to place 1" in page


def test_in_force_the_open_lists_are_made_anew_and_say_so(as_user, django_capture_on_commit_callbacks):
    request, *_experts = two_experts_and_a_request()
    user = story.desk_user(request)
    draft = weighing.preview_weights(user, OTHER, "Topics first")
    weighing.compute_preview(draft.pk)
    assert as_user(user).post(f"{URL}{draft.pk}/use/").status_code == 302
    assert story.fresh(request).shortlist == VisitRequest.Shortlist.COMPUTING
    compute_shortlist(request.pk)
    match = request.matches.exclude(score=0).first()
    assert (match.weights_version, match.weights) == (draft.version, draft)
    assert match.parts["fairness"] == 0
    page = as_user(user).get(f"/desk/requests/{request.pk}/")
    shown = {part.label: part.most for part in page.context["fits"].able[0].parts}
    assert (shown["Topics"], shown["Fairness"]) == (40, 0)


def test_older_list_keeps_the_measure_it_was_made_with(as_user):
    request, *_experts = two_experts_and_a_request()
    request.matches.update(weights_version="2026-11")
    page = as_user(story.desk_user(request)).get(f"/desk/requests/{request.pk}/")
    shown = {part.label: part.most for part in page.context["fits"].able[0].parts}
    assert shown["Near their text"] == 15


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"topics": "41"}, "they are 101"),
        ({"topics": "-1"}, "greater than or equal to 0"),
        ({"topics": "many"}, "whole number"),
        ({"topics": ""}, "required"),
        ({"note": ""}, "required"),
        ({**{part: str(most) for part, most in CURRENT.parts.items()}}, "in force already"),
    ],
)
def test_bad_input_gets_its_message_and_keeps_what_was_typed(as_user, wrong, words):
    page = as_user(makers.coordinator().user).post(URL, {**GOOD, "language": "15", **wrong})
    assert page.status_code == 200
    assert words in page.content.decode()
    assert 'value="15"' in page.content.decode()
    assert not WeightSet.objects.exists()


def test_nothing_is_put_in_force_before_it_was_looked_at(as_user):
    user = makers.coordinator().user
    draft = weighing.preview_weights(user, OTHER, "Topics first")
    as_user(user).post(f"{URL}{draft.pk}/use/")
    draft.refresh_from_db()
    assert draft.state == "computing"
    assert in_force() == CURRENT


@pytest.mark.parametrize("person", [makers.member, lambda: makers.coordinator(countries=["PT"]).user.member])
def test_strangers_and_coordinators_of_some_countries(as_user, person):
    draft = weighing.preview_weights(makers.administrator(), OTHER, "Topics first")
    user = person().user
    assert as_user(user).get(URL).status_code == 404
    assert as_user(user).post(f"{URL}{draft.pk}/use/").status_code == 404


def test_versions_of_a_month_are_counted_on():
    user = makers.administrator()
    first = weighing.preview_weights(user, OTHER, "Topics first")
    weighing.compute_preview(first.pk)
    weighing.use_weights(user, first)
    second = weighing.preview_weights(user, CURRENT.parts, "As it was before")
    assert first.version != second.version
    weighing.restart_previews()
    second.refresh_from_db()
    weighing.use_weights(user, second)
    assert list(WeightSet.objects.filter(state="in-force")) == [second]
