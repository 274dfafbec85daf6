"""Is nobody pointed out by a byline?"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.bylines import few, forget_counts
from accounts.models import Member
from accounts.queries import byline
from tests import makers

pytestmark = pytest.mark.django_db


def nurses(count, country="NL", **fields):
    made = [makers.member(country=country, **fields) for _ in range(count)]
    forget_counts()
    return made


def test_five_in_a_country_are_named_by_country():
    assert byline(nurses(5)[0]) == "Nurse, Netherlands"


def test_four_in_a_country_fall_back_to_the_region():
    dutch = nurses(4)
    nurses(1, "BE")
    assert byline(dutch[0]) == "Nurse, western Europe"


def test_four_in_a_region_are_members():
    assert byline(nurses(4)[0]) == "A member"


def test_other_roles_do_not_count():
    nurse = nurses(4)[0]
    nurses(9, category="doctor")
    assert byline(nurse) == "A member"


@pytest.mark.parametrize("state", [Member.State.SUSPENDED, Member.State.LEFT])
def test_those_who_are_gone_do_not_count(state):
    nurse = nurses(4)[0]
    nurses(3, state=state)
    assert byline(nurse) == "A member"


def test_protected_members_neither_count_nor_show():
    nurse = nurses(4)[0]
    protected = makers.member(user=makers.user(protected=True))
    nurses(1, "DE")
    assert byline(protected) == byline(protected, "name") == "A member"
    assert byline(nurse) == "Nurse, western Europe"


def test_the_one_who_is_left_over_is_not_told_by_the_others():
    """Five from one country are named by it: then "western Europe" would mean the sixth alone."""
    nurses(5)
    belgian = nurses(1, "BE")[0]
    assert byline(belgian) == "A member"
    assert byline(belgian, "role-region") == "Nurse, western Europe"  # chosen: each of the six may choose it
    nurses(4, "DE")
    assert byline(belgian) == "Nurse, western Europe"


def test_the_only_one_who_hides_the_country_is_not_told_by_hiding():
    nurses(6)
    hidden = nurses(1, visibility={"country": "coordinators"})[0]
    assert byline(hidden) == "A member"
    assert byline(hidden, "role") == "Nurse"


def test_a_hidden_country_is_not_told():
    hidden = nurses(5, visibility={"country": "coordinators"})[0]
    assert byline(hidden) == "Nurse"


def test_peer_workers_show_a_region_at_most():
    assert byline(nurses(6, category="peer-worker")[0]) == "Peer worker, western Europe"


def test_chosen_forms():
    nurse = nurses(5)[0]
    assert byline(nurse, "name") == nurse.name
    assert [byline(nurse, form) for form in ("role", "role-region", "anonymous")] == [
        "Nurse",
        "Nurse, western Europe",
        "A member",
    ]
    assert byline(None) == "A former member"


def test_a_list_of_bylines_stays_flat():
    found = list(Member.objects.filter(pk__in=[m.pk for m in nurses(10)]).select_related("user"))
    byline(found[0])
    with CaptureQueriesContext(connection) as queries:
        assert len({byline(nurse) for nurse in found}) == 1
    assert len(queries) == 0


@pytest.mark.parametrize(("count", "shown"), [(0, "0"), (1, "<5"), (4, "<5"), (5, "5"), (12, "12")])
def test_small_counts_are_not_told(count, shown):
    assert few(count) == shown
