"""Can those who do not work there tell their side, in a form of their own, without being asked what is nobody's business?"""

import pytest

from exchange.practices.models import HiddenAuthor, Practice
from exchange.practices.shapes import is_enough
from portal.audit.models import AuditEvent
from tests import makers

pytestmark = pytest.mark.django_db
TOLD = {
    "what_was_done": "In the big room somebody was always watching the door. In the small one I can sit down.",
    "what_helps": "Tea.",
    "should_change": "There is nowhere for my dog to wait.",
    "topics": ["space-design"],
    "no_identifying": "on",
    "audience": "members",
    "show_author_as": "",
    "language": "nl",
}
AGREED = {
    "title": "A telephone for the street",
    "perspective": "neighbour",
    "topics": ["neighbours"],
    "problem": "We never knew whom to call at night.",
    "what_was_done": "One number, answered by the room until midnight.",
    "what_happened": "Half as many calls to the police, we think.",
    "no_identifying": "on",
    "audience": "members",
    "show_author_as": "",
    "language": "en",
}


def test_a_service_user_tells_and_is_shown_nowhere(as_user):
    author = makers.member(name="Rosa Sanchez")
    client = as_user(author)
    assert "Tell it from your side" in client.get("/practices/new/?as=service-user").text
    response = client.post("/practices/new/?as=service-user", TOLD)
    practice = Practice.objects.get()
    assert response.url == f"/practices/{practice.pk}/"
    assert (practice.perspective, practice.author, practice.language) == ("service-user", None, "nl")
    assert practice.title.startswith("In the big room somebody")
    assert HiddenAuthor.objects.get().user == author.user
    page = as_user(makers.member()).get(response.url).text
    assert "nowhere for my dog" in page
    assert "Rosa" not in page


def test_they_are_asked_four_things_and_never_which_drugs(as_user):
    form = as_user(makers.member()).get("/practices/new/?as=service-user").context["form"]
    assert [field.name for field in form.on_the_sheet()] == [
        "what_was_done",
        "what_helps",
        "should_change",
        "topics",
        "no_identifying",
    ]
    assert "perspective" not in form.fields


def test_neighbours_tell_what_was_agreed(as_user):
    client = as_user(makers.member(category="public-official"))
    assert client.post("/practices/new/?as=agreement", AGREED).status_code == 302
    practice = Practice.objects.get()
    assert (practice.perspective, practice.problem) == ("neighbour", AGREED["problem"])
    page = client.get(f"/practices/{practice.pk}/edit/")
    assert "What was agreed?" in page.text
    assert page.context["form"].initial["problem"] == AGREED["problem"]


@pytest.mark.parametrize(
    ("shape", "answers", "said"),
    [
        ("service-user", {**TOLD, "what_was_done": "Good."}, "at least 20"),
        ("service-user", {**TOLD, "no_identifying": ""}, "tick the box"),
        ("service-user", {**TOLD, "topics": []}, "required"),
        ("agreement", {**AGREED, "problem": "Noise"}, "at least 20"),
        ("agreement", {**AGREED, "perspective": "service-user"}, "service-user"),
    ],
)
def test_bad_input_is_said_and_kept(as_user, shape, answers, said):
    page = as_user(makers.member()).post(f"/practices/new/?as={shape}", answers)
    assert page.status_code == 200
    assert said in page.text
    assert answers.get("should_change", answers["what_was_done"]) in page.text
    assert not Practice.objects.exists()


def test_an_unknown_form_is_the_teams(as_user):
    assert "Share a practice" in as_user(makers.member()).get("/practices/new/?as=%00").text


def test_a_draft_from_their_side_goes_on_in_the_same_form(as_user):
    client = as_user(makers.member())
    client.post("/practices/new/?as=service-user", {**TOLD, "what_was_done": "Not yet", "save": "1"})
    draft = Practice.objects.get()
    assert draft.state == "draft"
    page = client.get(f"/practices/{draft.pk}/edit/")
    assert "What should change?" in page.text
    assert client.post(f"/practices/{draft.pk}/edit/", {**TOLD, "post": ""}).status_code == 302
    draft.refresh_from_db()
    assert draft.state == "note"


@pytest.mark.parametrize(
    ("perspective", "words", "enough"),
    [
        ("service-user", {"title": "Calm", "what_was_done": "x" * 20}, False),
        ("service-user", {"title": "Calm now", "what_was_done": "x" * 20}, True),
        ("professional", {"title": "Calm now, at last", "what_was_done": "x" * 20}, False),
        ("police", {"title": "Calm now, at last", "problem": "x" * 20, "what_was_done": "x" * 20}, False),
    ],
)
def test_what_is_enough(perspective, words, enough):
    assert is_enough(perspective, words) is enough


def test_more_readers_need_a_yes_of_their_own(as_user):
    practice = makers.practice(audience="coordinators", show_author_as="role")
    client = as_user(practice.author)
    address = f"/practices/{practice.pk}/edit/"
    words = {
        "title": practice.title,
        "perspective": "professional",
        "topics": ["inhalation"],
        "what_was_done": practice.what_was_done,
        "what_happened": practice.what_happened,
        "no_identifying": "on",
        "audience": "members",
        "show_author_as": "role",
        "language": "en",
    }
    assert "please tick that this is meant" in client.post(address, words).text
    assert client.post(address, {**words, "agrees_to_more": "on"}).status_code == 302
    practice.refresh_from_db()
    assert practice.audience == "members"
    assert AuditEvent.objects.filter(action="practice.widened", facts__audience="members").exists()
    assert client.post(address, {**words, "audience": "coordinators"}).status_code == 302
