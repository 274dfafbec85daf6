"""Does a report hide what may hurt somebody, at once; and does a coordinator decide it within the day?"""

import threading

import pytest
from django.db import connection

from exchange.practices import actions, moderation
from exchange.practices.actions import clocks
from exchange.practices.models import HiddenAuthor, TextReport, Voice
from portal.audit.models import AuditEvent
from portal.delivery.models import Notice
from portal.delivery.registry import texts_for
from portal.moves import MoveRefused
from portal.search import index
from portal.search.models import SearchEntry
from tests import makers
from tests.house import counting

pytestmark = pytest.mark.django_db
IDENTIFYING = {"reason": "identifying", "words": "The second sentence names a street and a day."}


def reader(**fields):
    return makers.member(**fields).user


def told(user, kind):
    return texts_for(list(Notice.objects.filter(recipient=user, kind=kind)))


@pytest.fixture
def practice():
    made = makers.practice(state="reviewed")
    index.put(made)
    return made


@pytest.fixture
def desk():
    return makers.coordinator().user


def test_one_report_hides_nothing_and_asks_a_coordinator(as_user, practice, desk):
    client = as_user(reader())
    assert "report/" in client.get(f"/practices/{practice.pk}/").text
    assert client.post(f"/practices/{practice.pk}/report/", IDENTIFYING).status_code == 302
    practice.refresh_from_db()
    assert practice.state == "reviewed"
    words = next(iter(told(desk, "practices.reported").values()))
    assert words.url == f"/desk/moderation/{TextReport.objects.get().pk}/"
    assert practice.title not in words.heading + words.body


def test_two_independent_reports_hide_it_everywhere_at_once(as_user, practice, desk):
    actions.report_text(reader(), practice, **IDENTIFYING)
    actions.report_text(reader(), practice, **IDENTIFYING)
    practice.refresh_from_db()
    assert practice.state == "hidden"
    assert not SearchEntry.objects.exists()
    assert as_user(reader()).get(f"/practices/{practice.pk}/").status_code == 404
    assert told(practice.author, "practices.covered")
    assert AuditEvent.objects.get(action="practice.covered").actor_id is None


@pytest.mark.parametrize("second", ["same person", "same house", "other reason"])
def test_two_that_are_not_independent_hide_nothing(practice, desk, second):
    house = makers.organisation()
    first = reader(organisation=house)
    actions.report_text(first, practice, **IDENTIFYING)
    if second == "same person":
        with pytest.raises(MoveRefused):
            actions.report_text(first, practice, **IDENTIFYING)
    elif second == "same house":
        actions.report_text(reader(organisation=house), practice, **IDENTIFYING)
    else:
        actions.report_text(reader(), practice, reason="wrong")
    practice.refresh_from_db()
    assert practice.state == "reviewed"


def test_nobody_reports_their_own_text_or_one_they_may_not_read(as_user, practice):
    with pytest.raises(MoveRefused):
        actions.report_text(practice.author, practice, **IDENTIFYING)
    closed = makers.practice(audience="coordinators")
    assert as_user(reader()).post(f"/practices/{closed.pk}/report/", IDENTIFYING).status_code == 404
    with pytest.raises(MoveRefused):
        actions.report_text(reader(), closed, **IDENTIFYING)
    assert not TextReport.objects.exists()


def test_a_day_holds_ten_reports_of_one_person():
    somebody = reader()
    for _number in range(10):
        actions.report_text(somebody, makers.practice(), reason="wrong")
    with pytest.raises(MoveRefused):
        actions.report_text(somebody, makers.practice(), reason="wrong")


@pytest.mark.parametrize("sent", [{}, {"reason": "nonsense"}, {"reason": "wrong", "words": "x" * 501}])
def test_a_bad_form_reports_nothing(as_user, practice, sent):
    assert as_user(reader()).post(f"/practices/{practice.pk}/report/", sent).status_code == 200
    assert not TextReport.objects.exists()


def test_kept_gives_it_back_as_it_was_and_tells_everybody(as_user, practice, desk):
    people = [reader(), reader()]
    reports = [actions.report_text(user, practice, **IDENTIFYING) for user in people]
    other = actions.report_text(people[0], makers.practice(), reason="wrong")
    client = as_user(desk)
    page = client.get(f"/desk/moderation/{reports[0].pk}/").text
    assert practice.what_was_done in page
    assert "names a street" in page
    assert client.post(f"/desk/moderation/{reports[0].pk}/", {"decision": "kept"}).status_code == 302
    practice.refresh_from_db()
    assert (practice.state, practice.state_before_hidden) == ("reviewed", "")
    assert SearchEntry.objects.filter(object_id=practice.pk).exists()
    assert told(practice.author, "practices.given_back")
    assert all(told(user, "practices.report_decided") for user in people)
    assert f"/desk/moderation/{other.pk}/" in client.get(f"/desk/moderation/{reports[0].pk}/").text
    with pytest.raises(MoveRefused):
        actions.report_text(people[0], practice, **IDENTIFYING)


def test_a_coordinator_reads_the_voice_beside_it_too(as_user, practice, desk):
    Voice.objects.create(practice=practice, side="service-user", state="shown", words="Quiet like a heron there.")
    report = actions.report_text(reader(), practice, **IDENTIFYING)
    answer, queries = counting.asked(as_user(desk), f"/desk/moderation/{report.pk}/")
    assert "like a heron" in answer.text
    assert len(queries) <= counting.MOST


