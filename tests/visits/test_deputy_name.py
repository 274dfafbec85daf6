"""A member who stands in: named, told, acts when the requester is silent or gone, and may say no."""

from datetime import timedelta

import pytest

from accounts.models import Member
from portal import clock
from portal.delivery.models import Notice
from portal.moves import MoveRefused
from tests import makers
from tests.visits import story
from visits.actions import answering, deputies, planning, requests
from visits.actions.clocks import silence
from visits.models import VisitRequest

pytestmark = pytest.mark.django_db


def with_deputy(make=story.submitted, **fields):
    """A request of somebody whose colleague stands in."""
    house = makers.organisation()
    asker, colleague = makers.member(organisation=house), makers.member(organisation=house)
    asked = make(requester=asker.user, **fields)
    deputies.name_deputy(asker.user, asked, colleague)
    return story.fresh(asked), colleague.user


def test_a_colleague_is_named_told_and_reads(as_user):
    house = makers.organisation()
    asker, colleague = makers.member(organisation=house), makers.member(organisation=house)
    asked = story.submitted(requester=asker.user)
    browser = as_user(asker)
    assert f'value="{colleague.pk}"' in browser.get(f"/visits/{asked.pk}/deputy/").content.decode()
    assert as_user(colleague).get(f"/visits/{asked.pk}/").status_code == 404
    browser.post(f"/visits/{asked.pk}/deputy/", {"member": colleague.pk})
    assert Notice.objects.filter(kind="visits.deputy_named", recipient=colleague.user).count() == 1
    assert as_user(colleague).get(f"/visits/{asked.pk}/").status_code == 200


def test_somebody_of_the_directory_only_before_anybody_is_asked(as_user):
    found = makers.expert("peer-work")
    asked = story.submitted()
    page = as_user(asked.requester).get(f"/visits/{asked.pk}/deputy/?who=peer").content.decode()
    assert f'value="{found.pk}"' in page
    asked = story.inviting()
    with pytest.raises(MoveRefused):
        deputies.name_deputy(asked.requester, asked, found)
    # The same words for somebody who was asked: nobody learns who was.
    with pytest.raises(MoveRefused, match="cannot stand in"):
        deputies.name_deputy(asked.requester, asked, story.asked(asked)[0].expert)


def test_only_the_requester_names_and_no_stranger_is_named(as_user):
    asked, deputy = with_deputy()
    assert as_user(deputy).get(f"/visits/{asked.pk}/deputy/").status_code == 404
    page = as_user(asked.requester).post(f"/visits/{asked.pk}/deputy/", {"member": makers.member().pk})
    assert "Please choose somebody, or nobody." in page.content.decode()
    assert story.fresh(asked).deputy == deputy


def test_half_of_the_time_then_the_deputy_answers_for_both():
    asked, deputy = with_deputy(story.planned)
    assert not asked.turns.filter(user=deputy).exists()
    clock.set_offset(clock.offset() + timedelta(days=5))
    silence.hand_to_deputies()
    assert asked.turns.filter(user=deputy, act="choose-date").exists()
    assert Notice.objects.filter(kind="visits.deputy_turn", recipient=deputy).count() == 1
    assert silence.hand_to_deputies() == 0
    planning.agree_days(deputy, asked.proposals.get(state="open"))
    assert asked.proposals.get(state="agreed").agreed_by.count(asked.requester_id) == 1
    assert not asked.turns.filter(act="choose-date").exists()


def test_who_has_left_or_is_suspended_is_stood_in_for_at_once():
    asked, deputy = with_deputy(story.planned)
    Member.objects.filter(user=asked.requester).update(state=Member.State.SUSPENDED)
    silence.hand_to_deputies()
    assert asked.turns.filter(user=deputy, act="choose-date").exists()
    Member.objects.filter(user=deputy).update(state=Member.State.LEFT)
    asked.turns.filter(user=deputy).delete()
    assert silence.hand_to_deputies() == 0


