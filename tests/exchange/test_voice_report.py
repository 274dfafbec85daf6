"""Can a voice be reported alone, and does only the voice leave its readers until a coordinator has decided?"""

import threading

import pytest
from django.db import connection

from exchange.practices import actions, moderation, paper
from exchange.practices.actions import recording
from exchange.practices.lifecycle import VOICE_MOVES
from exchange.practices.models import HiddenVoiceAuthor, Practice, TextReport, Voice
from portal.audit.models import AuditEvent
from portal.delivery.models import Notice
from portal.delivery.registry import texts_for
from portal.moves import MoveRefused, find_move
from portal.search import index
from portal.search.models import SearchEntry
from tests import makers
from tests.house import counting

pytestmark = pytest.mark.django_db
WORDS = "In the small one I sit quietly, like a heron by the water."
IDENTIFYING = {"reason": "identifying", "words": "The second sentence names a street."}


def reader(**fields):
    return makers.member(**fields).user


def told(user, kind):
    return texts_for(list(Notice.objects.filter(recipient=user, kind=kind)))


def body():
    return SearchEntry.objects.get(kind="practice").body


@pytest.fixture
def practice():
    return makers.practice(state="reviewed")


@pytest.fixture
def voice(practice):
    made = makers.voice(practice, words=WORDS)
    index.put(practice)
    return made


@pytest.fixture
def desk():
    return makers.coordinator().user


def report_twice(practice, voice):
    return [actions.report_text(reader(), practice, voice=voice, **IDENTIFYING) for _number in range(2)]


def test_a_reader_reports_the_voice_and_a_coordinator_is_asked(as_user, practice, voice, desk):
    client, address = as_user(reader()), f"/practices/{practice.pk}/voice/report/"
    assert address in client.get(f"/practices/{practice.pk}/").text
    assert "like a heron" in client.get(address).text
    assert client.post(address, IDENTIFYING).status_code == 302
    report = TextReport.objects.get()
    assert (report.voice, report.practice) == (voice, practice)
    assert told(desk, "practices.reported")
    assert "like a heron" in client.get(f"/practices/{practice.pk}/").text


def test_who_told_it_strangers_and_an_empty_chair_have_nothing_to_report(as_user, practice, voice, client):
    address = f"/practices/{practice.pk}/voice/report/"
    assert as_user(voice.author).get(address).status_code == 404
    assert address not in as_user(voice.author).get(f"/practices/{practice.pk}/").text
    with pytest.raises(MoveRefused):
        actions.report_text(voice.author, practice, voice=voice, **IDENTIFYING)
    assert as_user(makers.user()).post(address, IDENTIFYING).status_code != 200
    closed = makers.practice(audience="coordinators")
    makers.voice(closed)
    assert as_user(reader()).post(f"/practices/{closed.pk}/voice/report/", IDENTIFYING).status_code == 404
    alone = makers.practice()
    assert as_user(reader()).get(f"/practices/{alone.pk}/voice/report/").status_code == 404
    assert not TextReport.objects.exists()


def test_a_voice_whose_yes_is_missing_is_not_there_to_be_reported(as_user, practice):
    narrow = makers.voice(practice, audience="peers-only")
    assert as_user(reader()).get(f"/practices/{practice.pk}/voice/report/").status_code == 404
    with pytest.raises(MoveRefused):
        actions.report_text(reader(), practice, voice=narrow, **IDENTIFYING)


def test_two_independent_reports_hide_the_voice_and_not_the_practice(as_user, practice, voice, desk):
    practice.documents.create(version=1, language="en")
    report_twice(practice, voice)
    voice.refresh_from_db()
    practice.refresh_from_db()
    assert (voice.state, practice.state) == ("hidden", "reviewed")
    assert "heron" not in body()
    assert practice.title == SearchEntry.objects.get().title
    assert not practice.documents.exists()
    assert paper.data(Practice.objects.get())["voices"] == []
    page = as_user(reader()).get(f"/practices/{practice.pk}/")
    assert "heron" not in page.text
    assert practice.what_was_done in page.text
    assert told(voice.author, "practices.voice_covered")
    assert not Notice.objects.filter(recipient=practice.author).exists()
    assert AuditEvent.objects.get(action="practice.voice_covered").actor_id is None


@pytest.mark.parametrize("second", ["same person", "same house", "other reason", "the practice instead"])
def test_two_that_are_not_independent_or_not_of_it_hide_nothing(practice, voice, second):
    house = makers.organisation()
    first = reader(organisation=house)
    actions.report_text(first, practice, voice=voice, **IDENTIFYING)
    if second == "same person":
        with pytest.raises(MoveRefused):
            actions.report_text(first, practice, voice=voice, **IDENTIFYING)
    elif second == "same house":
        actions.report_text(reader(organisation=house), practice, voice=voice, **IDENTIFYING)
    elif second == "other reason":
        actions.report_text(reader(), practice, voice=voice, reason="wrong")
    else:
        actions.report_text(reader(), practice, **IDENTIFYING)
    assert Voice.objects.get().state == "shown"
    assert Practice.objects.get().state == "reviewed"


