"""Does search find exactly the people that the page lists, for everybody?"""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from accounts import permissions, queries
from portal import clock
from portal.search.index import rebuild
from portal.search.queries import readable
from portal.search.registry import kinds
from tests import makers

pytestmark = pytest.mark.django_db


def readers():
    return {
        "anonymous": AnonymousUser(),
        "applicant": makers.application().user,
        "member": makers.member().user,
        "police": makers.member(category="police").user,
        "protected": makers.member(user=makers.user(protected=True)).user,
        "coordinator": makers.coordinator().user,
        "administrator": makers.administrator(),
        "suspended": makers.member(state="suspended").user,
        "former": makers.member(state="left").user,
    }


def test_tokens_and_pages_agree_for_every_role():
    makers.expert()
    makers.expert(user=makers.user(protected=True))
    makers.expert(state="suspended")
    makers.expert(profile={"is_listed": False})
    makers.expert(profile={"paused_until": clock.today() + timedelta(days=3)})
    rebuild("person")
    for role, user in readers().items():
        found = {pk for kind, pk in readable(user) if kind == "person"}
        assert found == set(kinds()["person"].for_user(user).values_list("pk", flat=True)), role


@pytest.mark.parametrize(
    ("role", "tokens"),
    [
        ("anonymous", {"public"}),
        ("applicant", {"public"}),
        ("suspended", {"public"}),
        ("former", {"public"}),
        ("member", {"public", "members", "dcr-and-peers"}),
        ("police", {"public", "members"}),
        ("coordinator", {"public", "members", "dcr-and-peers", "coordinators"}),
        ("administrator", {"public", "members", "dcr-and-peers", "coordinators"}),
    ],
)
def test_who_holds_which_token(role, tokens):
    assert {token for token in permissions.audiences(readers()[role]) if not token.startswith("user:")} == tokens


def test_an_entry_tells_what_and_not_who():
    from accounts.providers import person_entry

    member = makers.expert(name="Somebody Special", organisation=makers.organisation(name="A known house"))
    entry = person_entry(queries.Member.objects.get(pk=member.pk))
    words = f"{entry.title} {entry.body} {entry.country}"
    for hidden in ("Somebody Special", "A known house", "Nurse", "NL", "Netherlands"):
        assert hidden not in words
