"""Who corrects a reference, who proposes, and what does a coordinator mark?"""

import pytest
from django.urls import reverse

from exchange.library.models import Reference, ReferenceCorrection
from exchange.library.reference_lifecycle import MOVES
from portal.clock import now
from tests import makers

pytestmark = pytest.mark.django_db
DESK = reverse("library:desk_references")


def told(reference, **other):
    names = ("doi", "title", "year", "kind", "language")
    return {**{name: getattr(reference, name) for name in names}, "authors": "Smith, A.\nJones, B.", **other}


def edit(reference):
    return reverse("library:reference_edit", args=[reference.slug])


def mark(reference):
    return reverse("library:reference_mark", args=[reference.slug])


def test_a_member_proposes_and_a_coordinator_takes_it_over(as_user):
    reference, member, coordinator = makers.reference(), makers.member(), makers.coordinator()
    as_user(member).post(edit(reference), told(reference, year=2019, topics=["police"], word="I have it here."))
    correction = ReferenceCorrection.objects.get()
    assert correction.fields == {"year": 2019, "topics": ["police"]}
    reference.refresh_from_db()
    assert reference.year == 2020
    assert b"Members propose corrections" in as_user(coordinator).get(DESK).content
    page = reverse("library:desk_correction", args=[correction.pk])
    shown = as_user(coordinator).get(page).content.decode()
    assert "I have it here." in shown
    assert "2019" in shown
    as_user(coordinator).post(page, {"decide": "take"})
    reference.refresh_from_db()
    assert (reference.year, reference.version, [t.slug for t in reference.topics.all()]) == (2019, 2, ["police"])
    assert member.user.notices.get().kind == "library.correction_taken"
    assert as_user(member).get(page).status_code == 404


def test_whoever_added_one_changes_it_until_it_is_checked(as_user):
    member = makers.member()
    reference = makers.reference(is_verified=False, origin="member", added_by=member.user, added_at=now())
    as_user(member).post(edit(reference), told(reference, title="Other words"))
    reference.refresh_from_db()
    assert (reference.title, reference.edited_on is None) == ("Other words", False)
    Reference.objects.update(is_verified=True)
    as_user(member).post(edit(reference), told(reference, title="Once more"))
    reference.refresh_from_db()
    assert reference.title == "Other words"


def test_two_editors_at_once_overwrite_nothing(as_user):
    reference, client = makers.reference(), as_user(makers.coordinator())
    client.post(edit(reference), told(reference, title="The first", seen=1))
    answer = client.post(edit(reference), told(reference, title="The second", seen=1))
    assert b"This was changed meanwhile." in answer.content
    assert Reference.objects.get().title == "The first"


def test_marks_are_for_coordinators_and_show_everywhere(as_user, client):
    reference = makers.reference(country="NL")
    as_user(makers.member()).post(mark(reference), {"mark": "retract"})
    assert not Reference.objects.get().is_retracted
    desk = as_user(makers.coordinator())
    desk.post(mark(reference), {"mark": "retract"})
    assert "RETRACTED: A study" in Reference.objects.get().shown_title
    makers.practice(title="It rests on it").references.add(reference)
    from exchange.practices.links import links_of
    from exchange.practices.models import Practice
    from portal.search.models import SearchEntry

    [link] = links_of(makers.member().user, Practice.objects.get())
    assert link.title.startswith("RETRACTED: A study")
    assert SearchEntry.objects.get(kind="reference").title.startswith("RETRACTED: A study")
    desk.post(mark(reference), {"mark": "uncheck"})
    client.logout()
    assert "/accounts/login/" in client.get(reverse("library:reference_page", args=[reference.slug])).url
    assert desk.get(mark(reference)).status_code == 405
    assert as_user(makers.coordinator()).post(mark(reference), {"mark": "sell"}).status_code == 404


def test_one_that_is_linked_stays(as_user):
    linked, alone = makers.reference(is_verified=False), makers.reference(is_verified=False)
    makers.practice().references.add(linked)
    client = as_user(makers.coordinator())
    for reference in (linked, alone):
        client.post(mark(reference), {"mark": "remove"})
    assert list(Reference.objects.all()) == [linked]


def test_several_are_checked_at_once_by_coordinators_only(as_user):
    rows = [makers.reference(is_verified=False) for _ in range(3)]
    data = {"one": [str(row.pk) for row in rows[:2]] + ["x"]}
    assert as_user(makers.member()).post(DESK, data).status_code == 404
    as_user(makers.coordinator()).post(DESK, data)
    assert Reference.objects.filter(is_verified=True, checked_on__isnull=False).count() == 2


def test_nobody_but_those_named_moves_anything():
    assert {who for move in MOVES.values() for who in move.who} == {"adder", "coordinator", "member"}
    assert MOVES["unchecked", "check"].who == {"coordinator"}
