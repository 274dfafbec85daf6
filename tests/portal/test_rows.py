"""Are rows that came together what Django would have fetched one set after the other?"""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.db.models import Count, Exists, F, OuterRef, Prefetch, prefetch_related_objects
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exchange.discussion.models import Comment
from exchange.practices.models import Adoption, Outcome, Practice, PracticeFile, Revision, Voice
from portal.rows import RowsOf, fetch_together
from portal.vocabularies.models import Term
from tests import makers
from tests.house.crowd import fill
from tests.house.places import Network
from visits.models import DateProposal, Invitation, Match, Message, VisitRequest

pytestmark = pytest.mark.django_db


def told(obj: Any, depth: int = 3) -> Any:
    """Return every value of a row, its kind, and the same of what is joined to it."""
    if obj is None or not depth:
        return None
    values = {field.attname: getattr(obj, field.attname) for field in obj._meta.concrete_fields}
    zones = {name: value.utcoffset() for name, value in values.items() if isinstance(value, dt.datetime)}
    kinds = {name: type(value) for name, value in values.items()}
    joined = {name: told(one, depth - 1) for name, one in sorted(obj._state.fields_cache.items())}
    return type(obj), values, kinds, zones, joined, obj._state.db, obj._state.adding


def both_ways(obj: Any, *lookups: Any) -> tuple[Any, Any]:
    """Return a fresh copy of it prefetched by Django, and one by us with one query."""
    django, ours = type(obj)._base_manager.get(pk=obj.pk), type(obj)._base_manager.get(pk=obj.pk)
    prefetch_related_objects([django], *lookups)
    for one in (django, ours):
        getattr(one, "visit", None)  # asks once, for what leads to the sets of a visit
    with CaptureQueriesContext(connection) as caught:
        fetch_together([ours], *lookups)
    assert len(caught) == 1
    return django, ours


def same(django: Any, ours: Any, name: str) -> int:
    theirs = [told(row) for row in getattr(django, name).all()]
    with CaptureQueriesContext(connection) as caught:
        found = [told(row) for row in getattr(ours, name).all()]
    assert (found, len(caught)) == (theirs, 0)
    return len(found)


@pytest.fixture
def network():
    network = Network()
    fill(network, 3)
    return network


def test_every_set_of_a_practice(network):
    people = {"adoptions": Adoption, "comments": Comment, "voices": Voice}
    joined = [Prefetch(name, model.objects.select_related(_author(model))) for name, model in people.items()]
    network.practice.outcomes.create(indicator="Calls to the ambulance", before="<5", order=1)
    network.practice.adoptions.create(user=network.expert.user, since=2019)
    makers.voice(network.practice)
    files = Prefetch("files", PracticeFile.objects.select_related("upload__owner__member"))
    names = ["topics", "outcomes", "revisions", "references", "facilities", "related", "named_by"]
    django, ours = both_ways(network.practice, *names, *joined, files)
    counts = {name: same(django, ours, name) for name in [*names, *people, "files"]}
    assert min(counts[name] for name in ("topics", "outcomes", "adoptions", "voices")) > 0, counts


def _author(model: Any) -> str:
    return "user__member" if model is Adoption else "author__member"


def test_every_set_of_a_request(network):
    experts = Prefetch("invitations", Invitation.objects.select_related("expert__user"))
    names = ["topics", "windows", "participants", "turns", "proposals", "matches"]
    said = Prefetch("messages", Message.objects.annotate(file_count=Count("files")))
    django, ours = both_ways(network.request, *names, experts, said, "visit__consents", "visit__sessions")
    counts = {name: same(django, ours, name) for name in [*names, "invitations", "messages"]}
    assert [row.file_count for row in ours.messages.all()] == [row.file_count for row in django.messages.all()]
    same(django.visit, ours.visit, "consents")
    same(django.visit, ours.visit, "sessions")
    assert min(counts[name] for name in ("windows", "turns", "messages", "invitations")) > 0, counts


moments = st.integers(-(2**51), 2**53).map(
    lambda ticks: dt.datetime(1970, 1, 1, tzinfo=dt.UTC) + dt.timedelta(microseconds=ticks)
)
# PostgreSQL keeps neither NUL nor half a character.
words = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=60)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.sampled_from([0.1, -2.5, 1e300, 28.0]) | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=6,
)
thorough = settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))


