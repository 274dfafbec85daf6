"""Is a request told to members only with its requester's yes, without a name, and only as long as somebody is looked for?"""

from datetime import timedelta

import pytest

from accounts.models import Member
from portal import clock
from portal.audit.models import AuditEvent
from portal.delivery.models import Notice
from portal.moves import MoveRefused
from tests import makers
from tests.visits import story
from visits.actions import calls, requests
from visits.actions import clocks as jobs
from visits.models import OpenCall

pytestmark = pytest.mark.django_db
WORDS = {
    "title": "Who has aired a smoking room in an old building?",
    "text": "They got the keys of an old shop and need to know how much air is enough.",
    "audience": "members",
}


def until(days=14):
    return clock.today() + timedelta(days=days)


def publish(request, **fields):
    return calls.publish_call(story.desk_user(request), request, **{**WORDS, "until": until(), **fields})


def told(kind):
    return set(Notice.objects.filter(kind=kind).values_list("recipient", flat=True))


def test_without_a_word_beforehand_the_requester_reads_it_first_and_says_yes(as_user):
    request = story.submitted()
    page = as_user(story.desk_user(request)).post(
        f"/desk/requests/{request.pk}/call/", {**WORDS, "until": until().isoformat()}
    )
    call = OpenCall.objects.get()
    assert (page.status_code, call.state) == (302, "asked")
    assert as_user(makers.member()).get(f"/visits/calls/{call.pk}/").status_code == 404
    browser = as_user(request.requester)
    shown = browser.get(f"/visits/{request.pk}/").content.decode()
    assert WORDS["text"] in shown
    assert "It is your turn: say whether members may be told" in shown
    browser.post(f"/visits/calls/{call.pk}/answer/", {"answer": "yes"})
    assert story.fresh(call).state == "running"
    assert told("visits.call_agreed") == {story.desk_user(request).pk}
    assert as_user(makers.member()).get(f"/visits/calls/{call.pk}/").status_code == 200


def test_a_no_publishes_nothing_and_the_desk_is_told(as_user):
    request = story.submitted()
    call = publish(request)
    as_user(request.requester).post(f"/visits/calls/{call.pk}/answer/", {"answer": "no"})
    assert story.fresh(call).state == "declined"
    assert told("visits.call_not_published") == {story.desk_user(request).pk}
    assert not request.turns.filter(act="agree-call").exists()


def test_silence_publishes_nothing(travel):
    request = story.submitted()
    call = publish(request)
    assert request.turns.get(act="agree-call").due_at == call.answer_by
    travel(days=9)
    jobs.run_all()
    assert story.fresh(call).state == "lapsed"
    assert story.desk_user(request).pk in told("visits.call_not_published")


def test_whoever_allowed_it_beforehand_is_told_and_can_stop_it(as_user):
    request = story.submitted(may_be_called=True)
    call = publish(request)
    assert call.state == "running"
    assert told("visits.call_opened") == {request.requester_id}
    browser = as_user(request.requester)
    assert "Members are told" in browser.get(f"/visits/{request.pk}/").content.decode()
    browser.post(f"/visits/calls/{call.pk}/stop/")
    assert (story.fresh(call).state, story.fresh(call).why) == ("closed", "requester")
    assert told("visits.call_closed") == {story.desk_user(request).pk}


def test_a_sensitive_request_is_never_told(as_user):
    request = story.submitted(confidentiality="sensitive", may_be_called=True)
    with pytest.raises(MoveRefused, match="sensitive"):
        publish(request)
    assert as_user(story.desk_user(request)).get(f"/desk/requests/{request.pk}/call/").status_code == 302


def test_one_that_becomes_sensitive_is_closed():
    request = story.submitted(may_be_called=True)
    call = publish(request)
    requests.save_part(story.desk_user(request), request, {"confidentiality": "sensitive"}, part=6)
    assert story.fresh(call).state == "closed"


def test_a_coordinator_cannot_give_the_requesters_yes(as_user):
    request = story.submitted()
    requests.save_part(story.desk_user(request), request, {"may_be_called": True, "media_plan": "None"}, part=6)
    assert story.fresh(request).may_be_called is False
    page = as_user(story.desk_user(request)).get(f"/desk/requests/{request.pk}/edit/6/")
    assert page.context["form"].fields["may_be_called"].disabled


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("text", "Somebody in Ghent got the keys of an old shop and needs help."),
        ("text", "The Blue Door got the keys of an old shop and needs help."),
        ("title", "Who helps Nora Example with air?"),
        ("text", "short"),
        ("title", "x" * 121),
        ("until", "2001-01-01"),
        ("until", "9999-01-01"),
        ("until", "soon"),
        ("audience", "public"),
        ("text", "\x00"),
    ],
)
def test_what_would_tell_who_asks_or_cannot_be_is_said_at_its_field(as_user, field, value):
    house = makers.organisation(name="The Blue Door")
    request = story.submitted(requester=makers.member(name="Nora Example", organisation=house).user)
    typed = {**WORDS, "until": until().isoformat(), field: value}
    page = as_user(story.desk_user(request)).post(f"/desk/requests/{request.pk}/call/", typed)
    assert page.context["form"].errors[field]
    assert page.context["form"][field].value() == value
    assert not OpenCall.objects.exists()


