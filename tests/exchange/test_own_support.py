"""What does a member support, and for whom? One page with all of it; each yes, or only its name, goes from there."""

import re

import pytest

from accounts.models import OrganisationDelegate
from exchange.statements.models import Endorsement
from portal import clock
from portal.search import index
from portal.search.models import SearchEntry
from tests import makers

pytestmark = pytest.mark.django_db
PAGE = "/me/support/"


@pytest.fixture
def delegate():
    member = makers.member()
    OrganisationDelegate.objects.create(organisation=makers.organisation(name="House of the Quay"), member=member)
    return member


def words(answer):
    """Return a page without what is new at each look: the code of its form."""
    return re.sub(r'value="\w{64}"', "", answer.content.decode())


def test_all_of_it_stands_there_for_oneself_and_for_ones_organisation(as_user, delegate):
    mine, ours = makers.statement(title="Mine to keep"), makers.statement(title="Ours to keep", kind="call")
    makers.endorsement(mine, member=delegate)
    makers.endorsement(ours, organisation=delegate.delegations.get().organisation, named_at=clock.now())
    makers.endorsement(makers.statement(title="Of somebody else"))
    page = as_user(delegate).get(PAGE).content.decode()
    assert page.index("Mine to keep") < page.index("House of the Quay") < page.index("Ours to keep")
    assert page.count("Counted, not named.") == page.count("Named by its name") == 1
    assert "Of somebody else" not in page
    assert 'href="/me/support/"' in as_user(delegate).get("/me/").content.decode()


def test_a_yes_or_only_its_name_goes_from_there_and_nobody_elses_does(as_user, delegate):
    own = makers.endorsement(makers.statement(), member=delegate, named_at=clock.now())
    house = makers.endorsement(makers.statement(), organisation=delegate.delegations.get().organisation)
    other = makers.endorsement(makers.statement())
    as_user(delegate).post(PAGE, {"unname": own.pk})
    own.refresh_from_db()
    assert own.named_at is None
    for row in (own, house, other, "x"):
        as_user(delegate).post(PAGE, {"leave": getattr(row, "pk", row)})
    assert list(Endorsement.objects.all()) == [other]


def test_of_what_was_taken_back_stays_the_yes_and_no_word(as_user, delegate):
    call = makers.statement(kind="call", title="A room in danger", state="withdrawn")
    row = makers.endorsement(call, member=delegate)
    page = as_user(delegate).get(PAGE).content.decode()
    assert "It was taken back" in page
    assert "A room in danger" not in page
    as_user(delegate).post(PAGE, {"leave": row.pk})
    assert not Endorsement.objects.exists()


def test_a_protected_member_stands_nowhere_but_on_their_own_page(client, as_user):
    hidden = makers.member(user=makers.user(protected=True), name="Xenia Quint", category="lawyer", country="PT")
    house = makers.organisation(name="Hidden Harbour", protected=True)
    statement = makers.statement()
    untouched = words(client.get(f"/statements/{statement.slug}/"))
    makers.endorsement(statement, member=hidden, named_at=clock.now())
    makers.endorsement(statement, organisation=house, named_at=clock.now())
    index.put(statement)
    # Not a byte tells strangers that anybody said yes; nor do feed, print, search or the page of other members.
    assert words(client.get(f"/statements/{statement.slug}/")) == untouched
    places = ("/statements/", f"/statements/{statement.slug}/print/", "/news/feed/", "/", "/sitemap-statements.xml")
    seen = "".join(client.get(place).content.decode() for place in places)
    seen += as_user(makers.member()).get(f"/statements/{statement.slug}/").content.decode()
    seen += str(SearchEntry.objects.values())
    assert [words for words in ("Quint", "Lawyer", "Hidden Harbour") if words in seen] == []
    assert "not named as long as you are protected" in as_user(hidden).get(PAGE).content.decode()
