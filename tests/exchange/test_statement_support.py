"""Who supports a statement, and what can be read of it: names by consent only, all others in rough numbers."""

import pytest
from django.db import IntegrityError, transaction

from accounts.models import OrganisationDelegate
from exchange.statements import actions, support
from exchange.statements.models import Endorsement
from portal.audit.models import AuditEvent
from portal.moves import MoveRefused
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def nurses():
    """Five nurses in the Netherlands: each can be described as one."""
    return [makers.member() for _number in range(5)]


def page(client, statement):
    return client.get(f"/statements/{statement.slug}/").content.decode()


def test_a_member_is_named_by_role_and_country_only_with_their_yes(client, as_user, nurses):
    statement = makers.statement()
    as_user(nurses[0]).post(f"/statements/{statement.slug}/support/", {"who": "me"})
    assert "Nurse, Netherlands" not in page(client, statement)
    as_user(nurses[0]).post(f"/statements/{statement.slug}/support/", {"who": "me", "is_named": "on"})
    assert "Nurse, Netherlands" in page(client, statement)
    assert nurses[0].name not in page(client, statement)
    assert Endorsement.objects.get().named_at is not None
    as_user(nurses[0]).post(f"/statements/{statement.slug}/support/", {"unname": "me"})
    assert Endorsement.objects.get().named_at is None
    as_user(nurses[0]).post(f"/statements/{statement.slug}/support/", {"leave": "me"})
    assert "Nurse, Netherlands" not in page(client, statement)
    assert not Endorsement.objects.exists()


def test_who_would_be_recognised_or_is_protected_is_counted_only(client, as_user, nurses):
    statement = makers.statement()
    alone = makers.member(category="lawyer", country="PT")
    hidden = makers.member(user=makers.user(protected=True))
    for member in (alone, hidden):
        assert 'name="is_named"' not in as_user(member).get(f"/statements/{statement.slug}/support/").content.decode()
        actions.endorse(member.user, statement, is_named=True)
    assert Endorsement.objects.get(member=hidden).named_at is None
    shown = page(client, statement)
    assert "A member" not in shown
    assert "Members in all: &lt;5" in shown


def test_counts_give_no_single_yes_away(nurses):
    assert [support.total(number) for number in (0, 1, 4)] == ["<5", "<5", "<5"]
    assert support.total(5) == support.total(9) != support.total(10)


def test_a_delegate_acts_for_the_organisation_and_nobody_else_does(client, as_user):
    statement, house, delegate = makers.statement(), makers.organisation(), makers.member()
    OrganisationDelegate.objects.create(organisation=house, member=delegate)
    said = {"who": str(house.pk), "is_named": "on"}
    assert as_user(makers.member()).post(f"/statements/{statement.slug}/support/", said).status_code == 200
    with pytest.raises(MoveRefused):
        actions.endorse(makers.member().user, statement, organisation=house)
    as_user(delegate).post(f"/statements/{statement.slug}/support/", said)
    assert house.name in page(client, statement)
    assert not Endorsement.objects.filter(member=delegate).exists()
    house.protected = True
    house.save()
    assert house.name not in page(client, statement)


def test_one_row_for_each_whatever_is_pressed(nurses):
    statement, member = makers.statement(), nurses[0]
    for is_named in (False, False, True):
        actions.endorse(member.user, statement, is_named=is_named)
    assert Endorsement.objects.count() == 1
    assert AuditEvent.objects.filter(action="statement.endorsed").count() == 2
    with pytest.raises(IntegrityError), transaction.atomic():
        makers.endorsement(statement, member=member)


def test_who_left_counts_no_more_and_ended_calls_take_no_more(client, nurses, travel):
    call = makers.statement(kind="call")
    for member in nurses:
        actions.endorse(member.user, call, is_named=True)
    assert "Members in all: 5 or more" in page(client, call)
    nurses[0].state = "left"
    nurses[0].save()
    assert "Members in all: &lt;5" in page(client, call)
    travel(days=31)
    with pytest.raises(MoveRefused, match="ended"):
        actions.endorse(makers.member().user, call)
    actions.unendorse(nurses[1].user, call)
    assert Endorsement.objects.count() == 4


def test_strangers_and_what_is_not_published_take_no_support(client, as_user):
    statement, draft = makers.statement(), makers.statement(state="draft")
    assert client.post(f"/statements/{statement.slug}/support/", {"who": "me"}).status_code == 302
    assert as_user(makers.member()).get(f"/statements/{draft.slug}/support/").status_code == 404
    assert not Endorsement.objects.exists()
