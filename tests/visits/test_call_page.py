"""Can members offer to help, does the desk choose among them, and does nobody else ever learn who it was?"""

import pytest

from accounts.models import ExpertProfile
from portal import clock
from portal.audit.models import AuditEvent
from portal.delivery.models import Notice
from portal.moves import MoveRefused
from portal.search.models import SearchEntry
from tests import makers
from tests.house import counting
from tests.visits import story
from tests.visits.test_call_publish import publish
from visits.actions import answering, calls, invitations, requests, shortlist
from visits.actions import clocks as jobs
from visits.models import Invitation, Volunteer

pytestmark = pytest.mark.django_db
WORD = "We built two booths in an old house last year."


def running(make=story.submitted, **fields):
    """Return a request and its call; its people are from Belgium, and its house is their own."""
    house = makers.organisation(country="BE")
    asker = makers.member(country="BE", organisation=house).user
    request = make(may_be_called=True, requester=asker, organisation=house, **fields)
    return request, publish(request)


def offer(call, member, word=WORD):
    return calls.offer_help(member.user, call, word=word)


def thanked():
    return set(Notice.objects.filter(kind="visits.volunteer_thanked").values_list("recipient", flat=True))


def test_one_button_puts_a_member_on_the_list_as_suggested(as_user):
    request, call = running()
    member = makers.member()
    page = as_user(member).post(f"/visits/calls/{call.pk}/", {"word": WORD, "languages": "English", "dates": "March"})
    assert page.status_code == 302
    row = Volunteer.objects.get()
    assert (row.word, row.languages, row.dates, row.ruled_out) == (WORD, "English", "March", "")
    assert (row.invitation.state, row.invitation.is_listed) == ("suggested", False)
    assert row.invitation.volunteered_at
    assert set(Notice.objects.filter(kind="visits.volunteered").values_list("recipient", flat=True)) == {
        story.desk_user(request).pk
    }


@pytest.mark.parametrize("word", ["", "yes", "x" * 401, "\x00"])
def test_bad_words_are_said_at_the_field_and_kept(as_user, word):
    _request, call = running()
    page = as_user(makers.member()).post(f"/visits/calls/{call.pk}/", {"word": word, "dates": "In March"})
    assert page.context["form"].errors["word"]
    assert "In March" in page.content.decode()
    assert not Volunteer.objects.exists()


def test_pressing_twice_offers_once_and_after_taking_back_one_may_offer_again():
    request, call = running()
    member = makers.member()
    assert offer(call, member) == offer(call, member)
    row = calls.take_offer_back(member.user, call)
    assert (row.word, request.invitations.get().state) == ("", "withdrawn")
    with pytest.raises(MoveRefused):
        calls.take_offer_back(member.user, call)
    offer(call, member)
    assert (Volunteer.objects.get().taken_back_at, request.invitations.get().state) == (None, "suggested")


def test_once_asked_the_invitation_is_answered_instead():
    request, call = running()
    member = makers.member()
    offer(call, member)
    invitations.approve_list(story.desk_user(request), request, [member])
    assert request.invitations.get().state == "invited"
    with pytest.raises(MoveRefused, match="asked meanwhile"):
        calls.take_offer_back(member.user, call)


def test_nobody_is_asked_whom_the_coordinator_has_not_chosen():
    request, call = running(story.inviting)
    member = makers.member()
    offer(call, member)
    for row in story.asked(request):
        answering.decline_invitation(row.expert.user, row)
    jobs.run_all()
    assert request.invitations.get(expert=member).state == "suggested"
    assert request.turns.filter(act="read-volunteers", user=story.desk_user(request)).exists()


def test_changing_the_list_loses_nobody_who_offered():
    request, call = running(story.inviting)
    member, chosen = makers.member(), makers.member()
    offer(call, member)
    offer(call, chosen)
    desk = story.desk_user(request)
    invitations.approve_list(desk, request, [chosen, makers.expert()])
    assert [row.is_listed for row in request.invitations.filter(expert__in=[member, chosen]).order_by("expert")] == [
        False,
        True,
    ]
    invitations.approve_list(desk, request, [makers.expert()])
    left = request.invitations.filter(expert__in=[member, chosen])
    assert {(row.state, row.is_listed) for row in left} == {("suggested", False)}
    assert Volunteer.objects.filter(invitation__in=left).count() == 2