def test_a_deputy_answers_other_dates_and_the_question_sent_back():
    asked, deputy = with_deputy()
    requests.return_request(story.desk_user(asked), asked, "Which days exactly, please?")
    requests.submit_request(deputy, story.fresh(asked))
    assert story.fresh(asked).state == "submitted"
    asked, deputy = with_deputy(story.inviting)
    row = story.asked(asked)[0]
    answering.propose_dates(row.expert.user, row, days=story.days_for(asked), **story.HOURS)
    answering.accept_proposed_dates(deputy, row.proposals.get())
    assert story.fresh(asked).state in ("planning", "confirmed")


def test_a_deputy_says_no_and_reads_no_more(as_user):
    asked, deputy = with_deputy()
    browser = as_user(deputy)
    assert "I cannot do it" in browser.get(f"/visits/{asked.pk}/").content.decode()
    browser.post(f"/visits/{asked.pk}/deputy/leave/")
    assert browser.get(f"/visits/{asked.pk}/").status_code == 404
    assert Notice.objects.filter(kind="visits.deputy_left", recipient=asked.requester).count() == 1


def test_a_deputy_is_neither_asked_as_an_expert_nor_coordinates():
    house = makers.organisation()
    asker, deputy = makers.member(organisation=house), makers.expert(organisation=house)
    makers.coordinator(user=deputy.user)
    other = makers.coordinator()
    asked = story.submitted(requester=asker.user)
    deputies.name_deputy(asker.user, asked, deputy)
    asked = story.fresh(asked)
    assert list(asked.turns.filter(act="read-request").values_list("user", flat=True)) == [other.user_id]
    with pytest.raises(MoveRefused):
        story.invitations.approve_list(other.user, asked, [deputy])


def test_nobody_waits_for_a_deputy_to_write_their_feedback_twice():
    from visits.actions import afterwards

    asked, deputy = with_deputy(story.held)
    afterwards.give_feedback(deputy, asked, {"recommend": "yes"})
    assert not asked.turns.filter(act="give-feedback", user=asked.requester).exists()
    with pytest.raises(MoveRefused, match="already"):
        afterwards.give_feedback(asked.requester, asked, {"recommend": "no"})


def test_the_other_half_is_a_draft_of_another_kind(as_user):
    asked = story.submitted()
    browser = as_user(asked.requester)
    assert browser.post(f"/visits/{asked.pk}/split/", {"kind": asked.kind}).status_code == 200
    browser.post(f"/visits/{asked.pk}/split/", {"kind": "on-site-training"})
    half = VisitRequest.objects.latest("id")
    assert (half.kind, half.state, half.split_from_id) == ("on-site-training", "draft", asked.pk)
    assert as_user(makers.member()).get(f"/visits/{asked.pk}/split/").status_code == 404


def test_what_a_coordinator_changes_is_seen_with_what_stood_there(as_user):
    asked = story.submitted()
    desk = as_user(story.desk_user(asked))
    address = f"/desk/requests/{asked.pk}/edit/2/"
    assert "How do we air" in desk.get(address).content.decode()
    why, question = "We got the keys. " * 10, "How many air changes an hour, and who measured?"
    desk.post(address, {"title": "How do we air a smoking shop?", "question_1": question, "why_now": why, "topics_chosen": ["inhalation"]})  # fmt: skip
    browser = as_user(asked.requester)
    assert "See what changed" in browser.get(f"/visits/{asked.pk}/").content.decode()
    page = browser.get(f"/visits/{asked.pk}/changes/").content.decode()
    assert "<ins>shop</ins>" in page
    assert Notice.objects.filter(kind="visits.request_edited", recipient=asked.requester).count() == 1
    assert as_user(makers.member()).get(f"/visits/{asked.pk}/changes/").status_code == 404


def test_a_change_that_changes_nothing_tells_nobody():
    asked = story.submitted()
    requests.save_part(story.desk_user(asked), asked, {"title": asked.title}, part=2)
    assert not asked.edits.exists()
    with pytest.raises(MoveRefused):
        requests.save_part(makers.member().user, asked, {"title": "Something else"}, part=2)
