"""Does the desk list what waits, soonest first, for coordinators only?"""

from datetime import timedelta

import pytest

from portal import clock
from tests import makers
from tests.accounts.pages import assert_flat

pytestmark = pytest.mark.django_db
URL = "/desk/applications/"


def test_soonest_due_first(as_user):
    role = makers.coordinator()
    later = makers.application(due_at=clock.now() + timedelta(days=5))
    late = makers.application(due_at=clock.now() - timedelta(days=2))
    page = as_user(role.user).get(URL)
    assert [row.application for row in page.context["mine"]] == [late, later]
    assert "Past its time" in page.content.decode()


def test_what_i_said_yes_to_is_somebody_elses_turn(as_user):
    from accounts.actions import vetting

    first, second = makers.coordinator().user, makers.coordinator().user
    application = makers.application("in-review")
    vetting.say_yes(first, application, "Yes.")
    assert not as_user(first).get(URL).context["mine"]
    assert [row.act for row in as_user(second).get(URL).context["mine"]] == ["Decide"]


def test_own_application_is_not_on_the_desk(as_user):
    role = makers.coordinator()
    makers.application(user=role.user)
    assert not as_user(role.user).get(URL).context["mine"]


def test_members_do_not_find_it(as_user):
    assert as_user(makers.member()).get(URL).status_code == 404


def test_flat(as_user):
    role = makers.coordinator()

    def grow():
        for state in ("submitted", "in-review", "information-requested", "declined"):
            for _number in range(3):
                makers.application(state)

    grow()
    assert_flat(as_user(role.user), URL, grow, most=6)


def test_the_desk_counts_and_shows_them(as_user):
    role = makers.coordinator()
    makers.application()
    page = as_user(role.user).get("/desk/").content.decode()
    assert "An application, complete" in page