PRIVATE = {
    "conflict": lambda member, request: member.expert_profile.conflicts.add(request.organisation),
    "kept-apart": lambda member, request: member.expert_profile.excluded_organisations.add(request.organisation),
    "not-wanted": lambda member, request: request.apart_members.add(member),
    "organisation": lambda member, request: (
        type(member).objects.filter(pk=member.pk).update(organisation=request.organisation)
    ),
    "country": lambda member, request: type(request).objects.filter(pk=request.pk).update(not_countries=["NL"]),
}


@pytest.mark.parametrize("code", PRIVATE)
def test_who_must_not_meet_hears_what_everybody_hears_and_the_desk_reads_why(as_user, code):
    request, call = running()
    member, other = makers.expert(), makers.expert(country="DE")
    PRIVATE[code](member, request)
    pages = []
    for who in (member, other):
        answer = as_user(who).post(f"/visits/calls/{call.pk}/", {"word": WORD}, follow=True)
        pages.append(answer.context["messages"])
        assert "Take it back" in answer.content.decode()
    assert [str(one) for one in pages[0]] == [str(one) for one in pages[1]]
    row = Volunteer.objects.get(member=member)
    assert (row.ruled_out, row.invitation) == (code, None)
    page = as_user(story.desk_user(request)).get(f"/desk/requests/{request.pk}/").content.decode()
    assert "Cannot be asked:" in page


def test_a_reason_of_ones_own_is_said_kindly_and_can_be_changed(as_user):
    _request, call = running()
    member = makers.expert(profile={"kinds": ["remote-advice"]})
    browser = as_user(member)
    page = browser.post(f"/visits/calls/{call.pk}/", {"word": WORD}, follow=True).content.decode()
    assert "does not offer this kind of help yet" in page
    assert Volunteer.objects.get().ruled_out == "kind"
    ExpertProfile.objects.update(kinds=["study-visit"])
    browser.post(f"/visits/calls/{call.pk}/", {"word": WORD})
    assert Volunteer.objects.get().ruled_out == ""


def test_whoever_said_no_before_is_not_suggested_again():
    request, call = running(story.inviting)
    row = story.asked(request)[0]
    answering.decline_invitation(row.expert.user, row)
    made = offer(call, row.expert)
    assert (made.ruled_out, story.fresh(row).state) == ("asked-before", "declined")
    second = story.asked(request)[0]
    with pytest.raises(MoveRefused, match="already"):
        offer(call, second.expert)


def test_one_cannot_offer_to_oneself_nor_from_outside(as_user):
    request, call = running()
    with pytest.raises(MoveRefused, match="own request"):
        calls.offer_help(request.requester, call, word=WORD)
    assert "I could help" not in as_user(request.requester).get(f"/visits/calls/{call.pk}/").content.decode()
    with pytest.raises(MoveRefused, match="members"):
        calls.offer_help(makers.administrator(), call, word=WORD)


def test_only_the_audience_finds_it_in_lists_and_search(as_user):
    request, call = running()
    calls.close_call(story.desk_user(request), call)
    call = publish(request, audience="dcr-and-peers")
    official = as_user(makers.member(category="police"))
    assert official.get(f"/visits/calls/{call.pk}/").status_code == 404
    assert call.title not in official.get("/visits/calls/").content.decode()
    assert call.title not in official.get("/home/").content.decode()
    nurse = as_user(makers.member())
    for path in ("/visits/calls/", "/home/", "/search/?q=smoking"):
        assert f"/visits/calls/{call.pk}/" in nurse.get(path).content.decode(), path
    assert f"/visits/calls/{call.pk}/" not in official.get("/search/?q=smoking").content.decode()
    calls.close_call(story.desk_user(request), call)
    assert not SearchEntry.objects.filter(kind="call").exists()
    assert "No open calls at the moment" in nurse.get("/visits/calls/").content.decode()


def test_the_desk_sees_words_reasons_and_score_and_ticks_them_onto_the_list(as_user):
    request, call = running()
    expert, member = makers.expert(), makers.member()
    shortlist.compute_shortlist(request.pk)
    offer(call, expert)
    offer(call, member, "I have no profile yet, but I did it.")
    desk = as_user(story.desk_user(request))
    page = desk.get(f"/desk/requests/{request.pk}/")
    found = {one.row.member_id: one for one in page.context["offers"]}
    assert found[expert.pk].match.score > 0
    assert found[expert.pk].reasons
    assert found[member.pk].match is None
    assert "I have no profile yet, but I did it." in page.content.decode()
    assert page.content.decode().count(f'name="expert" value="{expert.pk}"') == 1
    desk.post(f"/desk/requests/{request.pk}/list/", {"expert": [member.pk], f"order_{member.pk}": 1})
    assert request.invitations.get(expert=member).state == "invited"
    assert request.invitations.get(expert=expert).state == "suggested"


