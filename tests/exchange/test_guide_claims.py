"""Does each answer to what people ask say where it holds, who says so and what is not known; and who may change it?"""

import json

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from exchange.guide import claim_loading, claim_paper, claim_queries
from exchange.guide.actions import claims as actions
from exchange.guide.actions import papers
from exchange.guide.models import Claim, EvidenceSuggestion
from exchange.library.models import Reference
from portal.audit.models import AuditEvent
from portal.delivery.models import Notice
from portal.delivery.registry import texts_for
from portal.moves import MoveRefused
from portal.search.models import SearchEntry
from tests import makers

pytestmark = pytest.mark.django_db
WORDS = {
    "question": "Does it get louder at night?",
    "said": "It gets louder.",
    "summary": "Two titles say no.",
    "place": "Two cities",
    "period": "Two years",
    "rooms": "A fixed room",
    "not_known": "- Weekends",
    "language": "en",
}


@pytest.fixture
def claim():
    return makers.claim()


def page_of(browser, claim, name="claim_page"):
    return browser.get(reverse(f"guide:{name}", args=[claim.slug])).content.decode()


def test_everybody_reads_scope_titles_and_what_is_not_known(client, claim):
    page = page_of(client, claim)
    for words in (
        "It gets louder.",
        "One city",
        "One year",
        "A fixed room",
        "Other cities",
        "Noise",
        "27 November 2026",
    ):
        assert words in page
    assert "No title on our list. That does not mean that there is none." in page
    assert "not yet checked by a coordinator" in page


def test_strangers_to_the_address_learn_nothing(client, as_user):
    path = reverse("guide:claim_page", args=["nothing"])
    assert "/accounts/login/" in client.get(path).url
    assert as_user(makers.member()).get(path).status_code == 404


def test_unchecked_titles_are_for_members_and_withdrawn_ones_say_so(client, as_user, claim):
    claim.evidence.create(reference=makers.reference(title="From memory", is_verified=False), side="for")
    claim.evidence.create(reference=makers.reference(title="Pooled", is_retracted=True), side="mixed")
    page = page_of(client, claim)
    assert "From memory" not in page
    assert "Retracted" in page
    inside = page_of(as_user(makers.member()), claim)
    assert "From memory" in inside
    assert "Not checked yet" in inside


def test_the_list_says_to_coordinators_what_waits(client, as_user, claim):
    makers.evidence_suggestion(claim)
    assert claim.question in client.get("/guide/questions/").content.decode()
    assert "one suggestion waits" not in client.get("/guide/questions/").content.decode()
    browser = as_user(makers.coordinator())
    assert "one suggestion waits" in browser.get("/guide/questions/").content.decode()
    desk = browser.get("/desk/").content.decode()
    assert "One title is suggested for what people ask" in desk
    assert "One thing waits for you" in desk


def test_an_empty_list_says_what_to_do(client):
    assert "Look into the library" in client.get("/guide/questions/").content.decode()


@pytest.mark.parametrize(
    "given",
    [
        "https://rooms.example/library/a-title/",
        "/library/a-title/?page=2",
        "10.1000/ABC",
        "https://doi.org/10.1000/abc",
    ],
)
def test_a_member_suggests_a_title_and_coordinators_hear(as_user, claim, given):
    coordinator, member = makers.coordinator(), makers.member()
    makers.reference(slug="a-title", doi="10.1000/abc")
    path = reverse("guide:evidence_suggest", args=[claim.slug])
    assert as_user(member).post(path, {"title": given, "side": "for", "why": "It counts."}).status_code == 302
    made = EvidenceSuggestion.objects.get()
    assert (made.reference.slug, made.state, claim.evidence.count()) == ("a-title", "waiting", 1)
    assert Notice.objects.get().recipient == coordinator.user


def test_a_title_that_is_not_in_the_library_keeps_what_was_typed(as_user, claim):
    path = reverse("guide:evidence_suggest", args=[claim.slug])
    page = as_user(makers.member()).post(path, {"title": "no-such", "side": "for", "why": "Look."}).content.decode()
    assert "Our library does not hold this." in page
    assert 'value="no-such"' in page
    assert "Please say which title." in as_user(makers.member()).post(path, {}).content.decode()


