"""Does everybody list exactly what they may?"""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from accounts import queries
from accounts.models import Member, User
from portal import clock
from tests import makers

pytestmark = pytest.mark.django_db


def test_strangers_and_applicants_list_nobody():
    makers.expert()
    for user in (AnonymousUser(), makers.user(), makers.member(state=Member.State.SUSPENDED).user):
        assert not queries.members_for_user(user)
        assert not queries.experts_for_user(user)
        assert not queries.organisations_for_user(user)


def test_members_list_open_members_and_themselves():
    reader = makers.member(user=makers.user(protected=True))
    seen = makers.member()
    makers.member(user=makers.user(protected=True))
    makers.member(state=Member.State.LEFT)
    assert set(queries.members_for_user(reader.user)) == {reader, seen}


def test_coordinators_list_everybody():
    role = makers.coordinator()
    makers.member(user=makers.user(protected=True))
    makers.member(state=Member.State.SUSPENDED)
    assert queries.members_for_user(role.user).count() == 3


def test_experts_are_listed_active_and_not_paused():
    reader = makers.member().user
    seen = makers.expert()
    makers.expert(profile={"is_listed": False})
    makers.expert(profile={"paused_until": clock.today()})
    back = makers.expert(profile={"paused_until": clock.today() - timedelta(days=1)})
    hidden = makers.expert(user=makers.user(protected=True))
    assert set(queries.experts_for_user(reader)) == {seen, back}
    assert hidden in queries.experts_for_user(makers.coordinator().user)
    assert hidden not in queries.experts_for_user(hidden.user)


def test_protected_organisations_are_for_coordinators():
    makers.organisation(protected=True)
    assert not queries.organisations_for_user(makers.member().user)
    assert queries.organisations_for_user(makers.coordinator().user).count() == 1


def test_an_applicant_sees_only_their_own():
    mine, _other = makers.application(), makers.application()
    assert list(queries.applications_for_user(mine.user)) == [mine]
    assert not queries.applications_for_user(AnonymousUser())
    assert not queries.applications_for_user(makers.member().user)


def test_nobody_else_reads_what_was_not_sent():
    makers.application(state="started", submitted_at=None)
    makers.application(state="withdrawn", submitted_at=None)
    assert not queries.applications_for_user(makers.coordinator().user)
    assert not queries.applications_for_user(makers.administrator())


def test_another_countrys_coordinator_sees_it_only_as_a_second_person():
    dutch, german = makers.coordinator(countries=["NL"]), makers.coordinator(countries=["DE"])
    found = makers.application()
    assert list(queries.applications_for_user(dutch.user)) == [found]
    assert list(queries.applications_for_user(german.user)) == [found]
    makers.coordinator(countries=["NL"])
    # Who coordinates what is asked once in a request; the next request asks anew.
    assert not queries.applications_for_user(User.objects.get(pk=german.user_id))


def test_two_general_coordinators_leave_nothing_to_others():
    german = makers.coordinator(countries=["DE"])
    found = makers.application()
    generals = [makers.coordinator(), makers.coordinator()]
    assert not queries.applications_for_user(german.user)
    assert list(queries.applications_for_user(generals[0].user)) == [found]


def test_coordinators_for_prefers_the_country():
    general, dutch = makers.coordinator(), makers.coordinator(countries=["NL"])
    makers.coordinator(countries=["DE"])
    assert queries.coordinators_for("NL") == [dutch, general]
    assert queries.coordinators_for("FR") == [general]


def test_deputies_stand_in_for_those_away():
    deputy = makers.coordinator(countries=["DE"])
    makers.coordinator(countries=["NL"], deputy=deputy, away_until=clock.today())
    assert queries.coordinators_for("NL") == [deputy]


def test_somebody_is_always_asked():
    away = makers.coordinator(countries=["DE"], away_until=clock.today())
    assert queries.coordinators_for("NL") == [away]
    away.delete()
    administrator = makers.administrator()
    assert queries.coordinator_users_for("NL") == [administrator]
    assert queries.coordinators_for("NL") == []
