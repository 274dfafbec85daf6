"""Can an applicant take it back, at any time before the end?"""

import pytest

from portal.delivery.models import Notice
from tests import makers

pytestmark = pytest.mark.django_db
URL = "/join/withdraw/"


@pytest.mark.parametrize("state", ["started", "submitted", "in-review", "information-requested"])
def test_it_is_withdrawn_and_told_only_if_it_was_sent(as_user, state):
    makers.coordinator()
    application = makers.application(state)
    as_user(application.user).post(URL)
    application.refresh_from_db()
    assert application.state == "withdrawn"
    assert Notice.objects.filter(kind="accounts.application_withdrawn").exists() == (state != "started")


def test_what_has_ended_stays_and_get_is_refused(as_user):
    browser = as_user(makers.application("declined").user)
    assert browser.post(URL).status_code == 404
    assert browser.get(URL).status_code == 405
