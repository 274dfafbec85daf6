"""Can members ask, find, read and look after questions on the pages?"""

import pytest
from django.core.cache import cache
from django.test import Client

from exchange.discussion.actions import add_comment
from exchange.discussion.models import Question
from portal.ui import kept_typing
from tests import makers

pytestmark = pytest.mark.django_db
FIELDS = {
    "title": "Who has moved a smoking room into an old building?",
    "body": "Ours is **old**. <script>",
    "topics": ["inhalation"],
    "audience": "members",
    "show_author_as": "role-country",
    "language": "en",
}


@pytest.fixture(autouse=True)
def _nobody_has_talked_yet():
    cache.clear()


def test_asking(as_user):
    asker = makers.member()
    fields = {**FIELDS, "typed_by": kept_typing.mark(asker.user)}
    for _time in range(2):
        page = as_user(asker).post("/questions/new/", fields, follow=True).text
    assert "Ours is <strong>old</strong>. &lt;script&gt;" in page
    assert Question.objects.count() == 1
    assert FIELDS["title"] in as_user(makers.member()).get("/questions/").text


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"title": "Short"},
        {"title": "x" * 161},
        {"topics": []},
        {"topics": ["nothing"]},
        {"topics": ["inhalation", "police", "neighbours", "legal"]},
        {"body": "x" * 50_000},
        {"audience": "public"},
        {"audience": "everybody"},
        {"show_author_as": "king"},
        {"language": "xx"},
        {"title": "\x00 a title with a nought"},
    ],
)
def test_bad_input_is_said_and_kept(as_user, wrong):
    page = as_user(makers.member()).post("/questions/new/", {**FIELDS, **wrong})
    assert page.status_code == 200
    assert "error-summary" in page.text
    assert "Ours is **old**" in page.text or "x" * 20_001 in page.text
    assert not Question.objects.exists()


@pytest.mark.parametrize("words", ["من نقل غرفة التدخين إلى مبنى قديم؟", "Wer hat das schon gemacht? 🏚️➡️🏠"])
def test_words_of_all_scripts(as_user, words):
    page = as_user(makers.member()).post("/questions/new/", {**FIELDS, "title": words}, follow=True).text
    assert words in page
    assert 'dir="auto"' in page


def test_filters(as_user):
    reader = makers.member()
    first = makers.question(title="About smoking rooms", author=reader.user)
    makers.question(title="About the neighbours", topics=["neighbours"], language="nl", state="closed")
    add_comment(makers.member().user, first, "We did.")
    client = as_user(reader)
    for query in ("topic=inhalation", "language=en", "state=open", "state=mine"):
        page = client.get(f"/questions/?{query}").text
        assert "About smoking rooms" in page
        assert "About the neighbours" not in page
    assert "About the neighbours" in client.get("/questions/?state=closed").text
    assert "Nobody has asked this yet" in client.get("/questions/?state=unanswered").text
    for odd in ("topic=%00", "state=x", "page=-1", "page=9999"):
        assert "About smoking rooms" in client.get(f"/questions/?{odd}").text
    Question.objects.all().delete()
    assert "Nobody has asked anything yet" in client.get("/questions/").text


def test_strangers_see_nothing(as_user):
    question = makers.question(audience="dcr-and-peers")
    police = as_user(makers.member(category="police"))
    for page in ("", "edit/"):
        assert police.get(f"/questions/{question.pk}/{page}").status_code == 404
    for act in ("close", "reopen", "hide", "show"):
        assert police.post(f"/questions/{question.pk}/{act}/").status_code == 404
        assert police.get(f"/questions/{question.pk}/{act}/").status_code == 405
    assert police.post(f"/talk/question/{question.pk}/answer/", {"body": "Hello"}).status_code == 404
    assert question.title not in police.get("/questions/").text
    assert Client().get("/questions/").status_code == 302
    reader = as_user(makers.member())
    assert reader.get(f"/questions/{question.pk}/edit/").status_code == 404
    reader.post(f"/questions/{question.pk}/close/")
    question.refresh_from_db()
    assert question.state == "open"


def test_changing_closing_and_opening_again(as_user):
    question = makers.question()
    client = as_user(question.author)
    assert question.title in client.get(f"/questions/{question.pk}/edit/").text
    client.post(f"/questions/{question.pk}/edit/", {**FIELDS, "title": "Who has ever built one?", "seen": 1})
    page = client.post(f"/questions/{question.pk}/close/", follow=True).text
    assert "Who has ever built one?" in page
    assert "it takes no more answers" in page
    assert "Your answer" not in page
    assert "Your answer" in client.post(f"/questions/{question.pk}/reopen/", follow=True).text


def test_two_change_it_at_once(as_user):
    question = makers.question(body="As it was")
    client = as_user(question.author)
    client.post(f"/questions/{question.pk}/edit/", {**FIELDS, "body": "The first", "seen": 1})
    page = client.post(f"/questions/{question.pk}/edit/", {**FIELDS, "body": "The second", "seen": 1}).text
    assert "changed meanwhile" in page
    assert "The first" in page
    assert "The second" in page
    question.refresh_from_db()
    assert question.body == "The first"
    client.post(f"/questions/{question.pk}/edit/", {**FIELDS, "body": "Both", "seen": 2})
    question.refresh_from_db()
    assert question.body == "Both"


def test_a_coordinator_hides_with_a_reason(as_user):
    question = makers.question()
    client = as_user(makers.coordinator())
    assert "say why" in client.post(f"/questions/{question.pk}/hide/", {"reason": ""}, follow=True).text
    client.post(f"/questions/{question.pk}/hide/", {"reason": "It names a street."})
    assert as_user(makers.member()).get(f"/questions/{question.pk}/").status_code == 404
    assert "It names a street." in as_user(question.author).get(f"/questions/{question.pk}/").text
    client.post(f"/questions/{question.pk}/show/")
    assert as_user(makers.member()).get(f"/questions/{question.pk}/").status_code == 200


def test_words_outlive_the_session(as_user):
    asker = makers.member()
    fields = {**FIELDS, "typed_by": kept_typing.mark(asker.user)}
    client = Client()
    assert client.post("/questions/new/", fields).status_code == 302
    client.force_login(asker.user, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get("/questions/new/").text
    assert "Your session had ended" in page
    assert "Ours is **old**" in page


def test_literature_and_countries_have_talk_for_members_only(as_user):
    reference, country = makers.reference(), makers.country()
    for kind, thing, address in (
        ("reference", reference, f"/library/{reference.slug}/"),
        ("country", country, f"/talk/country/{country.pk}/"),
    ):
        client = as_user(makers.member())
        page = client.post(f"/talk/{kind}/{thing.pk}/answer/", {"body": "Worth a read."}, follow=True).text
        assert "Worth a read." in page
        assert "Worth a read." in client.get(address).text
        assert "Worth a read." not in Client().get(address).text
    assert f"/talk/country/{country.pk}/" in as_user(makers.member()).get("/world/nl/").text
    assert f"/talk/country/{country.pk}/" not in Client().get("/world/nl/").text
    assert as_user(makers.member()).get(f"/talk/reference/{reference.pk}/").url == f"/library/{reference.slug}/"
    assert as_user(makers.member()).get("/talk/nothing/1/answer/").status_code == 404
    assert as_user(makers.user()).post(f"/talk/country/{country.pk}/answer/", {"body": "Hi"}).status_code == 302
