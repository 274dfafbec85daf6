"""Can readers propose a title for or against a practice, does its author decide, and who sees what of it?"""

import pytest
from django.test import Client

from exchange.practices import actions
from exchange.practices.models import Evidence, HiddenAuthor
from portal.audit.models import AuditEvent
from portal.delivery.models import Notice
from portal.moves import MoveRefused
from tests import makers
from tests.house.counting import counted

pytestmark = pytest.mark.django_db
SAID = {"side": "against", "words": "Two rooms closed theirs again, after a year."}


@pytest.fixture
def practice():
    return makers.practice()


@pytest.fixture
def title():
    return makers.reference(title="Small booths, large bills", is_retracted=True)


def address(practice):
    return f"/practices/{practice.pk}/evidence/"


def page_of(practice):
    return f"/practices/{practice.pk}/"


def test_a_reader_proposes_the_author_takes_it_and_both_pages_say_so(as_user, practice, title):
    reader = as_user(makers.member())
    assert title.title in reader.get(address(practice), {"words": "booths bills"}).text
    assert "at least 10 characters" in reader.post(address(practice), SAID | {"title": title.slug, "words": "No"}).text
    reader.post(address(practice), SAID | {"title": title.slug})
    assert SAID["words"] not in as_user(makers.member()).get(page_of(practice)).text
    author = as_user(practice.author)
    assert "A reader proposes a title." in author.get(page_of(practice)).text
    assert SAID["words"] in author.get(address(practice)).text
    author.post(address(practice), {"take": Evidence.objects.get().pk})
    page = as_user(makers.member()).get(page_of(practice)).text
    assert ("Speaks against it" in page, SAID["words"] in page, "Retracted" in page) == (True, True, True)
    assert "speaks against it" in as_user(makers.member()).get(f"/library/{title.slug}/").text
    kinds = set(Notice.objects.values_list("kind", flat=True))
    assert kinds == {"practices.evidence_proposed", "practices.evidence_decided"}


def test_what_is_left_or_taken_off_stands_nowhere(as_user, practice, title):
    left = actions.propose_evidence(makers.member().user, practice, title, **SAID)
    as_user(makers.member()).post(address(practice), {"take": left.pk})
    assert Evidence.objects.get().state == "proposed"
    as_user(practice.author).post(address(practice), {"leave": left.pk})
    assert (Evidence.objects.get().state, practice.references.count()) == ("declined", 0)
    with pytest.raises(MoveRefused):
        actions.take_evidence(practice.author, left)
    actions.propose_evidence(practice.author, practice, title, **SAID)
    actions.drop_link(practice.author, practice, "literature", title.slug)
    assert SAID["words"] not in as_user(makers.member()).get(page_of(practice)).text


def test_an_unchecked_title_is_for_members_also_beside_a_public_practice(as_user):
    public = makers.practice(audience="public")
    title = makers.reference(is_verified=False, title="A memory of booths")
    actions.propose_evidence(public.author, public, title, **SAID)
    assert "Not checked yet" in as_user(makers.member()).get(page_of(public)).text
    page = Client().get(page_of(public)).text
    assert (title.title in page, SAID["words"] in page) == (False, False)


def test_an_anonymous_author_stands_in_no_table(as_user, title):
    author = makers.member().user
    hidden = makers.practice(author=None, show_author_as="anonymous")
    HiddenAuthor.objects.create(practice=hidden, user=author)
    as_user(author).post(address(hidden), SAID | {"title": title.slug})
    assert (Evidence.objects.get().by, Evidence.objects.get().state) == (None, "accepted")
    assert not AuditEvent.objects.filter(actor=author).exists()


def test_who_may_not_read_it_proposes_nothing(as_user, title):
    closed = makers.practice(audience="dcr-and-peers")
    police = makers.member(category="police")
    assert as_user(police).post(address(closed), SAID | {"title": title.slug}).status_code == 404
    with pytest.raises(MoveRefused):
        actions.propose_evidence(police.user, closed, title, **SAID)
    strange = {"take": "9" * 30}, SAID | {"title": "no-such-title"}
    answers = [as_user(closed.author).post(address(closed), told).status_code for told in strange]
    assert answers == [404, 404]


def test_one_reader_proposes_five_and_the_page_costs_the_same(as_user, practice, title):
    author = as_user(practice.author)
    few = counted(author, page_of(practice))
    reader = makers.member().user
    for _ in range(5):
        actions.propose_evidence(reader, practice, makers.reference(), **SAID)
    with pytest.raises(MoveRefused):
        actions.propose_evidence(reader, practice, title, **SAID)
    for evidence in list(Evidence.objects.all()):
        actions.take_evidence(practice.author, evidence)
    assert counted(author, page_of(practice)) == few <= 7
