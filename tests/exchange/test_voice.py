"""Does the other side's voice belong to whoever told it, and to nobody but the readers they said yes to?"""

import re

import pytest

from exchange.practices import actions, paper
from exchange.practices.actions import clocks
from exchange.practices.models import HiddenVoiceAuthor, Practice, Revision, Voice, VoiceOffer
from exchange.practices.permissions import STAND_INS, stand_in_reads
from portal.audit.models import AuditEvent
from portal.delivery.models import Notice
from portal.delivery.registry import texts_for
from portal.moves import MoveRefused
from portal.search import index
from portal.search.models import SearchEntry
from tests import makers

pytestmark = pytest.mark.django_db
WORDS = "In the small one I can sit down quietly, like a heron by the water."
TOLD = {"words": WORDS, "language": "en", "show_author_as": "anonymous", "no_identifying": True}


def peer(**fields):
    made = makers.member(**fields)
    made.peer_consents.create(given_at=made.user.date_joined)
    return made


@pytest.fixture
def practice():
    made = makers.practice()
    index.put(made)
    return made


@pytest.fixture
def teller():
    return peer(name="Marker Heron")


def entry():
    return SearchEntry.objects.get(kind="practice")


def test_the_empty_chair_and_then_two_voices(as_user, practice, teller):
    stranger = as_user(makers.member())
    page = stranger.get(f"/practices/{practice.pk}/").text
    assert "Nobody has told it from this side yet" in page
    assert f'"/practices/{practice.pk}/voice/"' not in page
    client = as_user(teller)
    assert f"/practices/{practice.pk}/voice/" in client.get(f"/practices/{practice.pk}/").text
    assert client.post(f"/practices/{practice.pk}/voice/", TOLD).status_code == 302
    page = stranger.get(f"/practices/{practice.pk}/").text
    assert "like a heron" in page
    assert "Nobody has told it" not in page
    assert "heron" in entry().body
    assert Notice.objects.get(kind="practices.voice_written").recipient == practice.author


@pytest.mark.parametrize("bad", [{"words": "short"}, {"words": "x" * 2001}, {"no_identifying": ""}, {"show_author_as": "role"}, {"language": "xx"}])  # fmt: skip
def test_a_bad_form_puts_nothing_there(as_user, practice, teller, bad):
    sent = {name: value for name, value in {**TOLD, **bad}.items() if value != ""}
    assert as_user(teller).post(f"/practices/{practice.pk}/voice/", sent).status_code == 200
    assert not Voice.objects.exists()


def test_only_the_other_side_tells_it_and_only_once(as_user, practice, teller):
    with pytest.raises(MoveRefused):
        actions.write_voice(makers.member().user, practice, **TOLD)
    with pytest.raises(MoveRefused):
        actions.write_voice(practice.author, practice, **TOLD)
    actions.write_voice(teller.user, practice, **TOLD)
    with pytest.raises(MoveRefused):
        actions.write_voice(peer().user, practice, **TOLD)
    of_users = makers.practice(perspective="service-user", author=peer().user)
    with pytest.raises(MoveRefused):
        actions.write_voice(makers.member(category="police").user, of_users, **TOLD)
    assert actions.write_voice(makers.member(category="nurse").user, of_users, **TOLD).side == "staff"


def test_nobody_learns_who_told_it(as_user, practice, teller):
    actions.want_voice(practice.author, practice)
    voice = actions.write_voice(teller.user, practice, **TOLD)
    actions.change_voice(teller.user, voice, **{**TOLD, "words": WORDS + " More."})
    assert HiddenVoiceAuthor.objects.get().user == teller.user
    assert voice.author is None
    assert not AuditEvent.objects.filter(actor=teller.user).exists()
    assert f"user:{teller.user.pk}" not in entry().readers.split()
    for reader in (practice.author, makers.coordinator().user, makers.administrator(), makers.member().user):
        for address in (f"/practices/{practice.pk}/", "/inbox/", "/search/?q=heron", "/home/"):
            answer = as_user(reader).get(address)
            assert "Marker Heron" not in answer.text, address
            assert teller.user.email not in answer.text, address


def test_the_author_of_the_practice_can_do_nothing_to_it(as_user, practice, teller):
    voice = actions.write_voice(teller.user, practice, **TOLD)
    with pytest.raises(MoveRefused):
        actions.change_voice(practice.author, voice, **TOLD)
    with pytest.raises(MoveRefused):
        actions.withdraw_voice(practice.author, voice)
    client = as_user(practice.author)
    assert client.get(f"/practices/{practice.pk}/voice/").status_code == 404
    assert client.post(f"/practices/{practice.pk}/voice/withdraw/").status_code == 404
    assert (
        client.post(f"/practices/{practice.pk}/voice/hide/", {"voice-reason": "I do not like it."}).status_code == 404
    )
    voice.refresh_from_db()
    assert voice.words == WORDS


