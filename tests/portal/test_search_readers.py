"""Does search open the same doors as the pages? Compared for every kind and every role."""

import pytest
from django.contrib.auth.models import AnonymousUser

from accounts.models import PeerConsent
from exchange.discussion.models import HiddenAsker, Question
from exchange.practices.models import HiddenAuthor, Practice
from exchange.statements.models import Event, Statement
from portal import clock
from portal.search import fulltext, index
from portal.search.models import SearchEntry
from portal.search.queries import readable, search
from portal.search.registry import kinds
from tests import makers
from visits.models import OpenCall

pytestmark = pytest.mark.django_db
WORDS = {
    "public": "zeppelin",
    "members": "labyrinth",
    "dcr-and-peers": "cinnamon",
    "peers-only": "porcupine",
    "coordinators": "watermelon",
}


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
    for audience in Question.Audience.values:
        makers.question(author=people["nurse"], audience=audience)
        HiddenAsker.objects.create(question=makers.question(author=None, audience=audience), user=people["peer"])
    for state in Question.State.values:
        makers.question(author=people["police"], state=state)
    for audience in OpenCall.Audience.values:
        for state in OpenCall.State.values:
            request = makers.visit_request(requester=people["nurse"], state="inviting")
            makers.volunteer(makers.open_call(request, audience=audience, state=state), member=people["police"].member)
    announce(people)
    makers.facility(confidence="recalled")
    makers.facility(confidence="high")
    index.rebuild()


def announce(people):
    """Statements, news and events in every state, for both kinds of readers."""
    for audience in ("public", "members"):
        for state in Statement.State.values:
            original = makers.statement(audience=audience, state=state, proposed_by=people["nurse"])
            makers.statement(translation_of=original, language="fr", proposed_by=people["expert"])
            makers.news(audience=audience, state=state.replace("superseded", "draft"), proposed_by=people["nurse"])
        for state in Event.State.values:
            makers.event(audience=audience, state=state, proposed_by=people["nurse"])


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


def test_results_and_all_numbers_hold_what_pages_open_and_nothing_else(people, things):
    indexed = list(SearchEntry.objects.filter(kind="practice").values_list("object_id", flat=True))
    for role, user in people.items():
        page = search(user, "booths", limit=500)
        pages = list(kinds()["practice"].for_user(user).filter(pk__in=indexed))
        assert {r.object_id for r in page.results} == {practice.pk for practice in pages}, role
        assert (page.total, page.unfiltered) == (len(pages), len(pages)), role
        assert page.counts["kind"] == ({"practice": len(pages)} if pages else {}), role
        assert sum(page.counts["perspective"].values()) == len(pages), role
        assert sum(page.counts["year"].values()) == len(pages), role


def test_a_word_is_offered_to_those_alone_who_may_read_it(people):
    for audience in Practice.Audience.values:
        # one word for each audience that stands nowhere else
        makers.practice(author=None, show_author_as="anonymous", audience=audience, title=WORDS[audience])
    index.rebuild()
    for word in WORDS.values():  # what the commit would have done
        if fulltext.engine().KEEPS_VOCABULARY:
            fulltext.engine().learn([word])
    for role, user in people.items():
        readable_audiences = {p.audience for p in kinds()["practice"].for_user(user)}
        for audience, word in WORDS.items():
            typo = f"{word[:-2]}{word[-1]}{word[-2]}"
            offered = search(user, typo).corrected
            assert offered == (word if audience in readable_audiences else ""), (role, audience)