def test_kept_gives_the_voice_back_and_tells_everybody(as_user, practice, voice, desk):
    reports = report_twice(practice, voice)
    page, queries = counting.asked(as_user(desk), f"/desk/moderation/{reports[0].pk}/")
    assert "like a heron" in page.text
    assert practice.what_was_done not in page.text
    assert len(queries) <= counting.MOST
    as_user(desk).post(f"/desk/moderation/{reports[0].pk}/", {"decision": "kept"})
    voice.refresh_from_db()
    assert (voice.state, voice.covered_at) == ("shown", None)
    assert "heron" in body()
    assert told(voice.author, "practices.voice_given_back")
    assert all(told(report.reporter, "practices.report_decided") for report in reports)
    with pytest.raises(MoveRefused):
        actions.report_text(reports[0].reporter, practice, voice=voice, **IDENTIFYING)


@pytest.mark.parametrize("reports", [1, 2])
def test_hidden_takes_a_reason_that_its_author_reads(as_user, practice, voice, desk, reports):
    for _number in range(reports):
        report = actions.report_text(reader(), practice, voice=voice, **IDENTIFYING)
    client = as_user(desk)
    assert client.post(f"/desk/moderation/{report.pk}/", {"decision": "hidden"}).status_code == 200
    client.post(f"/desk/moderation/{report.pk}/", {"decision": "hidden", "reason": "It names a bird."})
    voice.refresh_from_db()
    assert (voice.state, voice.hidden_reason, voice.covered_at) == ("hidden", "It names a bird.", None)
    assert Practice.objects.get().state == "reviewed"
    assert told(voice.author, "practices.voice_hidden")
    assert "It names a bird." in as_user(voice.author).get(f"/practices/{practice.pk}/voice/").text
    with pytest.raises(MoveRefused):
        actions.decide_reports(desk, report, "kept")


def test_nobody_who_wrote_or_reported_either_decides(as_user, practice):
    teller, author, warned = (makers.coordinator().user for _number in range(3))
    own = makers.practice(author=author)
    voice = makers.voice(own, author=None, show_author_as="anonymous")
    HiddenVoiceAuthor.objects.create(voice=voice, user=teller)
    report = actions.report_text(warned, own, voice=voice, **IDENTIFYING)
    for user in (teller, author, warned):
        assert as_user(user).get(f"/desk/moderation/{report.pk}/").status_code == 404
        assert not Notice.objects.filter(recipient=user, kind="practices.reported").exists()
        with pytest.raises(MoveRefused):
            actions.decide_reports(user, report, "kept")


def test_voice_and_practice_are_two_rows_of_the_queue(as_user, practice, voice, desk):
    of_voice = makers.text_report(practice, voice=voice)
    of_practice = makers.text_report(practice)
    makers.text_report(practice, voice=voice)
    assert [(row.report.pk, row.count) for row in moderation.rows(desk)] == [(of_voice.pk, 2), (of_practice.pk, 1)]
    assert moderation.next_after(desk, of_voice) == of_practice.pk
    assert "the voice beside it" in as_user(desk).get("/desk/moderation/").text


def test_a_voice_taken_back_leaves_nothing_to_decide(practice, voice, desk):
    report = actions.report_text(reader(), practice, voice=voice, **IDENTIFYING)
    actions.withdraw_voice(voice.author, voice)
    report.refresh_from_db()
    assert report.decision == "taken-back"
    assert moderation.rows(desk) == []
    assert told(report.reporter, "practices.report_decided")


def test_a_told_voice_is_hidden_too_and_its_teller_sees_that(practice):
    voice, _code = recording.record_voice(reader(category="nurse"), practice, words=WORDS, language="en")
    report_twice(practice, voice)
    recording.correct_by_slip(voice.teller_slip, {"words": WORDS + " More."})
    voice.refresh_from_db()
    assert voice.state == "hidden"
    assert "heron" not in body()


@pytest.mark.parametrize("state", Voice.State.values)
@pytest.mark.parametrize("name", sorted({name for _state, name in VOICE_MOVES}))
def test_the_table_of_a_voice(state, name):
    row = VOICE_MOVES.get((state, name))
    for role in ("teller", "coordinator", "two reports", "moderator", "reader"):
        if row and role in row.who:
            assert find_move(VOICE_MOVES, state, name, {role}).to in Voice.State.values
        else:
            with pytest.raises(MoveRefused):
                find_move(VOICE_MOVES, state, name, {role})


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("words_of_the_house")
@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="one writer at a time")
def test_two_reports_in_the_same_moment_hide_it_once():
    practice = makers.practice()
    voice = makers.voice(practice)
    people = [reader(), reader()]

    def say(user):
        actions.report_text(user, practice, voice=voice, **IDENTIFYING)
        connection.close()

    threads = [threading.Thread(target=say, args=[user]) for user in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    voice.refresh_from_db()
    assert voice.state == "hidden"
    assert AuditEvent.objects.filter(action="practice.voice_covered").count() == 1
