"""Does the author see what others see, and do the stand-ins read what real people of their kind read?"""

import pytest

from accounts import permissions as people
from accounts.models import PeerConsent
from exchange.practices.models import HiddenAuthor, Practice
from exchange.practices.permissions import STAND_INS, stand_in_reads
from exchange.practices.views.preview import READERS
from portal import clock
from portal.audiences import TOKEN
from tests import makers

pytestmark = pytest.mark.django_db
SECRET = "We built two small booths with their own air outlet and a light outside each."


def address(practice, reader="member"):
    return f"/practices/{practice.pk}/as/{reader}/"


@pytest.mark.parametrize("audience", Practice.Audience.values)
@pytest.mark.parametrize("reader", READERS)
def test_each_reader_and_audience(as_user, audience, reader):
    practice = makers.practice(audience=audience)
    page = as_user(practice.author).get(address(practice, reader)).text
    assert (SECRET in page) is stand_in_reads(reader, audience)
    assert ("They do not see it" in page) is not stand_in_reads(reader, audience)


def real_people():
    peer = makers.member(category="nurse")
    PeerConsent.objects.create(member=peer, given_at=clock.now())
    return {
        "member": makers.member().user,
        "official": makers.member(category="police").user,
        "peer": peer.user,
        "coordinator": makers.coordinator().user,
    }


def test_the_stand_ins_are_as_real_people_are():
    for reader, user in real_people().items():
        held = people.audiences(user) & set(TOKEN.values())
        assert held == STAND_INS[reader], reader


def test_it_is_the_authors_alone(as_user):
    practice = makers.practice()
    assert as_user(makers.member()).get(address(practice)).status_code == 404
    assert as_user(makers.coordinator().user).get(address(practice)).status_code == 404
    assert as_user(practice.author).get(address(practice, "king")).status_code == 404


def test_a_draft_is_shown_as_it_will_be(as_user):
    practice = makers.practice(state="draft", posted_at=None)
    page = as_user(practice.author).get(address(practice)).text
    assert "Once you have posted it" in page
    assert SECRET in page


def test_an_anonymous_author_sees_that_nothing_of_them_is_shown(as_user):
    author = makers.member(name="Rosa Sanchez")
    practice = makers.practice(author=None, show_author_as="anonymous")
    HiddenAuthor.objects.create(practice=practice, user=author.user)
    page = as_user(author).get(address(practice, "organisation")).text
    assert "A member" in page
    assert "Rosa" not in page
