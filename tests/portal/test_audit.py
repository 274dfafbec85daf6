"""Can anybody change what once happened? Neither through models, nor the admin pages, nor plain SQL."""

import pytest
from django.db import DatabaseError, connection, transaction

from portal.audit import actions, triggers
from portal.audit.models import AppendOnlyError, AuditEvent
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    user = makers.user()
    return actions.record(user, "test.happened", user, from_state="draft", to_state="sent", number=7)


@pytest.fixture
def with_triggers():
    """As in production; the tests' own database lacks one of them so that tables can be emptied."""
    triggers.install(connection)


def test_row_says_who_what_and_from_where_to_where(event):
    found = AuditEvent.objects.get()

    assert (found.actor_id, found.action, found.subject_type) == (event.actor_id, "test.happened", "accounts.user")
    assert (found.from_state, found.to_state, found.facts) == ("draft", "sent", {"number": 7})


@pytest.mark.parametrize(
    "change",
    [
        lambda event: event.save(),
        lambda event: event.delete(),
        lambda event: AuditEvent.objects.update(action="nothing"),
        lambda event: AuditEvent.objects.filter(pk=event.pk).delete(),
        lambda event: AuditEvent.objects.all().delete(),
    ],
)
def test_models_refuse(event, change):
    with pytest.raises(AppendOnlyError):
        change(event)
    assert AuditEvent.objects.get().action == "test.happened"


@pytest.mark.parametrize("sql", ["UPDATE audit_auditevent SET action = 'nothing'", "DELETE FROM audit_auditevent"])
def test_database_refuses(event, with_triggers, sql):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert AuditEvent.objects.get().action == "test.happened"


def test_migrated_database_has_the_triggers(event):
    """The one that the tests leave on, put there by the migration."""
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE audit_auditevent SET action = 'nothing'")


def test_retention_may_delete_and_nothing_else_afterwards(event, with_triggers):
    with triggers.deleting_allowed(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_auditevent WHERE id = %s", [event.pk])
    assert not AuditEvent.objects.exists()

    actions.record(None, "test.again", makers.user())
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_auditevent")


def test_erased_person_leaves_a_number(event, with_triggers):
    number = event.actor_id
    makers.User.objects.get(pk=number).delete()

    assert AuditEvent.objects.get().actor_id == number


def test_admin_pages_are_for_reading(as_user, event):
    browser = as_user(makers.administrator())
    path = f"/backstage/audit/auditevent/{event.pk}"

    assert browser.get(f"{path}/change/").status_code == 200
    assert browser.post(f"{path}/change/", {"action": "nothing"}).status_code == 403
    assert browser.post(f"{path}/delete/", {"post": "yes"}).status_code == 403
    assert browser.get("/backstage/audit/auditevent/add/").status_code == 403
