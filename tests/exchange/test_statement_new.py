"""A member proposes, a coordinator publishes, whoever asked takes it back at once: statements, calls, translations."""

from datetime import timedelta

import pytest

from exchange.statements import actions
from exchange.statements.lifecycle import MOVES
from exchange.statements.models import Statement
from portal import clock
from portal.delivery.models import Notice
from portal.delivery.registry import texts_for
from portal.moves import MoveRefused, Overtaken
from portal.search.models import SearchEntry
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator():
    return makers.coordinator()


def typed(**more):
    return {
        "title": "The room in our city may close",
        "body": "The council votes next month.",
        "asked": "Write to the council.",
        "until": clock.today() + timedelta(days=20),
        "issuer": "The team of the room",
        "issued_on": clock.today(),
        "language": "en",
        "audience": "members",
        "is_checked": "on",
        **more,
    }


def proposed(as_user, member, **more):
    answer = as_user(member).post("/statements/new/?kind=call", typed(**more))
    assert answer.status_code == 302, answer.context["form"].errors
    return Statement.objects.latest("pk")


def inbox_of(user):
    return [text.heading for text in texts_for(list(Notice.objects.filter(recipient=user))).values()]


def test_a_call_goes_to_a_coordinator_and_then_to_all_members_once(as_user, coordinator):
    asker, other = makers.member(), makers.member()
    call = proposed(as_user, asker)
    assert inbox_of(coordinator.user) == ["Somebody proposes something to publish"]
    desk = as_user(coordinator.user)
    assert "A call for support is proposed" in desk.get("/desk/").content.decode()
    assert call.title in desk.get("/desk/statements/").content.decode()
    desk.post(f"/statements/{call.slug}/publish/", {"is_checked": "on"})
    assert inbox_of(other.user) == ["A room asks for support"]
    assert inbox_of(asker.user) == ["What you proposed is published"]
    with pytest.raises(MoveRefused):
        actions.publish_statement(coordinator.user, call, is_checked=True)
    assert Notice.objects.filter(recipient=other.user).count() == 1


def test_whoever_asked_takes_it_back_everywhere_at_once(as_user, client, coordinator):
    asker, other = makers.member(), makers.member()
    call = proposed(as_user, asker, audience="public")
    actions.publish_statement(coordinator.user, call, is_checked=True)
    assert SearchEntry.objects.filter(kind="statement").count() == 1
    assert client.get(f"/statements/{call.slug}/").status_code == 200
    as_user(asker).post(f"/statements/{call.slug}/withdraw/")
    assert not SearchEntry.objects.filter(kind="statement").exists()
    assert client.get(f"/statements/{call.slug}/").status_code == 302
    assert as_user(other).get(f"/statements/{call.slug}/").status_code == 404
    assert inbox_of(other.user) == []


def test_a_coordinator_declines_with_a_reason_and_others_cannot(as_user, coordinator):
    asker, other = makers.member(), makers.member()
    call = proposed(as_user, asker)
    assert as_user(other).post(f"/statements/{call.slug}/withdraw/", {"reason": "No."}).status_code == 404
    desk = as_user(coordinator.user)
    desk.post(f"/statements/{call.slug}/withdraw/", {"reason": ""})
    call.refresh_from_db()
    assert call.state == "draft"
    desk.post(f"/statements/{call.slug}/withdraw/", {"reason": "Please tell it to us first."})
    assert inbox_of(asker.user) == ["What you proposed is not published"]


def test_nothing_is_published_unread_or_unfinished(as_user, coordinator):
    call = proposed(as_user, makers.member())
    as_user(coordinator.user).post(f"/statements/{call.slug}/publish/")
    call.refresh_from_db()
    assert call.state == "draft"
    empty = makers.statement(state="draft", body="")
    with pytest.raises(MoveRefused, match="no words yet"):
        actions.publish_statement(coordinator.user, empty, is_checked=True)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"until": "2020-01-01"}, "until"),
        ({"issued_on": "2999-01-01"}, "issued_on"),
        ({"is_checked": ""}, "is_checked"),
        ({"countries": ["XX"]}, "countries"),
        ({"body": ""}, "body"),
    ],
)
def test_bad_answers_are_said_beside_the_field_and_nothing_is_kept(as_user, wrong, field):
    answer = as_user(makers.member()).post("/statements/new/?kind=call", typed(**wrong))
    assert field in answer.context["form"].errors
    assert not Statement.objects.exists()


def test_a_statement_has_words_or_says_that_they_are_missing(as_user):
    member = as_user(makers.member())
    lines = "One organisation\n\nAnother one\nOne organisation"
    said = typed(body="", signatories=lines)
    assert "body" in member.post("/statements/new/", said).context["form"].errors
    member.post("/statements/new/", {**said, "is_incomplete": "on"})
    assert Statement.objects.get().signatories == ["One organisation", "Another one"]


def test_more_readers_are_the_proposers_own_word(coordinator):
    asker = makers.member()
    call = makers.statement(kind="call", state="draft", audience="members", proposed_by=asker.user)
    with pytest.raises(MoveRefused, match="only whoever proposed it"):
        actions.edit_statement(coordinator.user, call, {"audience": "public"})
    actions.edit_statement(asker.user, call, {"audience": "public"})
    call.refresh_from_db()
    assert call.audience == "public"


def test_a_translation_is_a_statement_of_its_own_beside_the_original(as_user, coordinator):
    original = makers.statement()
    said = {
        "title": "Gardez les salles ouvertes",
        "body": "Les salles restent ouvertes.",
        "language": "en",
        "translator_role": "a nurse",
        "translated_on": clock.today(),
    }
    member = as_user(makers.member())
    answer = member.post(f"/statements/{original.slug}/translate/", said)
    assert "language" in answer.context["form"].errors
    member.post(f"/statements/{original.slug}/translate/", {**said, "language": "fr"})
    made = Statement.objects.latest("pk")
    actions.publish_statement(coordinator.user, made, is_checked=True)
    page = member.get(f"/statements/{made.slug}/").content.decode()
    assert "Translated by: a nurse" in page
    assert made.issuer == original.issuer


def test_two_editors_at_once_and_a_newer_one_in_its_place(as_user, coordinator):
    statement, newer = makers.statement(), makers.statement()
    actions.edit_statement(coordinator.user, statement, {"title": "Keep all rooms open"}, seen=1)
    with pytest.raises(Overtaken):
        actions.edit_statement(coordinator.user, statement, {"title": "Keep some"}, seen=1)
    desk = as_user(coordinator.user)
    assert f'<option value="{newer.slug}">' in desk.get(f"/statements/{statement.slug}/").content.decode()
    desk.post(f"/statements/{statement.slug}/supersede/", {"newer": newer.slug})
    statement.refresh_from_db()
    assert (statement.state, statement.superseded_by) == ("superseded", newer)
    assert newer.title in desk.get(f"/statements/{statement.slug}/").content.decode()
    with pytest.raises(MoveRefused):
        actions.supersede_statement(coordinator.user, newer, newer)


def test_every_move_of_the_table_leads_to_a_state_that_is_known():
    states = set(Statement.State.values)
    assert {state for state, _move in MOVES} | {row.to for row in MOVES.values()} == states
    assert not [move for state, move in MOVES if state == "withdrawn"]
