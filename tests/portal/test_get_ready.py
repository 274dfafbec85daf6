"""Does a worker read what it needs before the first task comes, and does a failure there harm nobody?"""

import pytest

from portal import background, wsgi
from tests import makers
from visits.matching import memory
from visits.providers import learn_texts


@pytest.fixture
def first(monkeypatch):
    jobs = []
    monkeypatch.setattr(background, "_first", jobs)
    monkeypatch.setattr(background.connections, "close_all", lambda: None)
    return jobs


def test_one_that_fails_does_not_stop_the_others(first, caplog):
    done = []

    def broken():
        raise OSError("nobody's secret")

    for job in (broken, lambda: done.append(1), broken):
        background.read_first(job)
    background.get_ready()
    assert done == [1]
    assert [record.getMessage() for record in caplog.records] == ["background.get_ready job=broken failed=OSError"]


def test_visits_have_said_what_they_need():
    assert learn_texts in background._first


@pytest.mark.django_db
def test_texts_are_learned():
    expert = makers.expert()
    memory.forget()
    learn_texts()
    assert list(memory._kept.held) == [str(expert.pk)]


def test_all_templates_can_be_read():
    wsgi.load_pages()