def test_a_title_that_stands_there_is_refused_in_words(as_user, claim):
    path = reverse("guide:evidence_suggest", args=[claim.slug])
    known = claim.evidence.get().reference.slug
    page = as_user(makers.member()).post(path, {"title": known, "side": "for"}).content.decode()
    assert "This title stands here already." in page
    assert not EvidenceSuggestion.objects.exists()


def test_the_same_suggestion_twice_is_one_and_ten_are_enough(claim):
    member, reference = makers.member().user, makers.reference()
    first = actions.suggest(member, claim, reference, "for", "")
    assert actions.suggest(makers.member().user, claim, reference, "against", "") == first
    for _n in range(9):
        actions.suggest(member, claim, makers.reference(), "for", "")
    with pytest.raises(MoveRefused, match="Ten of your suggestions"):
        actions.suggest(member, claim, makers.reference(), "for", "")


@pytest.mark.parametrize(
    ("move", "state", "titles"), [("take", "taken", 2), ("decline", "declined", 1), ("x", "declined", 1)]
)
def test_a_coordinator_decides_and_whoever_suggested_hears(as_user, claim, move, state, titles):
    suggestion = makers.evidence_suggestion(claim)
    browser = as_user(makers.coordinator())
    assert suggestion.reference.title in page_of(browser, claim)
    path = reverse("guide:suggestion_decide", args=[suggestion.pk])
    browser.post(path, {"move": move})
    suggestion.refresh_from_db()
    assert (suggestion.state, claim.evidence.count()) == (state, titles)
    told = Notice.objects.get(recipient=suggestion.by)
    assert suggestion.reference.title in texts_for([told])[told.pk].body
    assert "things have moved on" in browser.post(path, {"move": "take"}, follow=True).content.decode()


def test_who_is_asked_hears_nothing_any_more_once_it_is_decided(claim):
    coordinator = makers.coordinator().user
    made = actions.suggest(makers.member().user, claim, makers.reference(), "for", "")
    asked = Notice.objects.get(recipient=coordinator)
    assert asked.pk in texts_for([asked])
    actions.decide(coordinator, made, "decline")
    assert texts_for([asked]) == {}


def test_a_coordinators_own_title_stands_at_once_and_can_be_taken_away(as_user, claim):
    browser, reference = as_user(makers.coordinator()), makers.reference()
    browser.post(reverse("guide:evidence_suggest", args=[claim.slug]), {"title": reference.slug, "side": "unread"})
    row = claim.evidence.get(reference=reference)
    browser.post(reverse("guide:evidence_remove", args=[row.pk]))
    assert not claim.evidence.filter(reference=reference).exists()
    claim.refresh_from_db()
    assert claim.edited_on


def test_new_words_keep_the_older_ones_and_are_not_checked_yet(as_user, claim):
    browser = as_user(makers.coordinator())
    browser.post(reverse("guide:claim_check", args=[claim.slug]))
    assert "last checked by a coordinator on" in page_of(browser, claim)
    browser.post(reverse("guide:claim_edit", args=[claim.slug]), {**WORDS, "seen": 1})
    claim.refresh_from_db()
    assert (claim.summary, claim.version, claim.checked_on) == ("Two titles say no.", 2, None)
    assert claim.versions.get().words["summary"] == "One title found that it did not."
    assert "One title found that it did not." in page_of(browser, claim, "claim_edit")
    assert SearchEntry.objects.get(kind="claim").title == WORDS["question"]
    assert AuditEvent.objects.filter(action="guide.claim_edit", subject_id=claim.pk).count() == 1


def test_words_in_another_language_say_so(client, as_user, claim):
    as_user(makers.coordinator()).post(
        reverse("guide:claim_edit", args=[claim.slug]),
        {**WORDS, "language": "nl", "question": "Wordt het luider?", "seen": 1},
    )
    assert '<h1 lang="nl">Wordt het luider?</h1>' in page_of(client, claim)
    assert claim.versions.get().words["language"] == "en"


def test_the_paper_is_made_before_anybody_asks_and_anew_only_after_a_change(client, as_user, claim):
    claim.evidence.create(reference=makers.reference(title="From memory", is_verified=False), side="for")
    path = reverse("guide:claim_paper", args=[claim.slug, "en"])
    assert client.get(path).status_code == 404
    assert path not in page_of(as_user(makers.member()), claim)
    assert [papers.make_papers(2), claim.papers.count()] == [2, 2]
    answer = client.get(path)
    assert (answer.content[:5], answer["Content-Type"]) == (b"%PDF-", "application/pdf")
    assert path in page_of(client, claim)
    assert client.get(path, headers={"If-None-Match": answer["ETag"]}).status_code == 304
    assert papers.make_papers(0) == 0
    mark = claim.papers.get(language="en").fingerprint
    claim.evidence.update(side="mixed")
    papers.make_papers(1)
    assert claim.papers.get(language="en").fingerprint != mark


