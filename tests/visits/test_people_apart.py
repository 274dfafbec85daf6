"""Who must not meet is not brought together: looked up when somebody is listed, asked, and says yes."""

from datetime import timedelta

import pytest

from portal import clock
from portal.moves import MoveRefused
from tests import makers
from tests.visits import story
from visits.actions import answering, invitations, requests
from visits.actions.shortlist import compute_shortlist

pytestmark = pytest.mark.django_db


def with_house(make=story.submitted, **fields):
    house = makers.organisation()
    return make(requester=makers.member(country="BE").user, organisation=house, **fields), house


def name_conflict(expert, house, kind="conflicts"):
    getattr(expert.expert_profile, kind).add(house)


@pytest.mark.parametrize("kind", ["conflicts", "excluded_organisations"])
def test_nobody_with_a_conflict_is_put_on_a_list(kind):
    asked, house = with_house()
    expert = makers.expert()
    name_conflict(expert, house, kind)
    with pytest.raises(MoveRefused, match=expert.name):
        invitations.approve_list(story.desk_user(asked), asked, [makers.expert(), expert])


def test_who_names_it_later_is_passed_over_and_not_asked_by_hand():
    one, two, three = makers.expert(), makers.expert(country="DE"), makers.expert(country="CH")
    asked, house = with_house(story.inviting, experts=[one, two, three])
    name_conflict(two, house)
    answering.decline_invitation(one.user, asked.invitations.get(expert=one))
    assert [row.expert for row in story.asked(asked)] == [three]
    with pytest.raises(MoveRefused, match="conflict"):
        invitations.invite_now(story.desk_user(asked), asked.invitations.get(expert=two))


def test_who_names_it_last_cannot_say_yes_but_no():
    asked, house = with_house(story.inviting)
    row = story.asked(asked)[0]
    name_conflict(row.expert, house)
    with pytest.raises(MoveRefused, match="not this time"):
        story.accept(row)
    with pytest.raises(MoveRefused, match="not this time"):
        answering.propose_dates(row.expert.user, row, days=story.days_for(asked), **story.HOURS)
    answering.decline_invitation(row.expert.user, row)
    assert story.fresh(row).state == "declined"


def test_dates_of_somebody_kept_apart_meanwhile_are_not_agreed_to():
    asked, _house = with_house(story.inviting)
    row = story.asked(asked)[0]
    answering.propose_dates(row.expert.user, row, days=story.days_for(asked), **story.HOURS)
    row.expert.expert_profile.excluded_countries = ["BE"]
    row.expert.expert_profile.save()
    with pytest.raises(MoveRefused):
        answering.accept_proposed_dates(asked.requester, row.proposals.get())
    assert story.fresh(row).state == "dates-proposed"


def test_the_requester_says_in_private_who_should_not_be_asked(as_user):
    asked = story.submitted()
    person, colleague = makers.expert("peer-work"), makers.expert(organisation=makers.organisation(name="Den Vej"))
    browser, address = as_user(asked.requester), f"/visits/{asked.pk}/apart/"
    page = browser.post(address, {"who": "vej", "member": [person.pk], "find": "1"}).content.decode()
    assert "Den Vej" in page
    assert not asked.apart_members.exists()
    browser.post(address, {"member": [person.pk], "organisation": [colleague.organisation_id]})
    compute_shortlist(asked.pk)
    assert set(asked.matches.filter(ruled_out="not-wanted").values_list("expert", flat=True)) == {
        person.pk,
        colleague.pk,
    }
    assert "in private, not to ask this person" in as_user(story.desk_user(asked)).get(f"/desk/requests/{asked.pk}/").content.decode()  # fmt: skip
    with pytest.raises(MoveRefused):
        invitations.approve_list(story.desk_user(asked), asked, [colleague])


def test_strangers_say_nothing_there_and_after_a_yes_nobody(as_user):
    asked = story.submitted()
    assert as_user(makers.member()).get(f"/visits/{asked.pk}/apart/").status_code == 404
    planned = story.planned()
    with pytest.raises(MoveRefused):
        requests.keep_apart(planned.requester, planned, [makers.expert()], [])
    assert as_user(planned.requester).get(f"/visits/{planned.pk}/apart/").status_code == 302


def test_a_no_with_a_reason_and_a_pause_in_one_form(as_user):
    asked = story.inviting()
    row = story.asked(asked)[0]
    until = clock.today() + timedelta(days=60)
    browser, address = as_user(row.expert), f"/visits/invitations/{row.pk}/"
    past = browser.post(address, {"answer": "decline", "pause_until": str(clock.today())})
    assert "Please choose a later one." in past.content.decode()
    browser.post(address, {"answer": "decline", "why": "time", "pause_until": str(until), "clarity": "unclear"})
    row = story.fresh(row)
    assert (row.state, row.why, row.clarity) == ("declined", "time", "unclear")
    assert row.expert.expert_profile.paused_until == until


def test_the_mark_is_read_at_the_desk_and_nowhere_else(as_user):
    asked = story.inviting()
    row = story.asked(asked)[0]
    answering.mark_request(row.expert.user, row, "unclear")
    assert "I had to guess (1)" in as_user(story.desk_user(asked)).get(f"/desk/requests/{asked.pk}/").content.decode()
    assert "I had to guess" not in as_user(asked.requester).get(f"/visits/{asked.pk}/").content.decode()
    with pytest.raises(MoveRefused):
        answering.mark_request(makers.expert().user, row, "clear")


def test_nobody_found_is_said_with_a_reason_and_what_one_can_do(as_user):
    asked = story.inviting()
    desk = as_user(story.desk_user(asked))
    word = "We asked everybody who knows it; please come back in spring."
    desk.post(f"/desk/requests/{asked.pk}/stand-down/", {"word": word})
    assert story.fresh(asked).state == "inviting"
    desk.post(f"/desk/requests/{asked.pk}/stand-down/", {"word": word, "reason": "dates"})
    page = as_user(asked.requester).get(f"/visits/{asked.pk}/").content.decode()
    assert "not free on these dates" in page
    assert word in page
