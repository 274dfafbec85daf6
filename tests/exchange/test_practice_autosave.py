"""Is a draft kept while it is typed: once, never over a newer one, never over what is posted?"""

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exchange.practices import actions
from exchange.practices.forms import FORMS
from exchange.practices.models import HiddenAuthor, Practice
from portal import clock
from portal.audit.models import AuditEvent
from portal.moves import Overtaken
from portal.ui import kept_typing
from tests import makers
from tests.exchange.test_practice_new import GOOD

pytestmark = pytest.mark.django_db
SAVE = "/practices/autosave/"
BEGUN = {"title": "A lamp", "perspective": "professional", "audience": "members", "language": "en"}


@pytest.fixture
def author():
    return makers.member().user


@pytest.fixture
def client(as_user, author):
    return as_user(author)


@pytest.fixture
def draft(author):
    return makers.practice(author=author, state="draft", posted_at=None)


def test_the_first_words_make_a_draft_and_the_next_go_into_it(client, author):
    form = {**BEGUN, "written_by": kept_typing.mark(author), "seen": ""}
    first = client.post(SAVE, form)
    draft = Practice.objects.get()
    assert (draft.state, draft.title, draft.author) == ("draft", "A lamp", author)
    assert first.json()["url"] == f"/practices/{draft.pk}/edit/?as=staff"
    told = {**form, "title": "A lamp outside", "draft": draft.pk, "seen": first.json()["version"]}
    assert client.post(SAVE, told).json()["version"] == 2
    # The answer to the first got lost on the way: its form says its code only.
    assert client.post(SAVE, {**form, "title": "A lamp outside each"}).status_code == 200
    assert Practice.objects.get().title == "A lamp outside each"


def test_posting_the_form_of_a_kept_draft_posts_its_newest_words_once(client, author):
    mark = kept_typing.mark(author)
    client.post(SAVE, {**BEGUN, "written_by": mark})
    for _press in range(2):
        assert client.post("/practices/new/", {**GOOD, "typed_by": mark}).status_code == 302
    practice = Practice.objects.get()
    assert (practice.state, practice.title, practice.version) == ("note", GOOD["title"], 2)
    assert [topic.slug for topic in practice.topics.all()] == GOOD["topics"]


def test_two_forms_are_two_drafts(client, author):
    for _form in range(2):
        client.post(SAVE, {**BEGUN, "written_by": kept_typing.mark(author)})
    assert Practice.objects.count() == 2


def test_nothing_newer_is_overwritten(client, draft):
    assert client.post(SAVE, {**BEGUN, "draft": draft.pk, "seen": 1}).status_code == 200
    late = client.post(SAVE, {**BEGUN, "title": "From the other window", "draft": draft.pk, "seen": 1})
    assert late.status_code == 409
    assert "another window" in late.json()["said"]
    draft.refresh_from_db()
    assert draft.title == "A lamp"


def test_a_form_whose_answer_got_lost_does_not_overtake_itself(client, author, draft):
    words = {**BEGUN, "draft": draft.pk, "seen": 1}
    mark, other = kept_typing.mark(author), kept_typing.mark(author)
    for title in ("A lamp", "A lamp outside"):
        assert client.post(SAVE, {**words, "title": title, "written_by": mark}).status_code == 200
    assert client.post(SAVE, {**words, "written_by": other}).status_code == 409
    assert client.post(f"/practices/{draft.pk}/edit/", {**GOOD, "seen": 1, "typed_by": other}).status_code == 200
    assert client.post(f"/practices/{draft.pk}/edit/", {**GOOD, "seen": 1, "typed_by": mark}).status_code == 302


def test_what_is_posted_is_never_changed(client, author):
    practice = makers.practice(author=author)
    answer = client.post(SAVE, {**BEGUN, "draft": practice.pk, "seen": 1})
    assert answer.status_code == 409
    assert answer.json()["said"]
    practice.refresh_from_db()
    assert practice.version == 1
    for page in ("edit/", "more/1/"):
        assert "data-autosave" not in client.get(f"/practices/{practice.pk}/{page}").text