def test_it_begins_with_what_the_request_says_without_what_names_a_place(as_user):
    request = story.submitted(
        title="Air for the old shop in Ghent",
        questions=["How many air changes are enough, and who measured it?", "What would Ghent have to pay for it?"],
    )
    form = as_user(story.desk_user(request)).get(f"/desk/requests/{request.pk}/call/").context["form"]
    assert form["title"].value() == ""
    assert "How many air changes" in form["text"].value()
    assert "Ghent" not in form["text"].value()


def test_there_is_one_at_a_time_and_strangers_find_nothing(as_user):
    request = story.submitted(may_be_called=True)
    call = publish(request)
    with pytest.raises(MoveRefused, match="already"):
        publish(request)
    with pytest.raises(MoveRefused):
        calls.publish_call(request.requester, request, **WORDS, until=until())
    stranger = as_user(makers.member())
    for path in (
        f"/desk/requests/{request.pk}/call/",
        f"/desk/calls/{call.pk}/close/",
        f"/visits/calls/{call.pk}/stop/",
        f"/visits/calls/{call.pk}/answer/",
    ):
        assert stranger.post(path, {"answer": "yes"}).status_code == 404
    assert story.fresh(call).state == "running"


def test_on_its_last_day_it_closes_by_itself_and_the_desk_is_told_once(travel):
    request = story.inviting(may_be_called=True)
    call = publish(request, until=until(3))
    travel(days=3)
    jobs.run_all()
    assert story.fresh(call).state == "running"
    travel(days=1)
    jobs.run_all()
    jobs.run_all()
    assert (story.fresh(call).state, story.fresh(call).why) == ("closed", "time")
    assert Notice.objects.filter(kind="visits.call_closed").count() == 1


ENDS = {
    "withdrawn": lambda request: requests.withdraw_request(request.requester, request, "other"),
    "not approved": lambda request: requests.refuse_request(
        story.desk_user(request), request, "other", "Not this time, sadly."
    ),
    "sent back": lambda request: requests.return_request(
        story.desk_user(request), request, "Which weeks would be possible?"
    ),
}


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("allowed", [True, False])
def test_every_end_of_the_request_closes_it(end, allowed):
    request = story.submitted(may_be_called=allowed)
    call = publish(request)
    ENDS[end](request)
    assert story.fresh(call).state == "closed"
    assert not request.turns.filter(act="agree-call").exists()


def test_standing_down_and_enough_close_it():
    request = story.inviting(may_be_called=True)
    call = publish(request)
    requests.stand_down(story.desk_user(request), request, "Nobody is free this season.")
    assert story.fresh(call).why == "moved-on"
    other = story.inviting(may_be_called=True, title="Another question about the air in our old shop")
    call = publish(other)
    story.accept(story.asked(other)[0])
    assert story.fresh(call).why == "enough"


def test_each_move_leaves_its_row_in_the_trail_that_the_desk_reads(as_user):
    request = story.submitted()
    call = publish(request)
    calls.answer_call(request.requester, call, agrees=True)
    calls.close_call(story.desk_user(request), call)
    rows = AuditEvent.objects.filter(subject_type="visits.opencall", subject_id=call.pk)
    assert list(rows.order_by("pk").values_list("action", flat=True)) == [
        "visits.call_ask",
        "visits.call_agree",
        "visits.call_close",
    ]
    page = as_user(story.desk_user(request)).get(f"/desk/requests/{request.pk}/").content.decode()
    assert "Open call: the requester said yes" in page


def test_looking_changes_nothing(as_user):
    request = story.submitted(may_be_called=True)
    call = publish(request)
    row = makers.volunteer(call)
    desk, asker = as_user(story.desk_user(request)), as_user(request.requester)
    assert desk.get(f"/desk/calls/{call.pk}/close/").status_code == 405
    assert desk.get(f"/desk/volunteers/{row.pk}/thank/").status_code == 405
    assert asker.get(f"/visits/calls/{call.pk}/stop/").status_code == 405
    assert asker.get(f"/visits/calls/{call.pk}/take-back/").status_code == 405


def test_the_region_stands_there_from_five_members_on_and_never_of_whoever_hides_it(as_user):
    request = story.submitted(may_be_called=True)
    call = publish(request)
    reader = as_user(makers.member(country="FI"))
    assert "western Europe" not in reader.get(f"/visits/calls/{call.pk}/").content.decode()
    for _number in range(5):
        makers.member(country="BE")
    from accounts import bylines

    bylines.forget_counts()
    assert "western Europe" in reader.get(f"/visits/calls/{call.pk}/").content.decode()
    Member.objects.filter(user=request.requester).update(visibility={"country": "coordinators"})
    bylines.forget_counts()
    page = reader.get(f"/visits/calls/{call.pk}/").content.decode()
    assert "western Europe" not in page
    assert "Belgium" not in page
    assert "Ghent" not in page
