"""Roles first; names that only the house sees, and only after its yes."""

import pytest

from tests import makers
from tests.house.counting import counted
from tests.visits import story

pytestmark = pytest.mark.django_db
ROWS = {"person1-role": "nurse", "person1-name": "Nora Example", "person2-role": "manager", "person2-name": ""}


def url(asked):
    return f"/visits/{asked.pk}/participants/"


def test_roles_and_names_are_kept(as_user):
    asked = story.planned()
    as_user(asked.requester).post(url(asked), ROWS)
    assert [(row.role, row.name) for row in asked.participants.order_by("pk")] == [
        ("nurse", "Nora Example"),
        ("manager", ""),
    ]
    assert "Nora Example" in as_user(asked.requester).get(url(asked)).content.decode()


def test_names_are_for_the_house_after_its_yes(as_user):
    asked = story.agreed()
    as_user(asked.requester).post(url(asked), ROWS)
    consent = asked.visit.consents.get()
    host = as_user(consent.person)
    assert "Nora Example" not in host.get(f"/visits/consents/{consent.pk}/").content.decode()
    host.post(f"/visits/consents/{consent.pk}/", {"answer": "yes"})
    assert "Nora Example" in host.get(f"/visits/consents/{consent.pk}/").content.decode()
    expert = asked.invitations.get(state="accepted").expert
    assert "Nora Example" not in as_user(expert).get(f"/visits/{asked.pk}/").content.decode()


def test_a_name_without_a_role_is_asked_about(as_user):
    asked = story.planned()
    page = as_user(asked.requester).post(url(asked), {**ROWS, "person2-role": "", "person2-name": "Somebody"})
    assert "choose a role" in page.content.decode()
    assert not asked.participants.exists()


def test_only_the_requester_and_only_where_somebody_travels(as_user):
    asked = story.planned()
    for other in (makers.member(), asked.invitations.get(state="accepted").expert, story.desk_user(asked)):
        assert as_user(other).get(url(asked)).status_code == 404
    call = makers.visit_request(kind="remote-advice", duration_days=1)
    assert as_user(call.requester).get(url(call)).status_code == 404


def test_few_queries(as_user):
    asked = story.planned(group_size=4)
    assert counted(as_user(asked.requester), url(asked)) <= 6
