"""Is there one way only to learn who wrote an anonymous text, and does everybody know that it was gone?"""

import time

import pytest
from django.test import Client

from accounts.models import MembershipApplication, Vouch
from exchange.practices import actions
from exchange.practices.actions import looking, recording
from exchange.practices.models import AuthorLook, HiddenAuthor, HiddenVoiceAuthor, Practice
from portal import clock
from portal.audit.models import AuditEvent
from portal.delivery.models import Notice
from portal.delivery.registry import texts_for
from portal.moves import MoveRefused
from portal.search import index
from tests import makers

pytestmark = pytest.mark.django_db
WHY = "Somebody is threatened because of this text."


@pytest.fixture
def author():
    return makers.member(name="Marker Heron", organisation=makers.organisation(name="Marker House"))


@pytest.fixture
def report(author):
    text = makers.practice(author=None, show_author_as="anonymous")
    HiddenAuthor.objects.create(practice=text, user=author.user)
    index.put(text)
    return actions.report_text(makers.member().user, text, reason="identifying")


def look(user, report, *, seconds_ago=0, reason=WHY):
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time() - seconds_ago}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return client.post(f"/desk/moderation/{report.pk}/author/", {"look-reason": reason})


def test_a_coordinator_looks_once_and_it_is_known(as_user, author, report):
    desk = makers.coordinator().user
    answer = look(desk, report)
    assert "Marker Heron" in answer.text
    assert "no-store" in answer["Cache-Control"]
    row = AuthorLook.objects.get()
    assert (row.by, row.reason) == (desk, WHY)
    event = AuditEvent.objects.get(action="practice.author_looked_at")
    assert (event.actor_id, event.subject_id) == (desk.pk, report.practice_id)
    assert str(author.user.pk) not in str(event.facts)
    own = as_user(author).get(f"/practices/{report.practice_id}/").text
    assert "A coordinator looked who wrote this text" in own
    assert "A coordinator looked" not in as_user(desk).get(f"/practices/{report.practice_id}/").text


def test_an_old_log_in_is_not_enough(report):
    desk = makers.coordinator().user
    answer = look(desk, report, seconds_ago=700)
    assert answer.status_code == 302
    desk.set_password("a long enough password")
    desk.save()
    assert look(desk, report, seconds_ago=700).url.startswith("/accounts/reauthenticate/")
    assert not AuthorLook.objects.exists()


def test_without_a_reason_without_a_report_or_without_the_role_nobody_looks(report):
    desk = makers.coordinator().user
    look(desk, report, reason="why not")
    with pytest.raises(MoveRefused):
        looking.look_at_author(desk, report, " ")
    assert look(makers.member().user, report).status_code == 404
    with pytest.raises(MoveRefused):
        looking.look_at_author(makers.administrator(), report, WHY)
    actions.decide_reports(desk, report, "kept")
    with pytest.raises(MoveRefused):
        looking.look_at_author(desk, report, WHY)
    assert not AuthorLook.objects.exists()


@pytest.mark.parametrize("near", ["own house", "vouched", "house that vouched"])
def test_whoever_is_near_the_author_is_refused(author, report, near):
    house = author.organisation if near == "own house" else makers.organisation()
    member = makers.member(category="manager", organisation=house)
    desk = makers.coordinator(user=member.user).user
    if near != "own house":
        applied = MembershipApplication.objects.create(user=author.user, name="x")
        voucher = member if near == "vouched" else makers.member(organisation=house)
        Vouch.objects.create(application=applied, member=voucher, asked_at=clock.now(), vouches=True)
    with pytest.raises(MoveRefused):
        looking.look_at_author(desk, report, WHY)
    assert "Marker Heron" not in look(desk, report).text
    assert not AuthorLook.objects.exists()


@pytest.fixture
def voice_report(author):
    voice = makers.voice(makers.practice(), author=None, show_author_as="anonymous", words="Quiet, like a heron.")
    HiddenVoiceAuthor.objects.create(voice=voice, user=author.user)
    return actions.report_text(makers.member().user, voice.practice, voice=voice, reason="identifying")


