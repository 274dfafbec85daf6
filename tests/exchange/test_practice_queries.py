"""Who may read which practice? Every role, every state, every audience."""

import pytest
from django.contrib.auth.models import AnonymousUser

from accounts.models import PeerConsent
from exchange.practices import queries
from exchange.practices.models import HiddenAuthor, Practice
from portal import clock
from portal.delivery.registry import texts_for
from portal.search import index
from tests import makers

pytestmark = pytest.mark.django_db


def person(role):
    if role == "anonymous":
        return AnonymousUser()
    if role == "applicant":
        return makers.user()
    if role == "administrator":
        return makers.administrator()
    if role == "coordinator":
        return makers.coordinator().user
    if role == "suspended":
        return makers.member(state="suspended").user
    if role == "peer":
        member = makers.member(category="peer-worker")
        PeerConsent.objects.create(member=member, given_at=clock.now())
        return member.user
    return makers.member(category=role).user


ALL = {"public", "members", "dcr-and-peers", "peers-only", "coordinators"}
READS = {
    "anonymous": {"public"},
    "applicant": {"public"},
    "suspended": {"public"},
    "police": {"public", "members"},
    "public-official": {"public", "members"},
    "nurse": {"public", "members", "dcr-and-peers"},
    "peer-worker": {"public", "members", "dcr-and-peers"},
    "peer": {"public", "members", "dcr-and-peers", "peers-only"},
    "coordinator": ALL - {"peers-only"},
    "administrator": ALL - {"peers-only"},
}


@pytest.mark.parametrize("role", READS)
def test_audiences(role):
    for audience in ALL:
        makers.practice(audience=audience)
    user = person(role)
    assert set(queries.listed_for(user).values_list("audience", flat=True)) == READS[role]


@pytest.mark.parametrize("role", READS)
def test_states(role):
    for state in Practice.State.values:
        makers.practice(audience="public", state=state)
    user = person(role)
    expected = {"note", "full", "reviewed", "archived"}
    if role in {"coordinator", "administrator"}:
        expected.add("hidden")
    assert set(queries.for_user(user).values_list("state", flat=True)) == expected
    assert set(queries.listed_for(user).values_list("state", flat=True)) == {"note", "full", "reviewed"}


@pytest.mark.parametrize("is_anonymous", [True, False])
def test_authors_see_all_of_their_own(is_anonymous):
    author = makers.member(category="police").user
    for state in Practice.State.values:
        practice = makers.practice(author=None if is_anonymous else author, state=state, audience="peers-only")
        if is_anonymous:
            HiddenAuthor.objects.create(practice=practice, user=author)
    assert queries.for_user(author).count() == queries.mine(author).count() == len(Practice.State.values)
    assert queries.drafts_of(author).count() == 1


def test_who_has_left_keeps_no_key():
    member = makers.member(state="left")
    makers.practice(author=member.user, state="draft")
    assert not queries.for_user(member.user).exists()
    assert not queries.mine(member.user).exists()


def test_bylines_are_flat_and_hide_the_anonymous(django_assert_num_queries):
    for _number in range(6):
        makers.practice(author=makers.member().user)
    makers.practice(author=None, show_author_as="anonymous")
    reader = makers.member().user
    practices = queries.listed_for(reader)
    found = [queries.byline(practice) for practice in practices]
    assert found[0] == "A member"
    assert found[1] == "Nurse, Netherlands"
    with django_assert_num_queries(1):
        [queries.byline(practice) for practice in practices.all()]


def test_notices_are_worded_for_the_author_only():
    from exchange.practices import actions

    practice = makers.practice()
    actions.hide_practice(makers.coordinator().user, practice, "It names a street.")
    notice = practice.author.notices.get()
    assert "It names a street." in texts_for([notice])[notice.pk].body
    notice.recipient = makers.member().user
    assert texts_for([notice]) == {}


def test_search_knows_topics_and_rebuilds():
    practice = makers.practice(topics=["inhalation", "neighbours"])
    assert index.rebuild("practice") == {"practice": 1}
    from portal.search.models import SearchEntry
    from portal.search.queries import search

    entry = SearchEntry.objects.get(object_id=practice.pk)
    assert search(makers.member().user, "neighbourhood relation").total == 1
    assert entry.topics == ["inhalation", "neighbours"]
