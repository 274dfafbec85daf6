"""Is each told what they may know, as long as it is still so?"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts import notices
from portal import clock
from portal.delivery import outbox
from portal.delivery.models import Notice
from portal.delivery.registry import texts_for
from tests import makers

pytestmark = pytest.mark.django_db


def send(kind, user, **ids):
    return outbox.notify(f"accounts.{kind}", f"{kind}:{user.pk}:{ids}", [user], ids)[0]


@pytest.mark.parametrize("kind", [kind.split(".")[1] for kind in notices.FOR_APPLICANTS])
def test_applicants_read_their_own_only(kind):
    application = makers.application("information-requested")
    mine = send(kind, application.user, application=application.pk)
    other = send(kind, makers.user(), application=application.pk)
    found = texts_for([mine, other])
    assert mine.pk in found
    assert other.pk not in found


@pytest.mark.parametrize("kind", [kind.split(".")[1] for kind in notices.FOR_COORDINATORS])
def test_coordinators_only(kind):
    state = "submitted" if kind in ("application_submitted", "application_overdue") else "in-review"
    application = makers.application(state, name="A very secret name")
    role, former = makers.coordinator(), makers.coordinator(is_active=False)
    shown, hidden = (send(kind, person.user, application=application.pk) for person in (role, former))
    found = texts_for([shown, hidden])
    assert list(found) == [shown.pk]
    assert "secret" not in found[shown.pk].heading + found[shown.pk].body


def test_what_is_done_is_asked_no_more():
    role, application = makers.coordinator(), makers.application()
    notice = send("application_submitted", role.user, application=application.pk)
    assert texts_for([notice])
    application.state = "in-review"
    application.save()
    assert not texts_for([notice])


def test_an_answered_vouch_is_asked_no_more():
    vouch = makers.vouch(makers.application("in-review"), makers.member())
    notice = send("vouch_asked", vouch.member.user, vouch=vouch.pk)
    assert texts_for([notice])[notice.pk].act == "Answer"
    vouch.answered_at = clock.now()
    vouch.save()
    assert not texts_for([notice])


def test_gone_objects_are_left_out():
    assert not texts_for([send("application_accepted", makers.user(), application=999)])
    assert not texts_for([send("vouch_asked", makers.user(), vouch=999)])


def test_suspended_members_are_told_plainly():
    member = makers.member(state="suspended")
    assert "rests" in texts_for([send("member_suspended", member.user, member=member.pk)]).popitem()[1].heading


def test_many_notices_cost_few_queries():
    role = makers.coordinator()
    for _number in range(10):
        send("application_submitted", role.user, application=makers.application().pk)
        vouch = makers.vouch(makers.application("in-review"), role.user.member)
        send("vouch_asked", role.user, vouch=vouch.pk)
    found = list(Notice.objects.all())
    with CaptureQueriesContext(connection) as queries:
        assert len(texts_for(found)) == 20
    assert len(queries) <= 5