def test_behind_an_anonymous_voice_leads_the_same_one_way(as_user, author, voice_report):
    desk, pk = makers.coordinator().user, voice_report.practice_id
    assert "Look who wrote it" in as_user(desk).get(f"/desk/moderation/{voice_report.pk}/").text
    assert "Marker Heron" in look(desk, voice_report).text
    row = AuthorLook.objects.get()
    assert (row.voice, row.by, row.reason) == (voice_report.voice, desk, WHY)
    event = AuditEvent.objects.get(action="practice.voice_author_looked_at")
    assert (event.actor_id, event.subject_id) == (desk.pk, voice_report.voice_id)
    told = texts_for(list(Notice.objects.filter(recipient=author.user, kind="practices.voice_looked_at")))
    assert [text.url for text in told.values()] == [f"/practices/{pk}/voice/"]
    assert "A coordinator looked who wrote this text" in as_user(author).get(f"/practices/{pk}/voice/").text
    assert "A coordinator looked" not in as_user(voice_report.practice.author).get(f"/practices/{pk}/").text


def test_a_look_at_the_voice_is_none_at_the_practice(as_user, author, voice_report):
    """Two anonymous texts on one page: each author reads of looks at their own."""
    other, practice = makers.member(name="Marker Crane"), voice_report.practice
    Practice.objects.filter(pk=practice.pk).update(author=None, show_author_as="anonymous")
    HiddenAuthor.objects.create(practice=practice, user=other.user)
    answer = look(makers.coordinator().user, voice_report)
    assert "Marker Crane" not in answer.text
    assert "A coordinator looked" not in as_user(other).get(f"/practices/{practice.pk}/").text
    assert not Notice.objects.filter(recipient=other.user, kind="practices.looked_at").exists()


@pytest.mark.parametrize("near", ["own house", "house that vouched"])
def test_whoever_is_near_the_teller_is_refused_too(author, voice_report, near):
    house = author.organisation if near == "own house" else makers.organisation()
    desk = makers.coordinator(user=makers.member(category="manager", organisation=house).user).user
    if near == "house that vouched":
        applied = MembershipApplication.objects.create(user=author.user, name="x")
        voucher = makers.member(organisation=house)
        Vouch.objects.create(application=applied, member=voucher, asked_at=clock.now(), vouches=True)
    assert "Marker Heron" not in look(desk, voice_report).text
    assert not AuthorLook.objects.exists()


def test_behind_what_staff_wrote_down_nobody_is_looked_for(as_user):
    practice, nurse = makers.practice(), makers.member(name="Marker Nurse").user
    voice, _code = recording.record_voice(nurse, practice, words="At night I sit there quietly.", language="en")
    told = actions.report_text(makers.member().user, practice, voice=voice, reason="identifying")
    desk = makers.coordinator().user
    assert "Look who wrote it" not in as_user(desk).get(f"/desk/moderation/{told.pk}/").text
    assert "Marker Nurse" not in look(desk, told).text


def test_no_other_page_tells(as_user, author, report):
    pk, places = report.practice_id, ["/inbox/", "/home/", "/practices/", "/search/?q=booths", "/practices/feed/"]
    places += [
        f"/practices/{pk}/",
        f"/practices/{pk}/changes/",
        f"/practices/{pk}/document/",
        f"/desk/moderation/{report.pk}/",
    ]
    places += [
        "/desk/",
        "/desk/moderation/",
        f"/backstage/practices/practice/{pk}/change/",
        "/backstage/audit/auditevent/",
    ]
    people = [makers.member().user, makers.coordinator().user, makers.administrator(), report.reporter]
    for user in people:
        for place in places:
            answer = as_user(user).get(place)
            assert "Marker Heron" not in answer.text, place
            assert author.user.email not in answer.text, place
    assert not AuditEvent.objects.filter(actor=author.user).exists()
