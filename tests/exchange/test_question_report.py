"""Can a question be reported and hidden, and is there one way only to learn who asked an anonymous one?"""

import time

import pytest
from django.test import Client

from accounts.models import MembershipApplication, Vouch
from exchange.discussion import actions, question_care
from exchange.discussion.actions import question_care as care
from exchange.discussion.actions.warning import hand_on_late_reports
from exchange.discussion.models import AskerLook, HiddenAsker, QuestionReport
from portal import clock
from portal.audit.models import AuditEvent
from portal.delivery.models import Notice
from portal.delivery.registry import texts_for
from portal.moves import MoveRefused
from portal.search import index
from portal.search.models import SearchEntry
from tests import makers
from tests.house import counting

pytestmark = pytest.mark.django_db
IDENTIFYING = {"reason": "identifying", "words": "The second sentence names a street."}
WHY = "Somebody is threatened because of this text."


def reader(**fields):
    return makers.member(**fields).user


def told(user, kind):
    return texts_for(list(Notice.objects.filter(recipient=user, kind=kind)))


@pytest.fixture
def question():
    made = makers.question(state="closed")
    index.put(made)
    return made


@pytest.fixture
def desk():
    return makers.coordinator().user


def test_one_report_hides_nothing_and_asks_a_coordinator(as_user, question, desk):
    client, address = as_user(reader()), f"/questions/{question.pk}/report/"
    assert address in client.get(f"/questions/{question.pk}/").text
    assert client.post(address, IDENTIFYING).status_code == 302
    report = QuestionReport.objects.get()
    words = next(iter(told(desk, question_care.REPORTED).values()))
    assert words.url == f"/desk/questions/{report.pk}/"
    assert question.title not in words.heading + words.body
    assert question.title in as_user(reader()).get(f"/questions/{question.pk}/").text
    assert "error-summary" in as_user(reader()).post(address, {"reason": "nonsense"}).text


def test_two_independent_reports_hide_it_and_kept_gives_it_back_as_it_was(as_user, question, desk):
    reports = [care.report_question(reader(), question, **IDENTIFYING) for _number in range(2)]
    question.refresh_from_db()
    assert question.state == "hidden"
    assert not SearchEntry.objects.filter(kind="question").exists()
    assert as_user(reader()).get(f"/questions/{question.pk}/").status_code == 404
    assert told(question.author, question_care.COVERED)
    page, queries = counting.asked(as_user(desk), f"/desk/questions/{reports[0].pk}/")
    assert question.title in page.text
    assert len(queries) <= counting.MOST
    as_user(desk).post(f"/desk/questions/{reports[0].pk}/", {"decision": "kept"})
    question.refresh_from_db()
    assert (question.state, question.state_before_hidden) == ("closed", "")
    assert SearchEntry.objects.filter(kind="question").exists()
    assert told(question.author, question_care.GIVEN_BACK)
    assert all(told(report.reporter, question_care.DECIDED) for report in reports)
    with pytest.raises(MoveRefused):
        care.report_question(reports[0].reporter, question, **IDENTIFYING)


@pytest.mark.parametrize("second", ["same person", "same house", "other reason"])
def test_two_that_are_not_independent_hide_nothing(question, second):
    house = makers.organisation()
    first = reader(organisation=house)
    care.report_question(first, question, **IDENTIFYING)
    if second == "same person":
        with pytest.raises(MoveRefused):
            care.report_question(first, question, **IDENTIFYING)
    elif second == "same house":
        care.report_question(reader(organisation=house), question, **IDENTIFYING)
    else:
        care.report_question(reader(), question, reason="wrong")
    question.refresh_from_db()
    assert question.state == "closed"


@pytest.mark.parametrize("reports", [1, 2])
def test_hidden_takes_a_reason_that_its_asker_reads(as_user, question, desk, reports):
    for _number in range(reports):
        report = care.report_question(reader(), question, **IDENTIFYING)
    client = as_user(desk)
    assert client.post(f"/desk/questions/{report.pk}/", {"decision": "hidden"}).status_code == 200
    client.post(f"/desk/questions/{report.pk}/", {"decision": "hidden", "reason": "It names a street."})
    question.refresh_from_db()
    assert (question.state, question.hidden_reason) == ("hidden", "It names a street.")
    assert told(question.author, "discussion.question_hidden")
    with pytest.raises(MoveRefused):
        care.decide_question(desk, report, "kept")
    assert actions.show_question(desk, question).state == "open"


