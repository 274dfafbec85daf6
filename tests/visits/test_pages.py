"""Does every page of this floor open for those who have a part in it, and for nobody else?"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import makers
from tests.visits import story
from visits.actions.shortlist import compute_shortlist
from visits.models import HostOffer, Invitation, VisitRequest

pytestmark = pytest.mark.django_db

STATES = {
    "submitted": story.submitted,
    "inviting": story.inviting,
    "planned": story.planned,
    "agreed": story.agreed,
    "confirmed": story.confirmed,
    "held": story.held,
    "reported": story.reported,
    "closed": story.closed,
}


@pytest.mark.parametrize("name", STATES)
def test_requester_coordinator_and_stranger(as_user, name):
    request = STATES[name]()
    page = f"/visits/{request.pk}/"
    assert as_user(request.requester).get(page).status_code == 200
    assert as_user(story.desk_user(request)).get(f"/desk{page.replace('visits', 'requests')}").status_code == 200
    assert as_user(makers.member()).get(page).status_code == 404
    assert as_user(makers.member()).get(f"/desk/requests/{request.pk}/").status_code == 404


@pytest.mark.parametrize("kind", ["study-visit", "remote-advice", "peer-review", "implementation"])
def test_what_only_those_who_took_part_open_afterwards(as_user, kind):
    request = story.reported(kind)
    writer, signer = request.visit.report.written_by, request.turns.filter(act="sign-report").first().user
    for person in {writer, signer}:
        assert as_user(person).get(f"/visits/{request.pk}/report/sign-off/").status_code == 200
    assert as_user(request.requester).get(f"/visits/{request.pk}/feedback/").status_code == 200
    assert as_user(makers.member()).get(f"/visits/{request.pk}/report/sign-off/").status_code == 404
    assert as_user(makers.member()).get(f"/visits/{request.pk}/feedback/").status_code == 404


def test_an_invitation_opens_for_the_person_asked_alone_and_looking_changes_nothing(as_user):
    request = story.inviting()
    compute_shortlist(request.pk)
    row = story.asked(request)[0]
    page = as_user(row.expert).get(f"/visits/invitations/{row.pk}/")
    assert page.status_code == 200
    assert "Speak" in page.content.decode() or "speak" in page.content.decode()
    assert story.fresh(row).state == Invitation.State.INVITED
    for other in (request.requester, makers.expert()):
        assert as_user(other).get(f"/visits/invitations/{row.pk}/").status_code == 404


def answer(request, **fields):
    window = request.windows.first()
    return {
        "answer": "accept",
        "yes-window": window.pk,
        f"yes-first_{window.pk}": window.start.isoformat(),
        "yes-from_hour": "10:00",
        "yes-to_hour": "16:00",
        **fields,
    }


def test_yes_on_one_of_their_dates(as_user):
    request = story.inviting()
    row = story.asked(request)[0]
    reply = as_user(row.expert).post(f"/visits/invitations/{row.pk}/", answer(request))
    assert (reply.status_code, reply.url) == (302, f"/visits/{request.pk}/")
    assert story.fresh(request).state == VisitRequest.State.PLANNING


@pytest.mark.parametrize("said", ["tentative", "decline"])
def test_other_answers(as_user, said):
    row = story.asked(story.inviting())[0]
    as_user(row.expert).post(f"/visits/invitations/{row.pk}/", {"answer": said, "word": "My rota changes."})
    assert story.fresh(row).state in ("tentative", "declined")
    assert story.fresh(row).word == "My rota changes."


def test_a_bad_answer_keeps_what_was_typed(as_user):
    request = story.inviting()
    row = story.asked(request)[0]
    bad = answer(request, word="Mornings are calm", **{"yes-to_hour": "09:00"})
    page = as_user(row.expert).post(f"/visits/invitations/{row.pk}/", bad).content.decode()
    assert "The end must be later than the start." in page
    assert "Mornings are calm" in page


def test_an_answer_after_the_lapse_is_a_message(as_user, travel):
    from visits.actions import clocks

    request = story.inviting()
    row = story.asked(request)[0]
    travel(days=8)
    clocks.run_all()
    page = as_user(row.expert).post(f"/visits/invitations/{row.pk}/", answer(request))
    assert page.status_code == 200
    assert "time to answer has passed" in page.content.decode()


def test_the_desk_approves_an_ordered_list(as_user):
    request = story.submitted()
    first, second = makers.expert(), makers.expert()
    compute_shortlist(request.pk)
    client = as_user(story.desk_user(request))
    page = client.get(f"/desk/requests/{request.pk}/").content.decode()
    assert page.count("Together") == 2
    ticks = {"expert": [first.pk, second.pk], f"order_{first.pk}": 2, f"order_{second.pk}": 1, "at_once": 1}
    client.post(f"/desk/requests/{request.pk}/list/", ticks)
    assert [row.expert_id for row in story.asked(request)] == [second.pk]


def test_a_sensitive_list_wants_each_name_confirmed(as_user):
    request = story.submitted(confidentiality="sensitive")
    expert = makers.expert()
    client = as_user(story.desk_user(request))
    client.post(f"/desk/requests/{request.pk}/list/", {"expert": [expert.pk]})
    assert story.asked(request) == []
    client.post(f"/desk/requests/{request.pk}/list/", {"expert": [expert.pk], "confirmed": [expert.pk]})
    assert len(story.asked(request)) == 1


def test_the_house_reads_and_answers(as_user):
    request = story.agreed()
    consent = request.visit.consents.get()
    page = f"/visits/consents/{consent.pk}/"
    assert request.questions[0] in as_user(consent.person).get(page).content.decode()
    assert as_user(request.requester).get(page).status_code == 404
    as_user(consent.person).post(page, {"answer": "yes"})
    assert story.fresh(request).state == VisitRequest.State.CONFIRMED


def test_the_calendar_file_is_for_those_who_said_yes(as_user):
    request = story.confirmed()
    page = f"/visits/{request.pk}/calendar.ics"
    reply = as_user(request.requester).get(page)
    assert reply["Content-Type"].startswith("text/calendar")
    assert b"SUMMARY:Appointment" in reply.content
    assert as_user(makers.member()).get(page).status_code == 404


def test_feedback_report_signoff_and_practice_by_pages(as_user):
    request = story.held()
    client = as_user(request.requester)
    said = {"question_1": "3", "language_ok": "yes", "code_kept": "yes", "recommend": "yes", "surprised": "The quiet."}
    client.post(f"/visits/{request.pk}/feedback/", said)
    assert request.visit.feedback.count() == 1
    words = {
        "title": "What we learned about air",
        "what_we_saw": "Two small booths, each with its own outlet, and a light.",
    }
    assert (
        "sentences"
        in client.post(f"/visits/{request.pk}/report/", {**words, "what_we_saw": "Air.", "send": "1"}).content.decode()
    )
    client.post(f"/visits/{request.pk}/report/", {**words, "send": "1"})
    signer = story.fresh(request).turns.get(act="sign-report").user
    as_user(signer).post(f"/visits/{request.pk}/report/sign-off/", {"accept": "1"})
    reply = client.post(f"/visits/{request.pk}/report/practice/")
    assert story.fresh(request).state == VisitRequest.State.CLOSED
    assert reply.url.startswith("/practices/")


def test_host_offer_is_kept_by_its_sign_off_person(as_user):
    person = makers.member()
    room = makers.facility(signoff_person=person.user)
    page = f"/me/host-offer/{room.pk}/"
    fields = {
        "receives": "on", "largest_group": "3", "visiting_hours": "Tuesday to Thursday", "from_hour": "10:00",
        "to_hour": "15:00", "time_zone": "Europe/Amsterdam", "own_rules": "", "visits_per_year": "5",
    }  # fmt: skip
    assert "Please say 1 to 20" in as_user(person).post(page, {**fields, "largest_group": "90"}).content.decode()
    as_user(person).post(page, fields)
    assert HostOffer.objects.get(facility=room).largest_group == 3
    assert as_user(makers.member()).get(page).status_code == 404


POSTS = [
    "/visits/1/message/", "/visits/1/withdraw/", "/visits/1/cancel/", "/visits/1/postpone/", "/visits/1/step-back/",
    "/visits/1/held/", "/visits/dates/1/agree/", "/visits/dates/1/accept/", "/visits/dates/1/refuse/",
    "/visits/1/report/practice/", "/desk/requests/1/list/", "/desk/requests/1/return/", "/desk/requests/1/refuse/",
    "/desk/requests/1/stand-down/", "/desk/requests/1/house/", "/desk/requests/1/note/", "/desk/requests/1/close/",
    "/desk/invitations/1/", "/desk/matches/1/skip/", "/visits/1/submit/", "/visits/1/copy/",
]  # fmt: skip


@pytest.mark.parametrize("path", POSTS)
def test_a_look_changes_nothing(as_user, path):
    assert as_user(makers.coordinator()).get(path).status_code == 405


def counted(client, path) -> int:
    client.get(path)
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert client.get(path).status_code == 200
    apart = (
        "django_session",
        "accounts_user",
        'accounts_member" WHERE',
        "accounts_coordinator",
        "portal_cache",
        "vocabularies_",
    )
    return len([row for row in caught if not any(name in row["sql"].split("WHERE")[0] + "WHERE" for name in apart)])


def test_the_lists_stay_flat(as_user):
    request = story.inviting()
    desk = as_user(story.desk_user(request))
    mine = as_user(request.requester)
    before = counted(desk, "/desk/requests/"), counted(mine, "/visits/")
    for _more in range(9):
        story.inviting()
        makers.visit_request(requester=request.requester)
    after = counted(desk, "/desk/requests/"), counted(mine, "/visits/")
    assert after == before