def test_hidden_needs_a_reason_that_the_author_reads(as_user, practice, desk):
    report = actions.report_text(reader(), practice, **IDENTIFYING)
    client = as_user(desk)
    assert client.post(f"/desk/moderation/{report.pk}/", {"decision": "hidden"}).status_code == 200
    client.post(f"/desk/moderation/{report.pk}/", {"decision": "hidden", "reason": "It names a street."})
    practice.refresh_from_db()
    assert (practice.state, practice.hidden_reason) == ("hidden", "It names a street.")
    assert told(practice.author, "practices.hidden")
    actions.edit_practice(practice.author, practice, {"what_happened": "Waiting went down by a half or so."})
    assert actions.show_practice(desk, practice).state == "note"


def test_what_two_readers_hid_stays_hidden_with_its_reason(practice, desk):
    reports = [actions.report_text(reader(), practice, **IDENTIFYING) for _number in range(2)]
    actions.decide_reports(desk, reports[0], "hidden", "It names a street.")
    practice.refresh_from_db()
    assert (practice.state, practice.hidden_reason, practice.state_before_hidden) == (
        "hidden",
        "It names a street.",
        "",
    )
    assert told(practice.author, "practices.stays_hidden")
    with pytest.raises(MoveRefused):
        actions.decide_reports(desk, reports[1], "kept")


def test_whoever_wrote_or_reported_it_does_not_decide(as_user, desk):
    own = makers.practice(author=makers.coordinator().user)
    report = actions.report_text(reader(), own, **IDENTIFYING)
    with pytest.raises(MoveRefused):
        actions.decide_reports(own.author, report, "kept")
    assert as_user(own.author).get(f"/desk/moderation/{report.pk}/").status_code == 404
    mine = actions.report_text(desk, makers.practice(), **IDENTIFYING)
    with pytest.raises(MoveRefused):
        actions.decide_reports(desk, mine, "kept")
    assert list(moderation.waiting_for(desk)) == [report]
    with pytest.raises(MoveRefused):
        actions.decide_reports(reader(), report, "kept")


def test_an_anonymous_coordinator_does_not_find_their_own_text_at_the_desk(desk):
    text = makers.practice(author=None, show_author_as="anonymous")
    HiddenAuthor.objects.create(practice=text, user=desk)
    report = actions.report_text(reader(), text, **IDENTIFYING)
    assert not moderation.waiting_for(desk).exists()
    assert not Notice.objects.filter(recipient=desk, kind="practices.reported").exists()
    with pytest.raises(MoveRefused):
        actions.decide_reports(desk, report, "kept")


def test_a_text_for_peers_only_is_decided_unread(as_user, desk):
    peer = makers.member()
    peer.peer_consents.create(given_at=peer.user.date_joined)
    text = makers.practice(audience="peers-only")
    report = actions.report_text(peer.user, text, **IDENTIFYING)
    page = as_user(desk).get(f"/desk/moderation/{report.pk}/").text
    assert text.title not in page
    assert text.what_was_done not in page
    assert text.title not in as_user(desk).get("/desk/moderation/").text


def test_when_the_day_is_over_all_coordinators_then_administrators_are_asked_once(practice, desk, travel):
    other, boss = makers.coordinator(countries=["FR"]).user, makers.administrator()
    actions.report_text(reader(), practice, **IDENTIFYING)
    assert not Notice.objects.filter(recipient=other).exists()
    assert clocks.hand_on_late_reports() == 0
    travel(hours=25)
    assert clocks.hand_on_late_reports() == 2
    assert told(other, "practices.report_late")
    travel(hours=25)
    assert clocks.hand_on_late_reports() == 1
    assert Notice.objects.filter(recipient=boss, kind="practices.report_late").count() == 1
    assert clocks.hand_on_late_reports() == 0


def test_the_queue_has_one_row_for_each_text_oldest_first(practice, desk, travel):
    first = makers.text_report(practice)
    makers.text_report(practice)
    travel(hours=2)
    second = makers.text_report(makers.practice())
    assert [(row.report.pk, row.count, row.hours) for row in moderation.rows(desk)] == [
        (first.pk, 2, 21),
        (second.pk, 1, 23),
    ]
    assert moderation.next_after(desk, first) == second.pk


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="one writer at a time")
def test_two_reports_in_the_same_moment_hide_it_once():
    practice = makers.practice()
    people = [reader(), reader()]

    def say(user):
        actions.report_text(user, practice, **IDENTIFYING)
        connection.close()

    threads = [threading.Thread(target=say, args=[user]) for user in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    practice.refresh_from_db()
    assert practice.state == "hidden"
    assert AuditEvent.objects.filter(action="practice.covered").count() == 1


def test_a_report_that_waits_for_days_says_so_in_days(as_user, travel):
    report = makers.text_report(makers.practice())
    desk = as_user(makers.coordinator().user)
    travel(days=2)
    assert "hours late" in desk.get("/desk/moderation/").content.decode()
    travel(days=3)
    page = desk.get("/desk/moderation/").content.decode()
    assert "hours late" not in page
    assert "days late" in page
    assert report.decided_at is None
