"""Who reads a statement, and what of it? Pages, search, translations, and the shipped first entry."""

import json
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import CommandError, call_command

from exchange.statements import actions, queries
from exchange.statements.management.commands.load_statements import SHIPPED
from exchange.statements.models import Statement
from portal import clock
from portal.search.models import SearchEntry
from tests import makers
from tests.house.counting import counted

pytestmark = pytest.mark.django_db


def test_the_shipped_statement_is_loaded_once_and_says_that_its_text_is_missing(client):
    for _time in range(2):
        call_command("load_statements", verbosity=0)
    statement = Statement.objects.get()
    page = client.get(f"/statements/{statement.slug}/").content.decode()
    assert "23 March 2020" in page
    assert "International Network of Drug Consumption Rooms" in page
    assert "The text is to be completed." in page
    assert [topic.slug for topic in statement.topics.all()] == ["continuity"]
    assert "covid-19-statement" in client.get("/search/?q=covid").content.decode()


def test_what_a_person_changed_is_left_alone_by_the_next_load(client):
    call_command("load_statements", verbosity=0)
    statement = Statement.objects.get()
    actions.withdraw_statement(makers.coordinator().user, statement, "It was somebody else's.")
    call_command("load_statements", verbosity=0)
    assert Statement.objects.get().state == "withdrawn"


def test_a_broken_file_changes_nothing(tmp_path):
    rows = json.loads((SHIPPED / "statements.json").read_text())
    rows.append({**rows[0], "slug": "second", "issued_on": "yesterday"})
    (tmp_path / "statements.json").write_text(json.dumps(rows))
    with pytest.raises(CommandError, match="issued_on"):
        call_command("load_statements", str(tmp_path))
    assert not Statement.objects.exists()


def test_members_only_and_unpublished_ones_are_closed_to_strangers(client, as_user):
    proposer = makers.member()
    draft = makers.statement(state="draft", proposed_by=proposer.user)
    inside = makers.statement(audience="members")
    gone = makers.statement(state="withdrawn", proposed_by=proposer.user)
    for statement in (draft, inside, gone):
        assert client.get(f"/statements/{statement.slug}/").status_code == 302
        assert statement.title not in client.get("/statements/").content.decode()
    member = as_user(makers.member())
    assert [member.get(f"/statements/{one.slug}/").status_code for one in (draft, inside, gone)] == [404, 200, 404]
    own = as_user(proposer)
    assert [own.get(f"/statements/{one.slug}/").status_code for one in (draft, inside, gone)] == [200, 200, 200]


def test_a_translation_has_no_more_readers_than_its_original(client):
    original = makers.statement(audience="members")
    translation = makers.statement(translation_of=original, language="fr")
    assert not queries.for_user(AnonymousUser()).filter(pk=translation.pk).exists()
    Statement.objects.filter(pk=original.pk).update(audience="public")
    page = client.get(f"/statements/{original.slug}/").content.decode()
    assert f"/statements/{translation.slug}/" in page
    actions.withdraw_statement(makers.coordinator().user, original, "Taken back by its authors.")
    assert client.get(f"/statements/{translation.slug}/").status_code == 302
    assert not SearchEntry.objects.filter(kind="statement").exists()


def test_calls_that_run_stand_first_and_a_country_narrows_the_list(client, travel):
    old = makers.statement(kind="call", title="A call that will end", country_codes=" BE ")
    new = makers.statement(title="A newer statement", issued_on=clock.today())
    assert list(queries.running_first(queries.originals_for(AnonymousUser()))) == [old, new]
    page = client.get("/statements/?country=be").content.decode()
    assert old.title in page
    assert new.title not in page
    travel(days=31)
    assert list(queries.running_first(queries.originals_for(AnonymousUser()))) == [new, old]
    assert "Ended" in client.get(f"/statements/{old.slug}/").content.decode()


def test_a_corrected_text_says_when_and_keeps_what_it_said(client):
    coordinator = makers.coordinator().user
    statement = makers.statement(published_at=clock.now() - timedelta(days=3))
    actions.edit_statement(coordinator, statement, {"body": "Rooms stay open, day and night."}, seen=1)
    assert "Corrected on" in client.get(f"/statements/{statement.slug}/").content.decode()
    assert "also at night" in client.get(f"/statements/{statement.slug}/changes/").content.decode()


def test_members_talk_under_it_and_the_page_stays_cheap(as_user):
    statement = makers.statement()
    member = as_user(makers.member())
    member.post(f"/talk/statement/{statement.pk}/answer/", {"body": "We signed it too."})
    assert "We signed it too." in member.get(f"/statements/{statement.slug}/").content.decode()
    assert counted(member, f"/statements/{statement.slug}/") <= 6
