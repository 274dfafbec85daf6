"""The file is for those who said yes, once everybody did; it says as little as its name."""

import pytest

from tests import makers
from tests.visits import story
from tests.visits.counting import counted

pytestmark = pytest.mark.django_db


def url(asked):
    return f"/visits/{asked.pk}/calendar.ics"


def test_those_who_said_yes_download_it(as_user):
    asked = story.confirmed()
    expert = asked.invitations.get(state="accepted").expert
    host = asked.visit.consents.get().person
    for person in (asked.requester, expert, host):
        answer = as_user(person).get(url(asked))
        assert answer["Content-Type"] == "text/calendar; charset=utf-8"
        assert answer["Content-Disposition"] == 'attachment; filename="appointment.ics"'
        assert b"SUMMARY:Appointment" in answer.content


def test_nobody_else_does_and_not_before_everybody_said_yes(as_user):
    asked = story.confirmed()
    assert as_user(makers.member()).get(url(asked)).status_code == 404
    assert as_user(story.desk_user(asked)).get(url(asked)).status_code == 404
    early = story.agreed(title="One that the house has not answered")
    assert as_user(early.requester).get(url(early)).status_code == 404


def test_a_postponed_visit_has_no_file(as_user):
    asked = story.confirmed()
    as_user(asked.requester).post(f"/visits/{asked.pk}/postpone/", {"word": "Our room moves that week."})
    assert as_user(asked.requester).get(url(asked)).status_code == 404


def test_few_queries(as_user):
    asked = story.confirmed()
    assert counted(as_user(asked.requester), url(asked)) <= 6
