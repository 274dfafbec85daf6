"""Does nothing wait while a coordinator is away, and is everything theirs again after? And one request handed over."""

from datetime import timedelta

import pytest

from accounts.models import Coordinator
from portal import clock
from portal.audit.models import AuditEvent
from portal.delivery.models import Notice
from tests import makers
from tests.visits import story
from visits.actions import clocks as jobs

pytestmark = pytest.mark.django_db
AWAY = "/desk/away/"
NOTE = "They write best in French; call before noon."


def two():
    return makers.coordinator(countries=["BE"]), makers.coordinator(countries=["NL"])


def owners(request):
    return set(request.turns.values_list("user_id", flat=True))


def go(as_user, first, deputy, days=10):
    day = clock.today() + timedelta(days=days)
    return as_user(first.user).post(AWAY, {"until": day.isoformat(), "deputy": deputy.pk if deputy else ""})


def test_turns_go_to_whoever_stands_in_at_once_and_come_back(as_user, travel):
    first, deputy = two()
    other = makers.coordinator(countries=["BE"])
    request = story.submitted()
    assert owners(request) == {first.user_id}
    assert go(as_user, first, deputy).status_code == 302
    assert owners(request) == {deputy.user_id}
    assert Notice.objects.filter(kind="visits.stand_in", recipient=deputy.user).count() == 1
    assert not Notice.objects.filter(recipient=other.user).exists()
    jobs.run_all()
    assert owners(request) == {deputy.user_id}
    as_user(first.user).post(AWAY, {"back": "1"})
    assert owners(request) == {first.user_id}


def test_on_the_day_after_it_comes_back_by_itself(as_user, travel):
    first, deputy = two()
    request = story.submitted()
    go(as_user, first, deputy, days=2)
    travel(days=3)
    jobs.run_all()
    assert owners(request) == {first.user_id}
    assert Coordinator.objects.get(pk=first.pk).away_until is None


def test_what_comes_meanwhile_goes_to_whoever_stands_in(as_user):
    first, deputy = two()
    makers.coordinator(countries=["BE"])
    go(as_user, first, deputy)
    request = story.submitted()
    assert first.user_id not in owners(request)


@pytest.mark.parametrize("typed", [{"until": ""}, {"until": "2001-01-01"}, {"until": "9999-12-31"}, {"until": "\x00"}])
def test_a_day_that_cannot_be_is_said_beside_the_field(as_user, typed):
    first, deputy = two()
    page = as_user(first.user).post(AWAY, {"deputy": deputy.pk, **typed})
    assert page.status_code == 200
    assert page.context["form"].errors["until"]
    assert Coordinator.objects.get(pk=first.pk).away_until is None


def test_nobody_stands_in_for_themselves_and_members_find_nothing(as_user):
    first, _deputy = two()
    assert go(as_user, first, first).context["form"].errors["deputy"]
    assert as_user(makers.member()).get(AWAY).status_code == 404


def test_whoever_is_suspended_keeps_nothing():
    first, deputy = two()
    request = story.submitted()
    Coordinator.objects.filter(pk=first.pk).update(is_active=False)
    jobs.run_all()
    assert owners(request) == {deputy.user_id}
    assert jobs.run_all() == 0


def test_one_request_is_handed_over_with_a_note(as_user):
    first, second = two()
    request = story.submitted()
    page = as_user(first.user).post(f"/desk/requests/{request.pk}/hand-over/", {"to": second.pk, "note": NOTE})
    assert page.status_code == 302
    request = story.fresh(request)
    assert (request.coordinator_id, owners(request)) == (second.pk, {second.user_id})
    assert NOTE in request.private_note
    assert AuditEvent.objects.get(action="visits.request_hand_over").facts == {"before": first.pk, "after": second.pk}
    assert set(Notice.objects.filter(kind="visits.handed_over").values_list("recipient", flat=True)) == {
        first.user_id,
        second.user_id,
    }


def test_nobody_who_takes_part_or_may_not_read_it_goes_on_with_it(as_user):
    first, abroad = two()
    house = makers.organisation()
    near = makers.coordinator(user=makers.member(organisation=house).user)
    request = story.submitted(organisation=house, confidentiality="sensitive")
    address = f"/desk/requests/{request.pk}/hand-over/"
    for other in (near, abroad):
        page = as_user(first.user).post(address, {"to": other.pk, "note": NOTE})
        assert page.context["form"].errors["to"]
    assert story.fresh(request).coordinator_id == first.pk
    assert as_user(request.requester).get(address).status_code == 404