def test_the_requester_and_other_members_never_learn_who_offered(as_user):
    request, call = running()
    member = makers.member(name="Nora Volunteer")
    offer(call, member, "Something only for coordinators.")
    for who in (request.requester, makers.member()):
        browser = as_user(who)
        for path in ("/visits/", f"/visits/calls/{call.pk}/", f"/visits/{request.pk}/", "/inbox/"):
            page = browser.get(path).content.decode()
            assert "Nora Volunteer" not in page
            assert "Something only for" not in page
    assert not Notice.objects.filter(kind="visits.volunteered", recipient=request.requester).exists()


def test_enough_thanks_those_who_were_not_asked_and_keeps_the_list():
    request, call = running(story.inviting)
    waits, listed, apart = makers.member(), makers.member(), makers.expert()
    apart.expert_profile.conflicts.add(request.organisation)
    for one in (waits, listed, apart):
        offer(call, one)
    invitations.approve_list(story.desk_user(request), request, [listed])
    story.accept(story.asked(request)[0])
    assert thanked() == {waits.user_id, listed.user_id, apart.user_id}
    assert request.invitations.get(expert=waits).state == "withdrawn"
    assert request.invitations.get(expert=listed).waits_on_list


def test_the_end_thanks_everybody_once(as_user):
    request, call = running()
    member = makers.member()
    offer(call, member)
    requests.withdraw_request(request.requester, request, "other")
    jobs.run_all()
    assert thanked() == {member.user_id}
    page = as_user(member).get(f"/visits/calls/{call.pk}/").content.decode()
    assert "Thank you for offering" in page
    inbox = as_user(member).get("/inbox/").content.decode()
    assert "Thank you for offering to help" in inbox
    assert request.title not in inbox


def test_closed_by_time_the_offers_wait_for_the_desk_closed_by_the_desk_they_are_thanked(travel):
    request, call = running(story.inviting)
    member, apart = makers.member(), makers.expert()
    apart.expert_profile.conflicts.add(request.organisation)
    offer(call, member)
    offer(call, apart)
    travel(days=15)
    jobs.run_all()
    assert story.fresh(call).state == "closed"
    assert thanked() == {apart.user_id}
    assert request.invitations.get(expert=member).only_offers
    with pytest.raises(MoveRefused, match="closed"):
        offer(call, makers.member())
    call = publish(request)
    other = makers.member()
    offer(call, other)
    calls.close_call(story.desk_user(request), call)
    assert other.user_id in thanked()


def test_a_coordinator_thanks_one_by_one(as_user):
    request, call = running(story.inviting)
    member = makers.member()
    row = offer(call, member)
    assert as_user(makers.member()).post(f"/desk/volunteers/{row.pk}/thank/").status_code == 404
    as_user(story.desk_user(request)).post(f"/desk/volunteers/{row.pk}/thank/")
    assert thanked() == {member.user_id}
    assert request.invitations.get(expert=member).state == Invitation.State.WITHDRAWN
    assert not request.turns.filter(act="read-volunteers").exists()
    event = AuditEvent.objects.get(action="visits.call_thank")
    assert event.actor_id == story.desk_user(request).pk
    with pytest.raises(MoveRefused, match="others can do it"):
        offer(call, member)


def test_words_are_wiped_90_days_after_the_end(travel):
    request, call = running()
    offer(call, makers.member())
    requests.withdraw_request(request.requester, request, "other")
    travel(days=91)
    jobs.run_all()
    assert Volunteer.objects.get().word == ""


def test_pages_cost_the_same_however_many(as_user):
    request, call = running()
    member = makers.member()
    pages = {"/visits/calls/": member, f"/visits/calls/{call.pk}/": member}
    pages[f"/desk/requests/{request.pk}/"] = story.desk_user(request)
    browsers = {path: as_user(who) for path, who in pages.items()}
    few = {path: counting.counted(browser, path) for path, browser in browsers.items()}
    for _number in range(6):
        makers.volunteer(call)
        makers.volunteer(makers.open_call(story.submitted(requester=makers.member().user)))
    assert {path: counting.counted(browser, path) for path, browser in browsers.items()} == few
    assert max(few.values()) <= counting.MOST
    assert clock.offset().days == 0