def test_taken_back_it_is_gone_everywhere_at_once(as_user, practice, teller):
    actions.write_voice(teller.user, practice, **TOLD)
    actions.ask_document(practice, "en")
    as_user(teller).post(f"/practices/{practice.pk}/voice/withdraw/")
    assert "heron" not in as_user(makers.member()).get(f"/practices/{practice.pk}/").text
    assert "heron" not in entry().body
    assert not practice.documents.exists()
    assert Voice.objects.get().words == ""
    assert not Revision.objects.filter(words__icontains="heron").exists()
    assert Notice.objects.get(kind="practices.voice_withdrawn").recipient == practice.author
    actions.write_voice(peer().user, practice, **TOLD)


@pytest.mark.parametrize("consented", Practice.Audience.values)
@pytest.mark.parametrize("audience", Practice.Audience.values)
@pytest.mark.parametrize("reader", ["visitor", "member", "official", "peer", "coordinator"])
def test_every_audience_every_reader(client, as_user, consented, audience, reader):
    order = ["coordinators", "peers-only", "dcr-and-peers", "members", "public"]
    practice = makers.practice(audience=audience)
    Voice.objects.create(practice=practice, side="service-user", state="shown", words=WORDS, audience=consented)
    people = {
        "visitor": lambda: None,
        "member": makers.member,
        "official": lambda: makers.member(category="police"),
        "peer": peer,
        "coordinator": lambda: makers.coordinator().user,
    }
    person = people[reader]()
    browser = as_user(person) if person else client
    index.put(practice)
    reads = stand_in_reads(reader, audience)
    hears = reads and order.index(audience) <= order.index(consented)
    assert reader in STAND_INS
    page = browser.get(f"/practices/{practice.pk}/")
    assert (page.status_code == 200) is reads
    assert ("like a heron" in page.text) is hears
    assert ("heron" in entry().body) is (order.index(audience) <= order.index(consented))
    assert bool(paper.data(Practice.objects.get())["voices"]) is (order.index(audience) <= order.index(consented))


def test_more_readers_need_a_new_yes(as_user, teller):
    practice = makers.practice(audience="dcr-and-peers")
    actions.write_voice(teller.user, practice, **TOLD)
    actions.change_audience(practice.author, practice, "members")
    assert "heron" not in as_user(makers.member()).get(f"/practices/{practice.pk}/").text
    assert "heron" not in entry().body
    clocks.run_all()
    clocks.run_all()
    notice = Notice.objects.get(kind="practices.voice_waits")
    assert notice.recipient == teller.user
    assert as_user(teller).post(f"/practices/{practice.pk}/voice/", TOLD).status_code == 302
    assert "heron" in as_user(makers.member()).get(f"/practices/{practice.pk}/").text


def test_a_coordinator_hides_it_alone_and_a_change_does_not_show_it(as_user, practice, teller):
    voice = actions.write_voice(teller.user, practice, **TOLD)
    desk = as_user(makers.coordinator().user)
    desk.post(f"/practices/{practice.pk}/voice/hide/", {"voice-reason": ""})
    assert "heron" in as_user(makers.member()).get(f"/practices/{practice.pk}/").text
    desk.post(f"/practices/{practice.pk}/voice/hide/", {"voice-reason": "It names a bird."})
    assert "heron" not in as_user(makers.member()).get(f"/practices/{practice.pk}/").text
    assert "It names a bird." in as_user(teller).get(f"/practices/{practice.pk}/voice/").text
    voice = actions.change_voice(teller.user, voice, **{**TOLD, "words": "Quiet, like somebody by the water."})
    assert voice.state == "hidden"
    assert "by the water" not in entry().body
    desk.post(f"/practices/{practice.pk}/voice/hide/", {"show": "1"})
    assert "by the water" in entry().body


def test_the_wish_goes_quietly_to_five_and_then_to_the_next(as_user, practice, travel):
    peers = [peer() for _number in range(7)]
    makers.member()
    as_user(practice.author).post(f"/practices/{practice.pk}/voice/want/")
    offers = VoiceOffer.objects.filter(state="offered")
    assert offers.all().count() == 5
    assert {offer.user for offer in offers} <= {one.user for one in peers}
    asked = offers.all()[0].user
    assert texts_for(list(Notice.objects.filter(recipient=asked, kind="practices.voice_offer")))
    client = as_user(asked)
    assert "You were asked" in client.get(f"/practices/{practice.pk}/voice/").text
    client.post(f"/practices/{practice.pk}/voice/decline/")
    assert not texts_for(list(Notice.objects.filter(recipient=asked, kind="practices.voice_offer")))
    assert offers.all().count() == 5
    travel(days=20)
    assert clocks.lapse_offers() == 5
    assert offers.all().count() == 1
    assert "asked" not in as_user(practice.author).get("/inbox/").text
    last = offers.all()[0].user
    actions.write_voice(last, practice, **TOLD)
    assert not offers.all().exists()