def test_the_paper_holds_what_everybody_reads(claim):
    claim.evidence.create(reference=makers.reference(title="From memory", is_verified=False), side="for")
    claim.evidence.create(reference=makers.reference(title="Pooled", is_retracted=True), side="mixed")
    found = claim_paper.data(claim_queries.with_public_titles().get())
    said = str(found)
    assert "From memory" not in said
    assert "Retracted. Its journal withdrew it" in said
    assert found["scope"]["rows"][0] == ["Where", "One city"]
    assert found["unknown"]["blocks"][0]["runs"][0]["text"] == "Other cities"


def test_two_who_write_at_once_lose_nothing(as_user, claim):
    browser, path = as_user(makers.coordinator()), reverse("guide:claim_edit", args=[claim.slug])
    browser.post(path, {**WORDS, "seen": 1})
    answer = browser.post(path, {**WORDS, "summary": "Three say no.", "seen": 1})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Three say no." in page
    assert "Two titles say no." in page
    assert browser.post(path, {**WORDS, "place": "", "seen": 2}).status_code == 200
    assert Claim.objects.get().place == "Two cities"


@pytest.mark.parametrize("name", ["claim_edit", "claim_check"])
def test_members_change_nothing(as_user, claim, name):
    assert as_user(makers.member()).post(reverse(f"guide:{name}", args=[claim.slug]), WORDS).status_code == 404
    assert not claim.versions.exists()


def test_members_decide_nothing(as_user, claim):
    suggestion = makers.evidence_suggestion(claim)
    browser = as_user(suggestion.by)
    assert browser.post(reverse("guide:suggestion_decide", args=[suggestion.pk]), {"move": "take"}).status_code == 404
    assert browser.post(reverse("guide:evidence_remove", args=[claim.evidence.get().pk])).status_code == 404


def shipped_titles():
    rows = claim_loading.read(claim_loading.SHIPPED)
    return sorted({slug for row in rows for slugs in row.evidence.values() for slug in slugs})


def test_the_shipped_answers_load_once_and_leave_edited_ones_alone(django_assert_max_num_queries):
    Reference.objects.bulk_create(
        Reference(slug=slug, kind="article", title=slug, title_key=slug) for slug in shipped_titles()
    )
    first, again = claim_loading.load(), claim_loading.load()
    assert (first.new, again.new, again.changed, again.same) == (
        len(claim_loading.read(claim_loading.SHIPPED)),
        0,
        0,
        first.new,
    )
    edited = Claim.objects.get(slug="has-nobody-died-in-a-room")
    actions.edit(makers.coordinator().user, edited, WORDS)
    Claim.objects.filter(slug="does-crime-rise").update(summary="Worn out.")
    third = claim_loading.load()
    assert (third.changed, third.left) == (1, [edited.slug])


def test_what_ships_names_only_titles_of_the_library_and_says_what_is_not_known():
    bib = (claim_loading.SHIPPED.parents[2] / "library" / "data" / "literature.bib").read_text()
    assert [slug for slug in shipped_titles() if f"{{{slug}," not in bib] == []
    for row in claim_loading.read(claim_loading.SHIPPED):
        assert row.not_known.startswith("- ")
        assert row.evidence


@pytest.mark.parametrize(
    "wrong", [{"place": ""}, {"topics": ["no-such"]}, {"written_on": "soon"}, {"evidence": {"for": ["a", "a"]}}]
)
def test_a_broken_file_changes_nothing(tmp_path, wrong):
    row = json.loads(claim_loading.SHIPPED.read_text())[0]
    (tmp_path / "claims.json").write_text(json.dumps([row | wrong]))
    with pytest.raises(CommandError, match="Nothing was loaded"):
        call_command("load_claims", str(tmp_path))
    assert not Claim.objects.exists()


def test_the_page_on_rooms_names_the_questions(client, claim):
    assert claim.question in client.get("/what-is-a-dcr/").content.decode()
