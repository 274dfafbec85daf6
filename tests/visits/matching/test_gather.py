"""Do rows become the right facts, in few queries however many experts there are?"""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings

from accounts.models import BlockedPeriod, PastEmployer, PeerConsent
from exchange.discussion.models import Comment
from exchange.practices.models import Practice
from portal import clock
from portal.search import loading
from tests import makers
from visits.apart import kept_apart
from visits.matching.gather import facts_for
from visits.matching.shortlist import shortlist
from visits.models import HostOffer, Invitation, Session, Visit, VisitRequest

pytestmark = pytest.mark.django_db


def make_request(**fields):
    fields.setdefault("requester", makers.member(country="BE").user)
    defaults = {
        "kind": "study-visit",
        "title": "How do we air a smoking room?",
        "questions": ["What did the neighbours say?"],
        "country": "BE",
        "languages": [{"code": "en", "level": "working"}],
        "state": VisitRequest.State.SUBMITTED,
    }
    made = VisitRequest.objects.create(**{**defaults, **fields})
    made.topics.set([makers.topic("inhalation")])
    return made


def the_expert(request, member):
    return next(expert for expert in facts_for(request)[1] if expert.id == member.pk)


def test_request_becomes_facts():
    asker = makers.member(country="BE", organisation=makers.organisation())
    request = make_request(requester=asker.user, interpreter="we-bring", confidentiality="sensitive")
    request.windows.create(start=date(2027, 3, 8), end=date(2027, 3, 19))
    facts, _experts = facts_for(request)
    assert facts.topics == ("inhalation",)
    assert facts.topic_groups == {"running"}
    assert facts.windows == ((date(2027, 3, 8), date(2027, 3, 19)),)
    assert facts.requester_organisations == {asker.organisation_id}
    assert (facts.expert_hosts, facts.travels, facts.interpreter) == (True, "requester", True)
    assert facts.text.body == "How do we air a smoking room?\nWhat did the neighbours say?\n"


def test_kind_that_leaves_it_open_takes_the_requests_choice():
    chosen = make_request(kind="implementation", travels="experts", hosting="facility")
    silent = make_request(kind="implementation")
    assert [(f.travels, f.expert_hosts) for f in (facts_for(chosen)[0], facts_for(silent)[0])] == [
        ("experts", True),
        ("either", False),
    ]


def test_expert_becomes_facts():
    apart, conflict = makers.organisation(), makers.organisation()
    expert = makers.expert(
        "inhalation",
        profile={"bio": "I build booths.", "legal_bases": ["law", "unknown"], "travel_regions": ["western-europe"]},
    )
    profile = expert.expert_profile
    profile.expert_topics.update(said="Built two booths, 2024")
    profile.excluded_organisations.add(apart)
    profile.conflicts.add(conflict)
    BlockedPeriod.objects.create(profile=profile, start=date(2027, 1, 4), end=date(2027, 1, 8))
    PeerConsent.objects.create(member=expert, given_at=clock.now())
    offer = HostOffer.objects.create(facility=makers.facility(), time_zone="Europe/Amsterdam", largest_group=5)
    offer.experts.add(expert)
    found = the_expert(make_request(), expert)
    assert found.topics == {"inhalation": "done"}
    assert found.said == {"inhalation": "Built two booths, 2024"}
    assert (found.excluded_organisations, found.conflicts) == ({apart.pk}, {conflict.pk})
    assert (found.travel_regions, facts_for(make_request())[0].region) == ({"western-europe"}, "western-europe")
    assert found.blocked == ((date(2027, 1, 4), date(2027, 1, 8)),)
    assert (found.is_peer, found.legal_bases) == (True, {"law"})
    assert [house.largest_group for house in found.houses] == [5]
    assert [text.body for text in found.texts] == ["I build booths.\nBuilt two booths, 2024"]


def test_withdrawn_word_of_a_peer_counts_no_more():
    expert = makers.expert()
    PeerConsent.objects.create(member=expert, given_at=clock.now(), withdrawn_at=clock.now())
    assert not the_expert(make_request(), expert).is_peer


def test_own_countrys_law_stands_in_for_an_empty_list():
    makers.country("NL", legal_basis="guideline")
    assert the_expert(make_request(), makers.expert()).legal_bases == {"guideline"}


@pytest.mark.parametrize(
    ("fields", "is_read"),
    [
        ({}, True),
        ({"state": Practice.State.DRAFT}, False),
        ({"state": Practice.State.HIDDEN}, False),
        ({"show_author_as": Practice.ShowAs.ANONYMOUS}, False),
        ({"audience": Practice.Audience.PEERS_ONLY}, False),
    ],
)
def test_which_practices_are_read(fields, is_read):
    expert = makers.expert()
    makers.practice(author=expert.user, language="nl", **fields)
    assert [text.language for text in the_expert(make_request(), expert).texts] == ["nl"] * is_read