def test_who_may_not_read_it_is_not_asked():
    practice = makers.practice(audience="coordinators")
    peer()
    actions.want_voice(practice.author, practice)
    assert not VoiceOffer.objects.exists()


def test_the_quiet_list_is_for_those_who_could_write_it(as_user, practice):
    actions.want_voice(practice.author, practice)
    assert practice.title in as_user(peer()).get("/practices/wanted/").text
    assert practice.title not in as_user(makers.member()).get("/practices/wanted/").text
    actions.want_voice(practice.author, practice, wanted=False)
    assert practice.title not in as_user(peer()).get("/practices/wanted/").text
    with pytest.raises(MoveRefused):
        actions.want_voice(makers.member().user, practice)


def test_a_role_beside_a_place_describes_five_or_nobody(as_user):
    for _number in range(4):
        makers.member(category="nurse", country="NL")
        makers.member(category="security", country="CA")
    practice = makers.practice(
        perspective="service-user", author=None, show_author_as="anonymous", country="NL", place_shown="country"
    )
    guard = makers.member(category="security", country="NL").user
    actions.write_voice(guard, practice, **{**TOLD, "show_author_as": "role"})
    assert "Security" not in as_user(makers.member(category="doctor")).get(f"/practices/{practice.pk}/").text


def test_hints_beside_the_staffs_side_and_never_beside_the_service_users(as_user, practice, teller):
    of_users = makers.practice(perspective="service-user", author=peer().user)
    words = "The addict Anna M. came each day, and “an abuser” is what he called himself."
    nurse = as_user(makers.member(category="nurse"))
    page = nurse.post(f"/practices/{of_users.pk}/voice/", {**TOLD, "words": words}).text
    assert "softhint" in page
    assert "“an abuser”</b>" not in page
    assert not Voice.objects.exists()
    left = re.search(r'name="left" value="([^"]+)"', page).group(1)
    assert nurse.post(f"/practices/{of_users.pk}/voice/", {**TOLD, "words": words, "left": left}).status_code == 302
    assert "softhint" in nurse.get(f"/practices/{of_users.pk}/voice/").text
    assert as_user(teller).post(f"/practices/{practice.pk}/voice/", {**TOLD, "words": words}).status_code == 302
    assert "softhint" not in as_user(teller).get(f"/practices/{practice.pk}/voice/").text


def test_the_quiet_list_is_linked_for_those_who_could_tell_it(as_user, client):
    for place in ("/practices/", "/home/"):
        assert "/practices/wanted/" in as_user(peer()).get(place).text
        assert "/practices/wanted/" not in as_user(makers.member(category="police")).get(place).text
    assert "/practices/wanted/" not in client.get("/practices/").text


@pytest.mark.parametrize("closed", [{"state": "hidden"}, {"audience": "coordinators"}])
@pytest.mark.parametrize("shown_as", ["anonymous", "name"])
def test_its_author_reaches_it_when_the_text_is_closed_to_them(as_user, practice, teller, closed, shown_as):
    actions.write_voice(teller.user, practice, **{**TOLD, "show_author_as": shown_as})
    client, address = as_user(teller), f"/practices/{practice.pk}/voice/"
    assert "like a heron" not in client.get("/practices/mine/").text
    Practice.objects.filter(pk=practice.pk).update(title="A secret since", **closed)
    for page in ("/practices/mine/", address):
        shown = client.get(page).text
        assert "like a heron" in shown
        assert "A secret since" not in shown
    changed = {**TOLD, "words": "Only the wide one has a window, like a stork.", "show_author_as": shown_as}
    assert client.post(address, changed, follow=True).redirect_chain[-1][0] == "/practices/mine/"
    assert "like a stork" in Voice.objects.get().words
    assert client.post(f"{address}withdraw/", follow=True).redirect_chain[-1][0] == "/practices/mine/"
    assert (Voice.objects.get().state, Voice.objects.get().words) == ("withdrawn", "")
    assert client.get(address).status_code == 404
    assert "stork" not in client.get("/practices/mine/").text


def test_nobody_else_reaches_a_voice_beside_what_is_closed(as_user, practice, teller):
    voice = actions.write_voice(teller.user, practice, **TOLD)
    Practice.objects.filter(pk=practice.pk).update(state="hidden")
    client = as_user(peer())
    assert client.get(f"/practices/{practice.pk}/voice/").status_code == 404
    assert client.post(f"/practices/{practice.pk}/voice/withdraw/").status_code == 404
    assert "like a heron" not in client.get("/practices/mine/").text
    voice.refresh_from_db()
    assert voice.words == WORDS
