"""Can a tired nurse post in five minutes, and is nothing lost?"""

import pytest
from django.test import Client

from exchange.practices.models import HiddenAuthor, Practice
from portal.search.queries import search
from tests import makers

pytestmark = pytest.mark.django_db
GOOD = {
    "title": "A light outside each smoking booth",
    "perspective": "professional",
    "topics": ["inhalation"],
    "what_was_done": "We put a small light over each door; it turns white after a minute of silence.",
    "what_happened": "Nobody has to knock any more.",
    "no_identifying": "on",
    "audience": "members",
    "show_author_as": "",
    "language": "en",
    "post": "",
}


def test_posts_and_is_found(as_user):
    author = makers.member()
    response = as_user(author).post("/practices/new/", GOOD)
    practice = Practice.objects.get()
    assert response.url == f"/practices/{practice.pk}/"
    assert (practice.state, practice.author, practice.show_author_as) == ("note", author.user, "role-country")
    assert search(makers.member().user, "booths", kind="practice").total == 1


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"title": "Short"}, "at least 10"),
        ({"title": "x" * 121}, "at most 120"),
        ({"what_was_done": "Too short"}, "at least 40"),
        ({"what_was_done": "x" * 1501}, "shorten this to 1500"),
        ({"what_happened": ""}, "required"),
        ({"topics": []}, "required"),
        ({"topics": ["inhalation", "police", "bbv", "legal"]}, "Three topics at most"),
        ({"topics": ["nothing"]}, "nothing"),
        ({"perspective": "expert"}, "expert"),
        ({"no_identifying": ""}, "tick the box"),
        ({"audience": "public"}, "public"),
        ({"language": "xx"}, "xx"),
        ({"title": "With \x00 a hole in it"}, "Null characters"),
    ],
)
def test_bad_input_is_said_and_kept(as_user, wrong, said):
    response = as_user(makers.member()).post("/practices/new/", {**GOOD, **wrong})
    assert response.status_code == 200
    assert said in response.text
    assert "error-summary" in response.text
    assert "Nobody has to knock" in response.text or "what_happened" in wrong
    assert not Practice.objects.exists()


def test_a_draft_needs_nothing(as_user):
    client = as_user(makers.member())
    response = client.post("/practices/new/", {"title": "A light", "save": "1"}, follow=True)
    draft = Practice.objects.get()
    assert draft.state == "draft"
    assert response.redirect_chain[-1][0] == f"/practices/{draft.pk}/edit/"
    assert "Draft saved" in response.text


def test_a_service_user_is_not_shown_unless_they_say_so(as_user):
    author = makers.member()
    as_user(author).post("/practices/new/", {**GOOD, "perspective": "service-user"})
    practice = Practice.objects.get()
    assert practice.author is None
    assert HiddenAuthor.objects.get().user == author.user
    as_user(author).post("/practices/new/", {**GOOD, "perspective": "service-user", "show_author_as": "role"})
    assert Practice.objects.filter(author=author.user, show_author_as="role").exists()


@pytest.mark.parametrize(
    ("category", "perspective"), [("nurse", "professional"), ("police", "police"), ("peer-worker", "")]
)
def test_the_side_is_filled_in_from_the_role_but_never_the_service_users(as_user, category, perspective):
    form = as_user(makers.member(category=category)).get("/practices/new/").context["form"]
    assert form.initial["perspective"] == perspective


def test_strangers_are_sent_away(as_user):
    assert Client().get("/practices/new/").url == "/accounts/login/?next=/practices/new/"
    assert as_user(makers.user()).get("/practices/new/").status_code == 302
    assert as_user(makers.member()).put("/practices/new/").status_code == 405


def test_flat(as_user, django_assert_max_num_queries):
    client = as_user(makers.member())
    client.get("/practices/new/")
    with django_assert_max_num_queries(6):
        client.get("/practices/new/")


def test_a_draft_is_finished_later(as_user):
    author = makers.member()
    client = as_user(author)
    client.post("/practices/new/", {"title": "A light", "save": "1"})
    draft = Practice.objects.get()
    client.post(f"/practices/{draft.pk}/edit/", {**GOOD, "title": "A light again", "no_identifying": "", "save": "1"})
    draft.refresh_from_db()
    assert (draft.state, draft.title) == ("draft", "A light again")
    client.post(f"/practices/{draft.pk}/edit/", GOOD, follow=True)
    draft.refresh_from_db()
    assert (draft.state, draft.title) == ("note", GOOD["title"])
    page = client.post(f"/practices/{draft.pk}/edit/", {**GOOD, "title": "And changed once more"}, follow=True).text
    assert "Your changes are saved" in page
    assert "Posted" not in page
    draft.refresh_from_db()
    assert (draft.state, draft.title) == ("note", "And changed once more")


def test_a_posted_text_stays_complete(as_user):
    practice = makers.practice()
    response = as_user(practice.author).post(f"/practices/{practice.pk}/edit/", {**GOOD, "title": "", "save": "1"})
    assert response.status_code == 200
    assert "error-summary" in response.text


def test_editing_a_reviewed_one_makes_it_full(as_user):
    practice = makers.practice(state="reviewed", what_was_done="y" * 3000)
    as_user(practice.author).post(f"/practices/{practice.pk}/edit/", {**GOOD, "what_was_done": "z" * 3000})
    practice.refresh_from_db()
    assert practice.state == "full"


def test_nobody_edits_the_text_of_another(as_user):
    practice = makers.practice()
    for user in (makers.member().user, makers.coordinator().user):
        assert as_user(user).get(f"/practices/{practice.pk}/edit/").status_code == 404
        assert as_user(user).post(f"/practices/{practice.pk}/edit/", GOOD).status_code == 404


def test_hints_are_shown_once_and_stop_nothing(as_user):
    client = as_user(makers.member())
    words = {**GOOD, "what_happened": "The drug users told Mr Jansen that it is calm now."}
    page = client.post("/practices/new/", words)
    assert "“Mr Jansen”" in page.text
    assert not Practice.objects.exists()
    seen = page.context["left"]
    assert client.post("/practices/new/", {**words, "left": seen}).status_code == 302
    assert "drug users" in Practice.objects.get().what_happened


def test_a_service_user_is_never_corrected(as_user):
    words = {**GOOD, "perspective": "service-user", "what_happened": "We drug users are not addicts to be counted."}
    assert as_user(makers.member()).post("/practices/new/", words).status_code == 302


def test_two_windows_on_the_short_form(as_user):
    practice = makers.practice()
    client = as_user(practice.author)
    page = client.get(f"/practices/{practice.pk}/edit/").context
    client.post(f"/practices/{practice.pk}/edit/", {**GOOD, "show_author_as": "role", "seen": page["seen"]})
    late = client.post(
        f"/practices/{practice.pk}/edit/",
        {**GOOD, "title": "A bell outside each booth", "show_author_as": "role", "seen": page["seen"]},
    )
    assert "changed meanwhile" in late.text
    assert "A bell outside each booth" in late.text
    practice.refresh_from_db()
    assert practice.title == GOOD["title"]
