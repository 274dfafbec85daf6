"""Is what waits counted anew each time, though the question is kept?"""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal import clock
from portal.ui import counters
from tests import makers

pytestmark = pytest.mark.django_db


def fresh(user):
    """The same person, in their next request."""
    return type(user).objects.get(pk=user.pk)


def test_a_kept_question_is_answered_anew_and_costs_one_query():
    nurse = makers.member().user
    assert counters.counts(fresh(nurse))["desk"] == 0
    makers.coordinator(user=nurse)
    application = makers.application(state="submitted")
    assert counters.counts(fresh(nurse))["desk"] == 1  # another standing, another question

    application.delete()
    reader = fresh(nurse)
    counters._standing(reader)
    with CaptureQueriesContext(connection) as caught:
        assert counters.counts(reader)["desk"] == 0
    assert len(caught) == 1


def test_rows_that_ask_first_are_put_together_each_time(monkeypatch):
    nurse = makers.member().user
    shown = []

    def rows(user):
        shown.append(makers.Member.objects.count())
        return makers.Member.objects.all()

    monkeypatch.setattr(counters, "_counters", [("desk", "", rows)])
    assert counters.counts(fresh(nurse)) == counters.counts(fresh(nurse)) == {"desk": 1}
    assert len(shown) == 2


def test_another_minute_is_another_question():
    nurse = makers.member().user
    counters.counts(fresh(nurse))
    known = set(counters._kept)
    clock.set_offset(clock.offset() + timedelta(minutes=1))
    counters.counts(fresh(nurse))
    assert len(set(counters._kept) - known) == 1