def test_strangers_get_nothing(as_user, draft):
    for user in (makers.member(), makers.coordinator()):
        assert as_user(user).post(SAVE, {**BEGUN, "draft": draft.pk}).status_code == 404
        # Somebody else's mark is nobody's: it makes a draft of one's own at most.
        as_user(user).post(SAVE, {**BEGUN, "written_by": kept_typing.mark(draft.author)})
    draft.refresh_from_db()
    assert draft.version == 1
    ended = Client().post(SAVE, {**BEGUN, "draft": draft.pk, "written_by": kept_typing.mark(draft.author)})
    assert ended.status_code == 302
    assert "sessionid" not in ended.cookies


@pytest.mark.parametrize("number", ["x", "٣", "-1", "9" * 30, "0", "\x00"])
def test_an_odd_number_is_no_draft(client, number):
    assert client.post(SAVE, {**BEGUN, "draft": number}).status_code == 404
    assert client.get(SAVE).status_code == 405


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"title": "x" * 121}, "at most 120"),
        ({"what_was_done": "x" * 50_000}, "at most 8000"),
        ({"what_happened": "x" * 1501}, "shorten this to 1500"),
        ({"title": "With \x00 a hole"}, "Null characters"),
        ({"topics": ["inhalation", "police", "bbv", "legal"]}, "Three topics at most"),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_is_kept_by_halves(client, draft, wrong, said):
    answer = client.post(SAVE, {**BEGUN, **wrong, "draft": draft.pk, "seen": 1})
    assert answer.status_code == 422
    assert answer.json()["said"].startswith("Not saved yet. ")
    assert said in answer.json()["said"]
    draft.refresh_from_db()
    assert draft.version == 1


def test_a_section_is_kept_with_its_rows(client, draft):
    row = {"outcome-TOTAL_FORMS": "1", "outcome-INITIAL_FORMS": "0", "outcome-0-indicator": "Calls"}
    told = {"went_wrong": "The fans were loud.", "evidence_level": "monitored", **row}
    answer = client.post(SAVE, {**told, "draft": draft.pk, "section": 5, "seen": 1})
    assert answer.status_code == 200
    draft.refresh_from_db()
    assert (draft.went_wrong, draft.outcomes.get().indicator) == ("The fans were loud.", "Calls")
    unfit = client.post(SAVE, {**told, "outcome-0-after": "3", "draft": draft.pk, "section": 5, "seen": 2})
    assert unfit.status_code == 422
    assert "needs its period" in unfit.json()["said"]
    for odd in ({"section": 7, "draft": draft.pk}, {"section": 1}):
        assert client.post(SAVE, odd).status_code == 404


def test_the_hour_is_the_readers(client, author, draft):
    author.time_zone = "Asia/Tbilisi"
    author.save()
    answer = client.post(SAVE, {**BEGUN, "draft": draft.pk, "seen": 1}).json()
    draft.refresh_from_db()
    there = draft.changed_at.astimezone(clock.ZoneInfo("Asia/Tbilisi"))
    assert answer["said"] == f"Draft saved at {there:%H:%M}"


def test_the_trail_gets_one_row_an_hour_and_names_nobody(client, draft, travel):
    for seen in range(1, 6):
        client.post(SAVE, {**BEGUN, "draft": draft.pk, "seen": seen})
    rows = AuditEvent.objects.filter(action="practice.autosaved", subject_id=draft.pk)
    assert rows.count() == 1
    travel(minutes=61)
    client.post(SAVE, {**BEGUN, "draft": draft.pk, "seen": 6})
    assert rows.count() == 2
    assert not rows.exclude(actor=None).exists()


