"""Can staff refile a practice, and see neither its words nor a hidden author?"""

import pytest

from exchange.practices.models import HiddenAuthor
from portal.audit.models import AuditEvent
from portal.search.models import SearchEntry
from tests import makers

pytestmark = pytest.mark.django_db


def test_refiling_is_found_and_recorded(as_user):
    practice = makers.practice()
    client = as_user(makers.administrator())
    topic = makers.topic("police")
    client.post(f"/backstage/practices/practice/{practice.pk}/change/", {"language": "nl", "topics": [topic.pk]})
    assert SearchEntry.objects.get(object_id=practice.pk).topics == ["police"]
    assert AuditEvent.objects.filter(action="practice.refiled").exists()


def test_no_words_and_no_author(as_user):
    author = makers.member().user
    practice = makers.practice(author=None, show_author_as="anonymous", title="A secret matter")
    HiddenAuthor.objects.create(practice=practice, user=author)
    client = as_user(makers.administrator())
    for address in ("/backstage/practices/practice/", f"/backstage/practices/practice/{practice.pk}/change/"):
        page = client.get(address).text
        assert "booths with their own air outlet" not in page
        assert author.email not in page
    assert client.get("/backstage/practices/hiddenauthor/").status_code == 404
    assert client.post(f"/backstage/practices/practice/{practice.pk}/delete/", {"post": "yes"}).status_code == 403