def test_strangers_do_not_report_and_whoever_asked_or_reported_does_not_decide(as_user, desk):
    asker, warned = makers.coordinator().user, makers.coordinator().user
    own = makers.question(author=None, show_author_as="anonymous")
    HiddenAsker.objects.create(question=own, user=asker)
    assert as_user(asker).get(f"/questions/{own.pk}/report/").status_code == 404
    with pytest.raises(MoveRefused):
        care.report_question(asker, own, **IDENTIFYING)
    report = care.report_question(warned, own, **IDENTIFYING)
    for user in (asker, warned, reader()):
        assert as_user(user).get(f"/desk/questions/{report.pk}/").status_code == 404
        assert not Notice.objects.filter(recipient=user, kind=question_care.REPORTED).exists()
        with pytest.raises(MoveRefused):
            care.decide_question(user, report, "kept")
    closed = makers.question(audience="coordinators")
    assert as_user(reader()).post(f"/questions/{closed.pk}/report/", IDENTIFYING).status_code == 404
    assert own.title in as_user(desk).get("/desk/moderation/").text


# who asked it


@pytest.fixture
def asker():
    return makers.member(name="Marker Heron", organisation=makers.organisation())


@pytest.fixture
def report(asker):
    made = makers.question(author=None, show_author_as="anonymous")
    HiddenAsker.objects.create(question=made, user=asker.user)
    return care.report_question(reader(), made, **IDENTIFYING)


def look(user, report, *, seconds_ago=0, reason=WHY):
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time() - seconds_ago}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return client.post(f"/desk/questions/{report.pk}/author/", {"look-reason": reason})


def test_a_coordinator_looks_once_and_the_asker_knows_when(as_user, asker, report, desk):
    answer = look(desk, report)
    assert "Marker Heron" in answer.text
    assert "no-store" in answer["Cache-Control"]
    assert AskerLook.objects.get().reason == WHY
    event = AuditEvent.objects.get(action="question.asker_looked_at")
    assert (event.actor_id, event.subject_id) == (desk.pk, report.question_id)
    assert told(asker.user, question_care.LOOKED_AT)
    page = f"/questions/{report.question_id}/"
    assert "A coordinator looked who wrote this text" in as_user(asker).get(page).text
    assert "A coordinator looked" not in as_user(desk).get(page).text


def test_without_a_reason_a_report_a_fresh_log_in_or_the_role_nobody_looks(report, desk):
    assert look(desk, report, seconds_ago=700).status_code == 302
    look(desk, report, reason="why not")
    assert look(reader(), report).status_code == 404
    for user in (makers.administrator(), reader()):
        with pytest.raises(MoveRefused):
            care.look_at_asker(user, report, WHY)
    care.decide_question(desk, report, "kept")
    with pytest.raises(MoveRefused):
        care.look_at_asker(desk, report, WHY)
    assert not AskerLook.objects.exists()


@pytest.mark.parametrize("near", ["own house", "house that vouched"])
def test_whoever_is_near_the_asker_is_refused(asker, report, near):
    house = asker.organisation if near == "own house" else makers.organisation()
    user = makers.coordinator(user=makers.member(category="manager", organisation=house).user).user
    if near == "house that vouched":
        applied = MembershipApplication.objects.create(user=asker.user, name="x")
        voucher = makers.member(organisation=house)
        Vouch.objects.create(application=applied, member=voucher, asked_at=clock.now(), vouches=True)
    assert "Marker Heron" not in look(user, report).text
    assert not AskerLook.objects.exists()


def test_a_late_one_goes_to_all_coordinators_and_then_to_the_administrators(question, desk, travel):
    boss = makers.administrator()
    report = care.report_question(reader(), question, reason="harmful")
    assert hand_on_late_reports() == 0
    travel(hours=30)
    assert [hand_on_late_reports(), hand_on_late_reports()] == [1, 0]
    assert not Notice.objects.filter(recipient=boss).exists()
    travel(hours=20)
    hand_on_late_reports()
    assert [len(told(user, question_care.LATE)) for user in (desk, boss)] == [1, 1]
    care.decide_question(desk, report, "kept")
    assert not told(boss, question_care.LATE)


def test_reported_questions_and_answers_stand_on_the_desk_by_their_time(as_user, question, desk, travel):
    answer = actions.add_comment(reader(), makers.question(), "The man from the corner house.")
    report = care.report_question(reader(), question, **IDENTIFYING)
    travel(hours=2)
    actions.report_comment(reader(), answer, "harmful")
    page = as_user(desk).get("/desk/").text
    assert 0 < page.find(f"/desk/questions/{report.pk}/") < page.find(f"#answer-{answer.pk}")
    assert "2 things wait for you" in page
    assert "A reported" not in as_user(question.author).get("/").text


def test_of_many_the_desk_shows_the_first_and_counts_all(as_user, desk):
    for _number in range(8):
        makers.question_report(makers.question())
    page = as_user(desk).get("/desk/").text
    assert page.count('"title-link" href="/desk/questions/') == 2
    assert "6 more reported answers and questions" in page
    assert "8 things wait for you" in page