def test_a_draft_that_becomes_a_service_users_leaves_no_author_anywhere(client, author):
    form = {**BEGUN, "written_by": kept_typing.mark(author), "show_author_as": ""}
    draft = client.post(SAVE, form).json()
    client.post(SAVE, {**form, "perspective": "service-user", "draft": draft["draft"], "seen": draft["version"]})
    practice = Practice.objects.get()
    assert practice.author is None
    assert HiddenAuthor.objects.get().user == author
    assert not AuditEvent.objects.filter(actor=author).exists()


def test_the_byline_follows_the_side_until_somebody_chooses(client, draft):
    page = client.get(f"/practices/{draft.pk}/edit/").context["form"]
    assert page.initial["show_author_as"] == ""
    client.post(f"/practices/{draft.pk}/edit/", {**GOOD, "perspective": "service-user"})
    draft.refresh_from_db()
    assert (draft.state, draft.author) == ("note", None)


def test_a_form_stays_the_form_it_was(as_user):
    """Police who tell it as a team does are not asked the neighbours' questions on a later page."""
    member = makers.member(category="police")
    client = as_user(member)
    kept = client.post(SAVE, {**BEGUN, "perspective": "police", "written_by": kept_typing.mark(member.user)}).json()
    assert "What did you do?" in client.get(kept["url"]).text
    saved = client.post(kept["url"], {**GOOD, "perspective": "police", "title": "Later", "save": "1"})
    assert saved.url == kept["url"]
    assert client.post(kept["url"], {**GOOD, "perspective": "police"}).status_code == 302
    assert Practice.objects.get().state == "note"


@pytest.mark.parametrize(
    "words",
    [
        "غرفة صغيرة وضوء على الباب، ولم يعد أحد يطرق الباب في الليل على الإطلاق.",
        "👩🏽‍⚕️🫁 A light 💡 that turns white 👍🏿 after one minute, and nobody knocks \u202eany more\u202c.",
        "Ґрунт і кисень: спочатку кисень, потім усе інше, і ніхто не тікає.",
    ],
)
def test_any_script_comes_back_as_it_was_typed(client, author, words):
    mark = kept_typing.mark(author)
    url = client.post(SAVE, {**BEGUN, "what_was_done": words, "written_by": mark}).json()["url"]
    assert Practice.objects.get().what_was_done == words
    assert client.get(url).context["form"].initial["what_was_done"] == words


TEXT = st.text(max_size=200) | st.sampled_from(["x" * 50_000, "\x00", "‮" * 50, "👩🏽‍⚕️" * 40, "  \n ", "<b>"])


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(shape=st.sampled_from(sorted(FORMS)), data=st.data())
def test_any_words_in_the_short_forms_are_kept_or_answered(client, author, shape, data):
    words = {name: data.draw(TEXT, label=name) for name in FORMS[shape].base_fields}
    kept = client.post(SAVE, {**words, "as": shape, "written_by": kept_typing.mark(author)})
    assert kept.status_code in {200, 422}
    assert kept.json()["said"]
    page = client.post(f"/practices/new/?as={shape}", words)
    assert page.status_code in {200, 302}
    if page.status_code == 200:
        assert page.context["form"].errors


def test_flat(client, draft, django_assert_max_num_queries):
    client.post(SAVE, {**BEGUN, "draft": draft.pk, "seen": 1})
    with django_assert_max_num_queries(16):
        client.post(SAVE, {**BEGUN, "draft": draft.pk, "seen": 2})


def test_a_draft_posted_in_another_window_is_not_overwritten_by_an_old_one():
    draft = makers.practice(state="draft", posted_at=None)
    fields = {"title": "The words of the old window"}
    topics = list(draft.topics.all())
    actions.post_practice(draft.author, actions.save_draft(draft.author, draft, {"title": "What was posted meanwhile"}))
    with pytest.raises(Overtaken):
        actions.post_draft(draft.author, draft, fields, topics, seen=1)
    draft.refresh_from_db()
    assert draft.title == "What was posted meanwhile"
