"""Does every page of this floor open for those who have a part in it, and for nobody else?"""

import pytest

from tests import makers
from tests.visits import story

pytestmark = pytest.mark.django_db

STATES = {
    "submitted": story.submitted,
    "inviting": story.inviting,
    "planned": story.planned,
    "agreed": story.agreed,
    "confirmed": story.confirmed,
    "held": story.held,
    "reported": story.reported,
    "closed": story.closed,
}


@pytest.mark.parametrize("name", STATES)
def test_requester_coordinator_and_stranger(as_user, name):
    request = STATES[name]()
    page = f"/visits/{request.pk}/"
    assert as_user(request.requester).get(page).status_code == 200
    assert as_user(story.desk_user(request)).get(f"/desk{page.replace('visits', 'requests')}").status_code == 200
    assert as_user(makers.member()).get(page).status_code == 404
    assert as_user(makers.member()).get(f"/desk/requests/{request.pk}/").status_code == 404


@pytest.mark.parametrize("kind", ["study-visit", "remote-advice", "peer-review", "implementation"])
def test_what_only_those_who_took_part_open_afterwards(as_user, kind):
    request = story.reported(kind)
    writer, signer = request.visit.report.written_by, request.turns.filter(act="sign-report").first().user
    for person in {writer, signer}:
        assert as_user(person).get(f"/visits/{request.pk}/report/sign-off/").status_code == 200
    assert as_user(request.requester).get(f"/visits/{request.pk}/feedback/").status_code == 200
    assert as_user(makers.member()).get(f"/visits/{request.pk}/report/sign-off/").status_code == 404
    assert as_user(makers.member()).get(f"/visits/{request.pk}/feedback/").status_code == 404


POSTS = [
    "/visits/1/withdraw/", "/visits/1/cancel/", "/visits/1/postpone/", "/visits/1/step-back/",
    "/visits/1/held/", "/visits/dates/1/agree/", "/visits/dates/1/accept/", "/visits/dates/1/refuse/",
    "/visits/1/report/practice/", "/desk/requests/1/list/", "/desk/requests/1/return/", "/desk/requests/1/refuse/",
    "/desk/requests/1/stand-down/", "/desk/requests/1/house/", "/desk/requests/1/note/", "/desk/requests/1/close/",
    "/desk/invitations/1/", "/desk/matches/1/skip/", "/desk/houses/1/sign-off/", "/visits/1/submit/", "/visits/1/copy/",
]  # fmt: skip


@pytest.mark.parametrize("path", POSTS)
def test_a_look_changes_nothing(as_user, path):
    assert as_user(makers.coordinator()).get(path).status_code == 405
