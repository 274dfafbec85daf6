"""Does search open the same doors as the pages? Compared for every kind and every role."""

import pytest
from django.contrib.auth.models import AnonymousUser

from accounts.models import PeerConsent
from exchange.practices.models import HiddenAuthor, Practice
from portal import clock
from portal.search import index
from portal.search.models import SearchEntry
from portal.search.queries import readable
from portal.search.registry import kinds
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    peer = makers.member(category="peer-worker")
    PeerConsent.objects.create(member=peer, given_at=clock.now())
    return {
        "anonymous": AnonymousUser(),
        "applicant": makers.user(),
        "suspended": makers.member(state="suspended").user,
        "left": makers.member(state="left").user,
        "nurse": makers.member().user,
        "protected": makers.expert(user=makers.user(protected=True)).user,
        "expert": makers.expert().user,
        "police": makers.member(category="police").user,
        "official": makers.member(category="public-official").user,
        "peer": peer.user,
        "coordinator": makers.coordinator(countries=["NL"]).user,
        "coordinator elsewhere": makers.coordinator(countries=["DE"]).user,
        "administrator": makers.administrator(),
    }


@pytest.fixture
def things(people):
    for author in (people["nurse"], people["police"], people["peer"]):
        for audience in Practice.Audience.values:
            makers.practice(author=author, audience=audience)
            hidden = makers.practice(author=None, show_author_as="anonymous", audience=audience)
            HiddenAuthor.objects.create(practice=hidden, user=author)
    for state in Practice.State.values:
        makers.practice(author=people["nurse"], state=state)
    makers.facility(confidence="recalled")
    makers.facility(confidence="high")
    index.rebuild()


def test_tokens_open_what_pages_open(people, things):
    for role, user in people.items():
        found = set(readable(user))
        for name, kind in kinds().items():
            indexed = list(SearchEntry.objects.filter(kind=name).values_list("object_id", flat=True))
            pages = set(kind.for_user(user).filter(pk__in=indexed).values_list("pk", flat=True))
            assert {pk for at, pk in found if at == name} == pages, (role, name)


def test_what_pages_hide_from_all_is_not_even_kept(things):
    kept = SearchEntry.objects.filter(kind="practice").values_list("object_id", flat=True)
    states = set(Practice.objects.filter(pk__in=kept).values_list("state", flat=True))
    assert states == {"note", "full", "reviewed"}