@pytest.mark.parametrize(
    ("fields", "under", "is_read"),
    [
        ({}, {}, True),
        ({"helpful_at": None}, {}, False),
        ({"is_hidden": True}, {}, False),
        ({"author": None, "by_author": True}, {}, False),
        ({}, {"audience": Practice.Audience.PEERS_ONLY}, False),
        ({}, {"state": Practice.State.HIDDEN}, False),
    ],
)
def test_which_answers_are_read(fields, under, is_read):
    expert = makers.expert()
    now = clock.now()
    told = {"author": expert.user, "helpful_at": now, "at": now, "body": "**Two fans** and a shaft.", **fields}
    Comment.objects.create(practice=makers.practice(**under), **told)
    found = [(text.source, text.body) for text in the_expert(make_request(), expert).texts]
    assert found == [("answer", "Two fans and a shaft.")] * is_read


def test_visit_held_is_read_but_never_a_sensitive_one():
    expert, now = makers.expert(), clock.now()
    held = accepted(expert, VisitRequest.State.CLOSED, ended=now)
    hidden = accepted(expert, VisitRequest.State.CLOSED, ended=now)
    VisitRequest.objects.filter(pk=hidden.pk).update(confidentiality="sensitive")
    accepted(expert, VisitRequest.State.PLANNING, ended=now)
    found = the_expert(make_request(), expert).texts
    assert [(text.source, text.pk) for text in found] == [("visit", held.pk)]
    assert "smoking room" in found[0].body


def test_things_are_known_by_any_of_their_names():
    loading.load()
    expert = makers.expert()
    makers.practice(author=expert.user, language="nl", title="Onze gebruiksruimte", what_was_done="Naloxon ligt klaar.")
    texts = the_expert(make_request(), expert).texts
    asked, _experts = facts_for(make_request(title="¿Naloxona en la sala de consumo?", questions=[]))
    assert asked.text.concepts & texts[0].concepts >= {"drug consumption room", "naloxone"}


def test_former_employer_of_either_side_counts_for_three_years():
    before, long_ago = makers.organisation(), makers.organisation()
    expert, asker = makers.expert(organisation=makers.organisation()), makers.member(country="BE")
    today = clock.today()
    PastEmployer.objects.create(member=expert, organisation=before, until=today - timedelta(days=900))
    PastEmployer.objects.create(member=expert, organisation=long_ago, until=today - timedelta(days=1200))
    PastEmployer.objects.create(member=asker, organisation=expert.organisation, until=today - timedelta(days=30))
    request = make_request(requester=asker.user)
    assert the_expert(request, expert).conflicts == {before.pk}
    assert facts_for(request)[0].former_organisations == {expert.organisation_id}
    assert kept_apart(request, [expert.pk]) == {expert.pk}
    assert kept_apart(make_request(organisation=before), [expert.pk]) == {expert.pk}
    assert kept_apart(make_request(organisation=long_ago), [expert.pk]) == set()


def accepted(expert, state, *, ended):
    request = make_request(state=state)
    Invitation.objects.create(
        request=request, expert=expert, order=1, state=Invitation.State.ACCEPTED, answered_at=ended - timedelta(days=30)
    )
    visit = Visit.objects.create(request=request, zone="Europe/Amsterdam")
    Session.objects.create(visit=visit, start=ended - timedelta(hours=6), end=ended)
    return request


def test_load_counts_what_goes_on_and_what_was_held():
    expert, now = makers.expert(), clock.now()
    accepted(expert, VisitRequest.State.CLOSED, ended=now - timedelta(days=500))
    accepted(expert, VisitRequest.State.CANCELLED, ended=now)
    accepted(expert, VisitRequest.State.CONFIRMED, ended=now)
    found = the_expert(make_request(), expert)
    assert found.visits_this_year == 1
    # The day in the network's own zone: late in the evening it is another one than in UTC.
    assert found.last_visit == (now - timedelta(days=500)).astimezone(ZoneInfo(settings.TIME_ZONE)).date()


def test_open_invitations_of_the_week_but_not_this_requests():
    expert, now = makers.expert(), clock.now()
    this = make_request()
    for request, age in ((this, 1), (make_request(), 2), (make_request(), 9)):
        Invitation.objects.create(
            request=request,
            expert=expert,
            order=1,
            state=Invitation.State.INVITED,
            invited_at=now - timedelta(days=age),
        )
    assert the_expert(this, expert).open_invitations == 1


def test_members_who_left_are_not_looked_at():
    makers.expert(state="left")
    suspended = makers.expert(state="suspended")
    request = make_request()
    assert [(row.expert_id, row.code) for row in shortlist(*facts_for(request)).out] == [(suspended.pk, "not-vetted")]


def test_queries_stay_flat(django_assert_max_num_queries):
    request = make_request()
    for many in (1, 9):
        for _ in range(many):
            makers.practice(author=makers.expert("inhalation", "police").user)
        with django_assert_max_num_queries(23):
            facts_for(request)


def test_list_from_rows_to_reasons():
    near, far = makers.expert(), makers.expert(country="DE")
    makers.practice(author=near.user, title="How we air the smoking room", what_was_done="Two fans and a shaft.")
    ranking = shortlist(*facts_for(make_request()))
    assert [row.expert_id for row in ranking.fits] == [near.pk, far.pk]
    assert ranking.fits[0].parts["affinity"] > ranking.fits[1].parts["affinity"] == 0