@thorough
@given(rows=st.lists(st.tuples(moments, json_values.filter(lambda said: said is not None)), min_size=1, max_size=8))
def test_moments_and_json_come_back_exactly(rows):
    practice = makers.practice()
    Revision.objects.bulk_create(
        Revision(practice=practice, version=100 + n, at=at, words=said) for n, (at, said) in enumerate(rows)
    )
    assert same(*both_ways(practice, "revisions"), "revisions") == len(rows)


scores = st.decimals(Decimal("-9999.9"), Decimal("9999.9"), places=1)


@thorough
@given(
    st.lists(st.tuples(st.dates(), st.dates()), min_size=1, max_size=8, unique_by=lambda days: days[0]), scores, words
)
def test_decimals_dates_and_words_come_back_exactly(rows, score, why):
    asked = makers.visit_request()
    asked.windows.all().delete()
    asked.windows.model.objects.bulk_create(
        asked.windows.model(request=asked, start=start, end=end) for start, end in rows
    )
    now = dt.datetime.now(dt.UTC)
    Match.objects.create(request=asked, expert=makers.member(), score=score, skipped=why, computed_at=now)
    django, ours = both_ways(asked, "windows", "matches")
    assert (same(django, ours, "windows"), same(django, ours, "matches")) == (len(rows), 1)


def test_times_numbers_and_keys_in_joined_rows(network):
    whole = VisitRequest.objects.select_related("requester__member", "visit__facility__host_offer", "organisation")
    theirs = [told(row) for row in whole.order_by("-pk")]
    ours = Practice.objects.filter(pk=network.practice.pk).annotate(rows=RowsOf(whole.order_by("-pk"))).get().rows
    assert [told(row) for row in ours] == theirs
    assert isinstance(ours[0].nonce, type(network.request.nonce))


def test_empty_sets_are_empty_lists():
    practice = makers.practice()
    practice.topics.clear()
    nothing = Prefetch("outcomes", Outcome.objects.none())
    _django, ours = both_ways(practice, "topics", "files", nothing)
    assert list(ours.topics.all()) == list(ours.files.all()) == list(ours.outcomes.all()) == []


def test_what_the_queryset_says_holds(network):
    marked = Outcome.objects.annotate(is_first=Exists(Term.objects.filter(pk=OuterRef("order"))), twice=F("order") * 2)
    rows = Prefetch("outcomes", marked.order_by("-indicator"), to_attr="backwards")
    django, ours = both_ways(network.practice, rows)
    assert [(row.pk, row.is_first, row.twice) for row in ours.backwards] == [
        (row.pk, row.is_first, row.twice) for row in django.backwards
    ]


def test_several_objects_get_their_own():
    first, other = makers.practice(), makers.practice()
    for n, practice in enumerate((first, other, other)):
        practice.outcomes.create(indicator=f"count {n}", order=n)
    fetch_together([first, other], "outcomes")
    assert [[row.indicator for row in one.outcomes.all()] for one in (first, other)] == [
        ["count 0"],
        ["count 1", "count 2"],
    ]


def test_the_way_back_is_known(network):
    _django, ours = both_ways(network.practice, "outcomes")
    with CaptureQueriesContext(connection) as caught:
        assert all(row.practice is ours for row in ours.outcomes.all())
    assert len(caught) == 0


def test_a_narrower_question_still_asks_the_database(network):
    _django, ours = both_ways(network.request, "proposals")
    with CaptureQueriesContext(connection) as caught:
        list(ours.proposals.exclude(state=DateProposal.State.REPLACED))
    assert len(caught) == 1


def test_what_leads_nowhere_is_left_alone():
    asked = makers.visit_request()
    with CaptureQueriesContext(connection) as caught:
        fetch_together([asked], "visit__consents")
        fetch_together([], "turns")
    assert not hasattr(asked, "visit")
    assert len(caught) == 1  # for the visit itself


def test_bytes_are_refused():
    with pytest.raises(TypeError, match="content"):
        fetch_together([makers.practice()], "documents")
